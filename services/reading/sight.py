"""Whether what readers were shown is still what they would be shown: one look at two versions."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Self

from sqlalchemy import BigInteger, Engine, Text, and_, bindparam, func, select

from models import Address, Site, Thread

from .place import Place

_SITES, _THREADS, _ADDRESSES = Site.__table__, Thread.__table__, Address.__table__
_AT_ADDRESS = and_(_ADDRESSES.c.site_id == _SITES.c.id, _ADDRESSES.c.key == bindparam("address", type_=Text))
_THREAD_ID = func.coalesce(bindparam("thread_id", type_=BigInteger), _ADDRESSES.c.thread_id)
_VERSIONS = (
    select(_SITES.c.id, _SITES.c.version, _THREADS.c.id, _THREADS.c.version, _THREADS.c.created_at)
    .select_from(
        _SITES.outerjoin(_ADDRESSES, _AT_ADDRESS).outerjoin(
            _THREADS, and_(_THREADS.c.site_id == _SITES.c.id, _THREADS.c.id == _THREAD_ID)
        )
    )
    .where(_SITES.c.key == bindparam("site_key"))
)


class Versions(NamedTuple):
    site_id: int
    site_version: int
    thread_id: int | None
    thread_version: int | None
    began_at: datetime | None

    @classmethod
    def of(cls, place: Place) -> Self:
        site, thread = place.site, place.thread
        return cls(site.id, site.version, *((thread.id, thread.version, thread.created_at) if thread else [None] * 3))


@dataclass(frozen=True, slots=True)
class Sight:
    """A site and a discussion, which the address of a page leads to or which is known; and their versions then."""

    site_key: str
    versions: Versions
    address: str | None = None
    thread_id: int | None = None

    @classmethod
    def of(cls, place: Place, address: str | None = None) -> Self:
        versions = Versions.of(place)
        return cls(place.site.key, versions, address, None if address else versions.thread_id)

    def has_changed(self, engine: Engine) -> bool:
        """Raises what the database raises."""
        asked = {"site_key": self.site_key, "address": self.address, "thread_id": self.thread_id}
        with engine.connect() as connection:
            row = connection.execute(_VERSIONS, asked).first()
        return row is None or tuple(row) != self.versions

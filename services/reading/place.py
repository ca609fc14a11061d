"""Where readers are: a site and the discussion under one of its pages, as far as reading needs to know them.

Plain rows: each read begins here, and building objects would cost most of it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, select

from models import Address, AllowedOrigin, Site, Thread
from models.asking import Question
from services.pages import Closed, why_closed


class SiteSeen(NamedTuple):
    """What readers are told of a site, and by what it is told; the names are the columns'."""

    id: int
    version: int
    key: str
    name: str
    home_url: str
    language: str
    is_open: bool
    name_required: bool
    email_required: bool
    website_asked: bool
    text_max: int
    close_days: int | None
    privacy_text: str | None
    votes: str
    reactions: str | None
    sort: str
    loads_at_end: bool
    edit_minutes: int
    images: bool
    words: dict[str, Any] | None
    akismet_key: str | None
    cleantalk_key: str | None
    dnsbl: str | None
    created_at: datetime

    @property
    def emoji(self) -> list[str]:
        return (self.reactions or "").split()

    def allows_origin(self, origin: str) -> bool:
        return AllowedOrigin.allows(self.id, origin)


class ThreadSeen(NamedTuple):
    id: int
    site_id: int
    version: int
    url: str
    title: str
    comment_count: int
    closed_at: datetime | None
    created_at: datetime

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Place:
    """A site and, if the discussion has begun, its thread: all that an ETag needs."""

    site: Site | SiteSeen
    thread: Thread | ThreadSeen | None

    @property
    def version(self) -> int:
        return self.thread.version if self.thread else 0

    @property
    def closed(self) -> Closed | None:
        return why_closed(self.site, self.thread)

    @property
    def grows_old_at(self) -> datetime | None:
        """When it is closed for its age: the only change that no version tells. None if it is or never will be."""
        if self.thread is None or self.site.close_days is None or self.closed:
            return None
        return self.thread.created_at + timedelta(days=self.site.close_days)

    def etag(self, *details: object) -> str:
        """Changes exactly when what readers see may have changed."""
        at = f"{self.thread.id}-{self.thread.version}" if self.thread else "0-0"
        at += "-old" if self.closed == "age" else ""
        asked = hashlib.sha256(repr(details).encode()).hexdigest()[:8]
        return f"{self.site.id}.{self.site.version}-{at}-{asked}"


_SITES, _THREADS, _ADDRESSES = Site.__table__, Thread.__table__, Address.__table__
_AT_ADDRESS = and_(_ADDRESSES.c.site_id == _SITES.c.id, _ADDRESSES.c.key == bindparam("address"))
_OF_ADDRESS = and_(_THREADS.c.site_id == _SITES.c.id, _THREADS.c.id == _ADDRESSES.c.thread_id)


def _place(row: Sequence[Any]) -> Place:
    thread = row[_SITE_ENDS:]
    return Place(SiteSeen(*row[:_SITE_ENDS]), ThreadSeen(*thread) if thread[0] is not None else None)


_SITE_ENDS = len(SiteSeen._fields)
_PLACE = Question(
    select(*(_SITES.c[name] for name in SiteSeen._fields), *(_THREADS.c[name] for name in ThreadSeen._fields))
    .select_from(_SITES.outerjoin(_ADDRESSES, _AT_ADDRESS).outerjoin(_THREADS, _OF_ADDRESS))
    .where(_SITES.c.key == bindparam("site_key")),
    _place,
)


def find_place(site_key: str, address: str) -> Place | None:
    """One indexed look-up; None when there is no such site."""
    return next(iter(_PLACE.ask(site_key=site_key, address=address)), None)

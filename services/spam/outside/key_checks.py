"""A key that was entered is tried by the worker, soon: until it has, the room says that nobody knows yet."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import select, update

from models import Site, db, now, transaction
from services.errors import OutsideFailure

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
"""How long one worker tries before another may."""
AGAIN = timedelta(minutes=10)
"""After so long it is tried once more, where no answer came."""


class KeyTrier(Protocol):
    def verify(self, site_id: int) -> bool:
        """Try the site's key, and note what is wrong with it. Raises OutsideFailure where none is known to be good."""


def check_new_keys(gates: Mapping[str, KeyTrier]) -> int:
    """Try what is due. Returns how many keys that were."""
    return sum(_check_all(judge, gate) for judge, gate in gates.items())


def _check_all(judge: str, gate: KeyTrier) -> int:
    due = _column(judge, "check_at")
    found = db.session.scalars(select(Site.id).where(due <= now())).all()
    db.session.rollback()
    tried = [site_id for site_id in found if _claim(judge, site_id)]
    for site_id in tried:
        _check(judge, gate, site_id)
    return len(tried)


def _claim(judge: str, site_id: int) -> bool:
    """Of several workers one tries."""
    due, at = _column(judge, "check_at"), now()
    with transaction():
        mine = update(Site).where(Site.id == site_id, due <= at).values({due: at + LEASE}).returning(Site.id)
        return db.session.scalar(mine.execution_options(synchronize_session=False)) is not None


def _check(judge: str, gate: KeyTrier, site_id: int) -> None:
    key = db.session.scalar(select(_column(judge, "key")).where(Site.id == site_id))
    db.session.rollback()
    try:
        gate.verify(site_id)
        again = None
    except OutsideFailure as failure:
        log.info("the %s key of site %s: %s", judge, site_id, failure.reason)
        is_refused = db.session.scalar(select(_column(judge, "problem")).where(Site.id == site_id))
        again = None if is_refused else now() + AGAIN
    except Exception:
        # What is owed to others does not wait for one key.
        log.exception("the %s key of site %s could not be tried", judge, site_id)
        again = now() + AGAIN
        db.session.rollback()
    due = _column(judge, "check_at")
    with transaction():
        # One that was entered meanwhile is due by itself.
        same = (Site.id == site_id) & (_column(judge, "key") == key)
        done = update(Site).where(same).values({due: again})
        db.session.execute(done.execution_options(synchronize_session=False))


def _column(judge: str, name: str) -> Any:
    return getattr(Site, f"{judge}_{name}")

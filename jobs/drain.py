"""Work off what the outbox owes: claim one entry, run its handler, settle or postpone it; until nothing is due."""

import logging
import random
import secrets
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from models import ClaimLost, OutboxEntry, db, now, transaction
from services.errors import OutsideFailure

from .handlers import HANDLERS
from .outside import Outside

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 30, 6 * 3600
GIVE_UP_AFTER = timedelta(days=15)
MOST = 1000


def drain(
    outside: Outside, is_ending: Callable[[], bool] = lambda: False, call: Callable[[], None] = lambda: None
) -> int:
    """Returns how many entries were run. Stops before the next one when the worker is ending, and after 1,000.

    Whoever has found one calls for another pair of hands: there may be more.
    """
    outside.probe()
    for count in range(MOST):
        if is_ending():
            return count
        claim = secrets.token_hex(8)
        entry = OutboxEntry.claim_next(claim)
        if entry is None:
            return count
        call()
        run(entry, claim, outside)
    return MOST


def run(entry: OutboxEntry, claim: str, outside: Outside) -> None:
    entry_id, kind = entry.id, entry.kind
    try:
        HANDLERS[kind](entry, claim, outside)
    except ClaimLost:
        log.warning("outbox entry %s was taken over by another worker", entry_id)
    except OutsideFailure as failure:
        _postpone(entry, claim, failure)
    except OperationalError:
        db.session.rollback()
        log.exception("outbox entry %s could not be written; its lease will run out", entry_id)
    except Exception:
        log.exception("outbox entry %s (%s) failed", entry_id, kind)
        _postpone(entry, claim, OutsideFailure("An error of ours; the log has it"))
    finally:
        db.session.remove()


def _postpone(entry: OutboxEntry, claim: str, failure: OutsideFailure) -> None:
    db.session.rollback()
    try:
        with transaction():
            pause = failure.retry_in or min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(entry.attempts - 1, 20))
            until = now() + timedelta(seconds=pause * random.uniform(1, 1.2))
            give_up = failure.counts and now() - entry.created_at > GIVE_UP_AFTER
            entry.postpone(claim, until=until, error=failure.reason, give_up=give_up)
    except ClaimLost:
        log.warning("outbox entry was taken over by another worker before it could be postponed")

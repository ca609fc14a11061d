"""One decision about all that match: begun by a click, gone through by the worker.

Each chunk is one transaction that holds the sweep's own row and notes how far it came, so a worker that dies has done
a chunk or has not. The lease only keeps two workers from looking at the same sweep.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic, sleep

from sqlalchemy import ColumnElement, Select, func, or_, select, update

from models import Comment, Decision, Moderator, Sentence, Sweep, db, now, transaction
from models.moderator import ROLES
from services.errors import Conflict, Invalid, NotFound

from .consequences import TARGETS, able, give, owe_learning_of, take_back
from .search import Query, conditions, wrong_in

log = logging.getLogger(__name__)
CHUNK = 500
LEASE = timedelta(seconds=60)
OPEN_MOST = 10
SAMPLE = 5
LONGEST_REST = 0.1


@dataclass(frozen=True, slots=True)
class Look:
    """What matches now, for a moderator who is about to decide about all of it."""

    count: int
    newest_id: int
    seen_at: datetime


def look(site_id: int, query: Query) -> Look:
    at = now()
    found = _matching(site_id, query).with_only_columns(func.count(), func.max(Comment.id))
    count, newest_id = db.session.execute(found).one()
    return Look(count, newest_id or 0, at)


def sample(site_id: int, query: Query) -> list[int]:
    """The ids of the newest few that match."""
    return list(db.session.scalars(_matching(site_id, query).order_by(Comment.id.desc()).limit(SAMPLE)))


def begin_sweep(moderator: Moderator, query: Query, to: str, *, newest_id: int, seen_at: datetime) -> Sweep:
    """Decide about all that match; what came after `newest_id`, was decided or edited after `seen_at`, is left alone.

    Raises Invalid for a decision that is none, or that the matching comments have already, and Conflict when nothing
    matches or ten sweeps are under way.
    """
    if to not in TARGETS or (query.status in ("deleted", to) and query.status != "spam"):
        raise Invalid("invalid", "There is no such decision about these comments.", fields={"to": "not_allowed"})
    if wrong_in(query):
        raise Invalid("invalid", "Nobody can look for that.", fields={"q": "not_allowed"})
    site_id, moderator_id, seen_at = moderator.site_id, moderator.id, min(seen_at, now())
    found = _matching(site_id, query).where(Comment.id <= newest_id)
    count = db.session.scalars(found.with_only_columns(func.count())).one()
    if not count:
        raise Conflict("nothing", "Nothing matches that any more.")
    sweep = Sweep(site_id=site_id, moderator_id=moderator_id, target=to, query=query.as_json(), seen_at=seen_at)
    return _begin(sweep, newest_id, count)


def begin_undo(moderator: Moderator, batch: str) -> Sweep | None:
    """Take a sweep back by another one; None if that batch was none. One that is under way stops.

    Raises Conflict where it has been taken back already, or took another back itself. What a taking back that was
    stopped has left can be taken back by another.
    """
    site_id, moderator_id = moderator.site_id, moderator.id
    with transaction():
        former = _held(site_id, batch)
        if former is None:
            return None
        undoing = select(Sweep.id).where(Sweep.site_id == site_id, Sweep.undoes == batch, Sweep.stopped_at.is_(None))
        if former.undoes or db.session.scalar(undoing.limit(1)):
            raise Conflict("too_late", "This has been taken back already, or took something back itself.")
        _end(former, is_stopped=True)
        theirs = select(func.count(), func.max(Decision.id)).where(_standing_of(site_id, batch))
        count, newest_id = db.session.execute(theirs).one()
        if not count:
            raise Conflict("too_late", "It has changed nothing, so there is nothing to take back.")
        back = Sweep(site_id=site_id, moderator_id=moderator_id, target="undo", undoes=batch)
        return _begin(back, newest_id, count)


def stop(moderator: Moderator, batch: str) -> Sweep:
    """What is done stays done; the rest is left as it is. Raises NotFound."""
    with transaction():
        sweep = _held(moderator.site_id, batch)
        if sweep is None:
            raise NotFound("not_found", "There is no such decision.")
        _end(sweep, is_stopped=True)
    return sweep


def is_waiting() -> bool:
    """There is a sweep that no worker is looking at."""
    return db.session.scalar(_free().limit(1)) is not None


def go_through(is_ending: Callable[[], bool]) -> int:
    """Work on what is waiting, chunk by chunk; between two of them others may write. Returns how many chunks.

    What fails is tried again when its lease has run out.
    """
    chunks = 0
    while not is_ending() and (sweep_id := _claim()) is not None:
        try:
            chunks += _work_on(sweep_id, is_ending)
        except Exception:
            db.session.rollback()
            log.exception("sweep %s failed; it goes on in a minute", sweep_id)
    return chunks


def _work_on(sweep_id: int, is_ending: Callable[[], bool]) -> int:
    chunks, is_open = 0, True
    while is_open and not is_ending():
        began = monotonic()
        is_open, chunks = take_chunk(sweep_id), chunks + 1
        db.session.remove()
        sleep(min(LONGEST_REST, (monotonic() - began) / 2) if is_open else 0)
    if is_open:
        _release(sweep_id)
    return chunks


def take_chunk(sweep_id: int) -> bool:
    """The next 500, whole or not at all. Tells whether there may be more.

    It stops where it is, once the moderator whose decision it is may decide at the site no more.
    """
    with transaction():
        sweep = db.session.scalar(_open().where(Sweep.id == sweep_id).with_for_update())
        if sweep is None:
            return False
        if not may_go_on(sweep):
            _end(sweep, is_stopped=True)
            return False
        sweep.claimed_until = now() + LEASE
        visited = _undo_some(sweep) if sweep.target == "undo" else _decide_some(sweep)
        is_more = visited == CHUNK
        if not is_more:
            _end(sweep)
    return is_more


def may_go_on(sweep: Sweep) -> bool:
    """Whoever began it may still decide at the site."""
    it = (Moderator.site_id == sweep.site_id) & (Moderator.id == sweep.moderator_id) & Moderator.removed_at.is_(None)
    role = db.session.scalar(select(Moderator.role).where(it))
    return role in ROLES[ROLES.index("moderator") :]


def _decide_some(sweep: Sweep) -> int:
    site_id, query = sweep.site_id, Query.from_json(sweep.query)
    newest = _matching(site_id, query).add_columns(Comment.version).where(Comment.id <= sweep.next_id)
    found: dict[int, int] = dict(db.session.execute(newest.order_by(Comment.id.desc()).limit(CHUNK)).all())
    comments = Comment.locked(site_id, found)
    last = Decision.last_of_each(site_id, found)
    untouched = [
        comment
        for comment in comments.values()
        if comment.version == found[comment.id] and not _is_changed(comment, last.get(comment.id), sweep.seen_at)
    ]
    chosen = able(site_id, untouched, sweep.target)  # type: ignore[arg-type]
    changed, stale = len(chosen), len(found) - len(untouched)
    give(chosen, sweep.target, sweep.moderator_id, sweep.batch)  # type: ignore[arg-type]
    _note(sweep, len(found), changed, stale, min(found, default=1) - 1)
    return len(found)


def _undo_some(sweep: Sweep) -> int:
    theirs = _standing_of(sweep.site_id, sweep.undoes or "") & (Decision.id <= sweep.next_id)
    decisions = list(db.session.scalars(select(Decision).where(theirs).order_by(Decision.id.desc()).limit(CHUNK)))
    count, lowest = len(decisions), min((decision.id for decision in decisions), default=1)
    changed = len(take_back(sweep.site_id, decisions, sweep.moderator_id, sweep.batch))
    _note(sweep, count, changed, count - changed, lowest - 1)
    return count


def _standing_of(site_id: int, batch: str) -> ColumnElement[bool]:
    return (Decision.site_id == site_id) & (Decision.batch == batch) & Decision.undone_at.is_(None)


def _is_changed(comment: Comment, last: Decision | None, seen_at: datetime) -> bool:
    is_decided = last is not None and last.created_at > seen_at
    return is_decided or (comment.edited_at is not None and comment.edited_at > seen_at)


def _matching(site_id: int, query: Query) -> Select[int]:
    return select(Comment.id).where(
        Comment.site_id == site_id, Comment.status != "deleted", *conditions(site_id, query)
    )


def _begin(sweep: Sweep, newest_id: int, total: int) -> Sweep:
    sweep.batch, sweep.newest_id, sweep.next_id, sweep.total = secrets.token_urlsafe(12), newest_id, newest_id, total
    with transaction():
        is_ours = (Sweep.site_id == sweep.site_id) & Sweep.done_at.is_(None)
        if db.session.scalars(select(func.count()).where(is_ours)).one() >= OPEN_MOST:
            message = Sentence("Such decisions under way: %(count)s. Wait until one is done.", count=OPEN_MOST)
            raise Conflict("too_many_sweeps", message)
        db.session.add(sweep)
        db.session.flush()
    return sweep


def _note(sweep: Sweep, visited: int, changed: int, stale: int, next_id: int) -> None:
    sweep.looked_at, sweep.changed = sweep.looked_at + visited, sweep.changed + changed
    sweep.stale, sweep.next_id = sweep.stale + stale, next_id
    db.session.flush()


def _end(sweep: Sweep, *, is_stopped: bool = False) -> None:
    """What is not found any more when all is looked through has been decided by somebody else meanwhile."""
    if sweep.done_at is not None:
        return
    sweep.done_at = now()
    if is_stopped:
        sweep.stopped_at = sweep.done_at
    else:
        sweep.stale += max(0, sweep.total - sweep.looked_at)
    owe_learning_of(sweep.site_id, sweep.batch)


def _held(site_id: int, batch: str) -> Sweep | None:
    mine = select(Sweep).where(Sweep.site_id == site_id, Sweep.batch == batch).with_for_update()
    return db.session.scalar(mine.execution_options(populate_existing=True))


def _open() -> Select[Sweep]:
    return select(Sweep).where(Sweep.done_at.is_(None)).execution_options(populate_existing=True)


def _free() -> Select[int]:
    """A lease that reaches much further than any does was taken before the clock was set back."""
    at = now()
    is_free: ColumnElement[bool] = or_(Sweep.claimed_until.is_(None), ~Sweep.claimed_until.between(at, at + 2 * LEASE))
    return select(Sweep.id).where(Sweep.done_at.is_(None), is_free).order_by(Sweep.id)


def _claim() -> int | None:
    if not is_waiting():
        db.session.rollback()
        return None
    with transaction():
        oldest = _free().limit(1).with_for_update(skip_locked=True)
        taken = update(Sweep).where(Sweep.id == oldest.scalar_subquery()).values(claimed_until=now() + LEASE)
        return db.session.scalar(taken.returning(Sweep.id).execution_options(synchronize_session=False))


def _release(sweep_id: int) -> None:
    with transaction():
        mine = update(Sweep).where(Sweep.id == sweep_id).values(claimed_until=None)
        db.session.execute(mine.execution_options(synchronize_session=False))

"""What the filter has learnt for a site: read by whoever judges, written by the worker alone.

Only people's decisions teach it, never another service's verdict, whose errors it would copy. They come one at a time;
a decision that is undone is learnt the other way round. The decisions are the truth: from the texts that are still
here the memory can be made anew at any time.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from random import Random
from threading import Lock

from cachetools import LRUCache
from sqlalchemy import bindparam, func, select, update

from models import Decision, Memory, OutboxEntry, db, note_change, now, owe, transaction
from models.base import insert_new, send
from services.spam.learning.learner import Learner, Unreadable
from services.spam.learning.replays import Replays
from services.spam.learning.sample import Sample
from services.spam.lessons import all_lessons, new_lessons, repeated_with

log = logging.getLogger(__name__)

STEPS = 20
"""So many times 200 decisions are learnt at one go: then others have their turn, well before the lease runs out."""

_KEY = select(Memory.id, Memory.version, Memory.changed_at).where(Memory.site_id == bindparam("site_id"))
_copies: LRUCache[int, tuple[tuple[int, int, datetime], Learner]] = LRUCache(maxsize=64)
_lock = Lock()


def recall(site_id: int) -> Learner | None:
    """What the site's filter knows by now, to judge by, not to teach; None where nothing was learnt yet."""
    key = send(_KEY, {"site_id": site_id}).first()
    if key is None:
        return None
    with _lock:
        kept = _copies.get(site_id)
    if kept is not None and kept[0] == key:
        return kept[1]
    learner = _read(db.session.scalars(select(Memory.blob).where(Memory.site_id == site_id)).one()) or Learner()
    with _lock:
        _copies[site_id] = key, learner
    return learner


def learn(entry: OutboxEntry, claim: str) -> None:
    """Take in what the site's moderators have decided and the filter has not learnt yet; after much the rest is owed.

    Raises ClaimLost when another worker has taken over.
    """
    site_id = entry.site_id
    is_rest = all(learn_decisions(site_id) for _ in range(STEPS))
    with transaction():
        entry.settle(claim)
        if is_rest:
            owe(site_id, entry.comment_id, "learn")


def learn_decisions(site_id: int) -> int:
    """Learn at most 200 decisions; returns how many were looked at. The computing is outside of any transaction."""
    memory = _memory(site_id)
    lessons = new_lessons(memory)
    if not lessons:
        return 0
    learner = _read(memory.blob)
    if learner is None:
        make_anew(site_id)
        return len(lessons)
    telling = [lesson for lesson in lessons if lesson.is_spam is not None]
    for lesson, repeated in zip(telling, repeated_with(telling, memory), strict=True):
        learner.learn(lesson.sample, bool(lesson.is_spam), repeated)
    _write(memory, learner, [lesson.decision_id for lesson in lessons])
    return len(lessons)


def make_anew(site_id: int) -> None:
    """The memory from the latest 5,000 decisions that stand, as far as their comments' texts are still here."""
    is_written = False
    while not is_written:
        memory = _memory(site_id)
        unlearnt = select(Decision.id).where(Decision.site_id == site_id, Decision.learnt_at.is_(None))
        seen = list(db.session.scalars(unlearnt))
        learner, earlier = Learner(), Replays[Sample](Random())
        for sample, is_spam in all_lessons(memory):
            learner.learn(sample, is_spam, earlier.draw())
            earlier.keep(sample, is_spam)
        is_written = _write(memory, learner, seen, is_new=True)


def make_stale_anew() -> int:
    """Make every memory anew that has learnt from what was erased since, or that another release of ours has written.

    Returns how many there were.
    """
    is_foreign = func.substr(Memory.blob, 1, len(Learner.MARK)) != Learner.MARK
    stale = list(db.session.scalars(select(Memory.site_id).where(Memory.stale_at.is_not(None) | is_foreign)))
    for site_id in stale:
        make_anew(site_id)
    return len(stale)


def reset(site_id: int, *, moderator_id: int | None = None) -> None:
    """Begin with nothing: what was decided until now teaches it nothing any more."""
    _memory(site_id)
    with transaction():
        empty = {"blob": Learner().dump(), "spam": 0, "ham": 0, "since": now(), "stale_at": None, "changed_at": now()}
        mine = update(Memory).where(Memory.site_id == site_id).values(version=Memory.version + 1, **empty)
        note_change(site_id, moderator_id, "memory.reset")
        db.session.execute(mine.execution_options(synchronize_session=False))
        db.session.expire_all()


def _memory(site_id: int) -> Memory:
    memory = Memory.of(site_id)
    if memory is None:
        with transaction():
            insert_new(Memory, site_id=site_id, version=1, blob=Learner().dump(), spam=0, ham=0)
        memory = Memory.of(site_id)
    assert memory is not None
    return memory


def _read(blob: bytes) -> Learner | None:
    """None for a memory that another release of ours has written, or that is damaged."""
    try:
        return Learner.load(blob)
    except Unreadable as error:
        log.warning("a filter's memory can't be read: %s", error)
        return None


def _write(memory: Memory, learner: Learner, learnt: Sequence[int], *, is_new: bool = False) -> bool:
    """False if another worker has written since we read: then nothing is, and it is to be begun again."""
    site_id, version, blob = memory.site_id, memory.version, learner.dump()
    with transaction():
        written = update(Memory).where(Memory.site_id == site_id, Memory.version == version)
        values = {"version": version + 1, "blob": blob, "spam": learner.spam, "ham": learner.ham, "changed_at": now()}
        done = db.session.execute(
            written.values(**values, **({"stale_at": None} if is_new else {})).returning(Memory.id),
            execution_options={"synchronize_session": False},
        )
        if done.first() is None:
            return False
        for some in range(0, len(learnt), 500):
            mine = (Decision.site_id == site_id) & Decision.id.in_(learnt[some : some + 500])
            db.session.execute(update(Decision).where(mine).values(learnt_at=now()))
    return True

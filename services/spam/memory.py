"""What the filter has learnt for a site: read by whoever judges, written by the worker alone.

Only people's decisions teach it, never another service's verdict, whose errors it would copy. They come one at a time;
a decision that is undone is learnt the other way round. The decisions are the truth: from the texts that are still
here the memory can be made anew at any time.
"""

import logging
import random
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache
from sqlalchemy import Select, exists, select, update
from sqlalchemy.orm import aliased

from models import Comment, Decision, Memory, OutboxEntry, db, now, transaction
from models.base import insert_new
from services.spam.learning.learner import Learner, Unreadable
from services.spam.learning.sample import Sample

log = logging.getLogger(__name__)
T = TypeVar("T")

AT_ONCE = 200
RECENT = 1000
"""What is repeated while learning is drawn from so many of the latest decisions."""
MOST = 5000
"""A memory is made anew from so many of the latest decisions."""

_copies: LRUCache[int, tuple[tuple[int, int, datetime], Learner]] = LRUCache(maxsize=64)
_lock = Lock()


def sample_of(comment: Comment) -> Sample:
    """What the filter sees of a comment."""
    return Sample(comment.source, comment.author_name, comment.author_website or "", comment.author_email or "")


def recall(site_id: int) -> Learner | None:
    """What the site's filter knows by now, to judge by, not to teach; None where nothing was learnt yet."""
    columns = select(Memory.id, Memory.version, Memory.changed_at).where(Memory.site_id == site_id)
    key = db.session.execute(columns).first()
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
    """Take in what the site's moderators have decided and the filter has not learnt yet.

    Raises ClaimLost when another worker has taken over.
    """
    site_id = entry.site_id
    while learn_decisions(site_id):
        pass
    with transaction():
        entry.settle(claim)


def learn_decisions(site_id: int) -> int:
    """Learn at most 200 decisions; returns how many were looked at. The computing is outside of any transaction."""
    memory = _memory(site_id)
    news = list(db.session.execute(_unlearnt(site_id)))
    if not news:
        return 0
    learner = _read(memory.blob)
    if learner is None:
        make_anew(site_id)
        return len(news)
    lessons = [
        (comment.id, sample_of(comment), is_spam)
        for decision, comment, was_learnt in news
        if (is_spam := _label(decision, comment, memory.since, was_learnt)) is not None
    ]
    for (_, sample, is_spam), repeated in zip(lessons, _repeated(memory, lessons), strict=True):
        learner.learn(sample, is_spam, repeated)
    _write(memory, learner, [decision.id for decision, _, _ in news])
    return len(news)


def make_anew(site_id: int) -> None:
    """The memory from the latest 5,000 decisions that stand, as far as their comments' texts are still here."""
    memory = _memory(site_id)
    learner, earlier = Learner(), Earlier[Sample]()
    for sample, is_spam in _standing(memory):
        learner.learn(sample, is_spam, earlier.draw())
        earlier.add(sample, is_spam)
    unlearnt = select(Decision.id).where(Decision.site_id == site_id, Decision.learnt_at.is_(None))
    if not _write(memory, learner, list(db.session.scalars(unlearnt)), is_new=True):
        make_anew(site_id)


def make_stale_anew() -> int:
    """Make every memory anew that has learnt from what was erased since. Returns how many there were."""
    stale = list(db.session.scalars(select(Memory.site_id).where(Memory.stale_at.is_not(None))))
    for site_id in stale:
        make_anew(site_id)
    return len(stale)


def reset(site_id: int) -> None:
    """Begin with nothing: what was decided until now teaches it nothing any more."""
    _memory(site_id)
    with transaction():
        empty = {"blob": Learner().dump(), "spam": 0, "ham": 0, "since": now(), "stale_at": None, "changed_at": now()}
        mine = update(Memory).where(Memory.site_id == site_id).values(version=Memory.version + 1, **empty)
        db.session.execute(mine.execution_options(synchronize_session=False))
        db.session.expire_all()


class Earlier(Generic[T]):
    """What was learnt already and is repeated now and then, as much spam as wanted comments where there is both."""

    def __init__(self) -> None:
        self._kinds: dict[bool, list[T]] = {True: [], False: []}

    def add(self, lesson: T, is_spam: bool) -> None:
        self._kinds[is_spam].append(lesson)

    def draw(self) -> list[tuple[T, bool]]:
        each = Learner.REPLAYS // 2
        return [
            (lesson, is_spam)
            for is_spam, kind in self._kinds.items()
            for lesson in random.sample(kind, min(each, len(kind)))
        ]


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


def _unlearnt(site_id: int) -> Select[Decision, Comment, bool]:
    """Decisions that the filter has not seen, oldest first; of one that undoes another, whether that was learnt."""
    undone = aliased(Decision)
    was_learnt = exists().where(
        undone.site_id == Decision.site_id,
        undone.batch == Decision.undoes,
        undone.comment_id == Decision.comment_id,
        undone.learnt_at < Decision.created_at,
    )
    news = select(Decision, Comment, was_learnt).join(
        Comment, (Comment.site_id == Decision.site_id) & (Comment.id == Decision.comment_id)
    )
    return news.where(Decision.site_id == site_id, Decision.learnt_at.is_(None)).order_by(Decision.id).limit(AT_ONCE)


def _label(decision: Decision, comment: Comment, since: datetime | None, was_learnt: bool = False) -> bool | None:
    """Whether it teaches spam, or a wanted comment; None where it teaches nothing.

    Undoing teaches the other way round, if there is something to make good. Rejected and deleted are neither; but who
    deletes from the spam folder has looked into it.
    """
    is_gone = not comment.source or (comment.edited_at is not None and comment.edited_at > decision.created_at)
    if is_gone or (since is not None and decision.created_at <= since):
        return None
    if decision.undoes is not None:
        is_changed = was_learnt and decision.old_status != decision.new_status
        return {"spam": False, "published": True}.get(decision.old_status) if is_changed else None
    if decision.undone_at is not None:
        return None
    if (decision.old_status, decision.new_status) == ("spam", "deleted"):
        return True
    return {"spam": True, "published": False}.get(decision.new_status)


def _repeated(memory: Memory, lessons: Sequence[tuple[int, Sample, bool]]) -> list[list[tuple[Sample, bool]]]:
    """For each lesson some that were learnt before it."""
    earlier = Earlier[int]()
    for comment_id, status in reversed(db.session.execute(_learnt(memory)).all()):
        earlier.add(comment_id, status == "spam")
    drawn = []
    for comment_id, _, is_spam in lessons:
        drawn.append(earlier.draw())
        earlier.add(comment_id, is_spam)
    wanted = {comment_id for each in drawn for comment_id, _ in each}
    rows = select(Comment).where(Comment.site_id == memory.site_id, Comment.id.in_(wanted), Comment.source != "")
    samples = {comment.id: sample_of(comment) for comment in db.session.scalars(rows)}
    return [[(samples[which], is_spam) for which, is_spam in each if which in samples] for each in drawn]


def _learnt(memory: Memory) -> Select[int, str]:
    rows = select(Decision.comment_id, Decision.new_status).where(
        Decision.site_id == memory.site_id,
        Decision.learnt_at.is_not(None),
        Decision.new_status.in_(("spam", "published")),
        Decision.undone_at.is_(None),
        Decision.undoes.is_(None),
    )
    if memory.since is not None:
        rows = rows.where(Decision.created_at > memory.since)
    return rows.order_by(Decision.id.desc()).limit(RECENT)


def _standing(memory: Memory) -> list[tuple[Sample, bool]]:
    """The last word on each comment, in the order in which the words were said."""
    rows = (
        select(Decision, Comment)
        .join(Comment, (Comment.site_id == Decision.site_id) & (Comment.id == Decision.comment_id))
        .where(Decision.site_id == memory.site_id, Decision.undone_at.is_(None), Decision.undoes.is_(None))
    )
    last: dict[int, tuple[Sample, bool | None]] = {}
    for decision, comment in db.session.execute(rows.order_by(Decision.id.desc()).limit(MOST)):
        last.setdefault(comment.id, (sample_of(comment), _label(decision, comment, memory.since)))
    return [(sample, is_spam) for sample, is_spam in reversed(last.values()) if is_spam is not None]


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

"""What people's decisions teach the filter, and what is repeated beside it.

Rejected and deleted are neither spam nor wanted; an undone decision is made good, where it was learnt.
"""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import NamedTuple

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from models import Comment, Decision, Memory, db
from services.spam.learning.replays import Replays
from services.spam.learning.sample import Sample

AT_ONCE = 200
RECENT = 1000
"""What is repeated while learning is drawn from so many of the latest decisions."""
MOST = 5000
"""A memory is made anew from so many of the latest decisions."""


class Lesson(NamedTuple):
    decision_id: int
    comment_id: int
    sample: Sample
    is_spam: bool | None
    """None where the decision teaches nothing."""


def sample_of(comment: Comment) -> Sample:
    """What the filter sees of a comment."""
    return Sample(comment.source, comment.author_name, comment.author_website or "", comment.author_email or "")


def new_lessons(memory: Memory) -> list[Lesson]:
    """From the oldest 200 decisions that the filter has not seen."""
    return [
        Lesson(decision.id, comment.id, sample_of(comment), _label(decision, comment, memory.since, was_learnt))
        for decision, comment, was_learnt in db.session.execute(_unlearnt(memory.site_id))
    ]


def repeated_with(lessons: Sequence[Lesson], memory: Memory) -> list[list[tuple[Sample, bool]]]:
    """For each lesson some that were learnt before it."""
    earlier = Replays[int](Random())
    for comment_id, status in reversed(db.session.execute(_learnt(memory)).all()):
        earlier.keep(comment_id, status == "spam")
    drawn = []
    for lesson in lessons:
        drawn.append(earlier.draw())
        if lesson.is_spam is not None:
            earlier.keep(lesson.comment_id, lesson.is_spam)
    wanted = {comment_id for each in drawn for comment_id, _ in each}
    rows = select(Comment).where(Comment.site_id == memory.site_id, Comment.id.in_(wanted), Comment.source != "")
    samples = {comment.id: sample_of(comment) for comment in db.session.scalars(rows)}
    return [[(samples[which], is_spam) for which, is_spam in each if which in samples] for each in drawn]


def all_lessons(memory: Memory) -> list[tuple[Sample, bool]]:
    """The last word on each comment, among the latest 5,000 that stand, in the order in which the words were said."""
    rows = (
        select(Decision, Comment)
        .join(Comment, (Comment.site_id == Decision.site_id) & (Comment.id == Decision.comment_id))
        .where(Decision.site_id == memory.site_id, Decision.undone_at.is_(None), Decision.undoes.is_(None))
    )
    last: dict[int, tuple[Sample, bool | None]] = {}
    for decision, comment in db.session.execute(rows.order_by(Decision.id.desc()).limit(MOST)):
        last.setdefault(comment.id, (sample_of(comment), _label(decision, comment, memory.since)))
    return [(sample, is_spam) for sample, is_spam in reversed(last.values()) if is_spam is not None]


def _unlearnt(site_id: int) -> Select[Decision, Comment, bool]:
    """Decisions that the filter has not seen, oldest first; of one that undoes another, whether that was learnt."""
    undone = aliased(Decision)
    was_learnt = exists().where(
        undone.site_id == Decision.site_id,
        undone.comment_id == Decision.comment_id,
        func.coalesce(undone.batch, "") == Decision.undoes,  # so that nobody looks through a batch of thousands for it
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
    is_gone = not comment.source or comment.is_rewritten_since(decision.created_at)
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

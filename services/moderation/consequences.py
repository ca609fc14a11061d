"""What follows from a decision, for as many comments as it is about, in a handful of statements; each kind once.

Everything here happens inside the transaction of whoever decides, and with the comments' discussions held.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import insert, select, update

from models import Comment, Decision, Report, Status, db, now, owe
from models.becoming import become_all
from models.outbox import owe_all, take_back_all
from services.spam import waiting
from services.spam.feedback import owe_feedback
from services.spam.judge import is_settled_by

from .words_of_people import last_word, note_waits

Target = Literal["published", "rejected", "spam", "deleted"]
TARGETS: tuple[Target, ...] = ("published", "rejected", "spam", "deleted")
UNDO_WINDOW = timedelta(hours=1)


def able(site_id: int, comments: Sequence[Comment], to: Target) -> list[Comment]:
    """Those that can become that. What is published already only if it stands reported: then it is kept. What is spam
    already only if no person has called it so."""
    there = [comment for comment in comments if comment.status == to]
    fresh = [comment for comment in comments if comment.status not in (to, "deleted")]
    if to == "published":
        reported = Report.stand_against(site_id, [comment.id for comment in there])
        fresh += [comment for comment in there if comment.id in reported]
    if to == "spam":
        last = Decision.last_of_each(site_id, [comment.id for comment in there])
        fresh += [comment for comment in there if not is_settled_by(comment, last.get(comment.id))]
    return sorted(fresh, key=lambda comment: comment.id)


def give(comments: Sequence[Comment], to: Target, moderator_id: int, batch: str) -> None:
    """They have that status now, and what readers reported about them is settled."""
    if comments:
        site_id, ids = comments[0].site_id, [comment.id for comment in comments]
        at = _change(comments, to, moderator_id, batch)
        Report.settle(site_id, ids, at, to)


def take_back(site_id: int, decisions: Sequence[Decision], moderator_id: int, batch: str) -> list[int]:
    """Undo these decisions, where none came after them and the text is still there; the comments that are back."""
    comments = Comment.locked(site_id, [decision.comment_id for decision in decisions])
    standing = _standing(site_id, decisions, comments)
    by_status: defaultdict[tuple[str, str], list[Comment]] = defaultdict(list)
    by_moment: defaultdict[datetime, list[int]] = defaultdict(list)
    for decision in standing:
        by_status[_before(decision), decision.batch].append(comments[decision.comment_id])
        by_moment[decision.created_at].append(decision.comment_id)
    ids = [decision.id for decision in standing]
    mine = update(Decision).where(Decision.site_id == site_id, Decision.id.in_(ids)).values(undone_at=now())
    db.session.execute(mine.execution_options(synchronize_session=False))
    for (back, undone), its in by_status.items():
        _change(its, back, moderator_id, batch, undoes=undone)  # type: ignore[arg-type]
    for at, its_ids in by_moment.items():
        Report.reopen(site_id, its_ids, at)
    return sorted(comment_id for its_ids in by_moment.values() for comment_id in its_ids)


def owe_learning(site_id: int, changed: Sequence[int]) -> None:
    """The filter learns from what was decided with one click at one go."""
    if changed:
        owe(site_id, changed[0], "learn")


def owe_learning_of(site_id: int, batch: str) -> None:
    """The same, of the decisions of a batch that have been written before."""
    theirs = select(Decision.comment_id).where(Decision.site_id == site_id, Decision.batch == batch)
    owe_learning(site_id, list(db.session.scalars(theirs.limit(1))))


def can_be_undone(site_id: int, decisions: Iterable[Decision]) -> set[int]:
    """The ids of those that still could, as things stand."""
    every = list(decisions)
    rows = select(Comment).where(Comment.site_id == site_id, Comment.id.in_({each.comment_id for each in every}))
    comments = {comment.id: comment for comment in db.session.scalars(rows)}
    return {decision.id for decision in _standing(site_id, every, comments)}


def _standing(site_id: int, decisions: Sequence[Decision], comments: dict[int, Comment]) -> list[Decision]:
    last = Decision.last_of_each(site_id, comments)
    return [
        decision
        for decision in decisions
        if decision.comment_id in comments
        and last[decision.comment_id].id == decision.id
        and decision.undone_at is None
        and decision.undoes is None
        and not _is_erased(comments[decision.comment_id])
    ]


def _is_erased(comment: Comment) -> bool:
    return comment.status == "deleted" and not comment.source


def _before(decision: Decision) -> str:
    return "pending" if decision.old_status == "checking" else decision.old_status


def _change(
    comments: Sequence[Comment], to: Status, moderator_id: int, batch: str, undoes: str | None = None
) -> datetime:
    """Returns the moment of the decisions."""
    site_id, at = comments[0].site_id, now()
    was: defaultdict[str, list[int]] = defaultdict(list)
    for comment in comments:
        was[comment.status].append(comment.id)
    common = {"site_id": site_id, "moderator_id": moderator_id, "new_status": to, "batch": batch, "undoes": undoes}
    rows = [
        common | {"comment_id": id_, "old_status": old, "created_at": at} for old, ids in was.items() for id_ in ids
    ]
    if undoes is None:
        note_waits(comments, at)
    said = last_word(site_id) if undoes else to
    become_all(comments, to, said=said, waits_for=waiting.UNDONE if undoes and to == "pending" else "")
    db.session.execute(insert(Decision), rows)
    for old, ids in was.items():
        _owe_erasing(site_id, ids, old, to)
        owe_feedback(site_id, ids, old, to, moderator_id, is_undo=undoes is not None)
    return at


def _owe_erasing(site_id: int, comment_ids: Sequence[int], old: str, to: Status) -> None:
    if to == "deleted":
        owe_all(site_id, comment_ids, "erase", due_at=now() + UNDO_WINDOW)
    elif old == "deleted":
        take_back_all(site_id, comment_ids, "erase")

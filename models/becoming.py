"""What Comment.become() does to one comment, done to many in a handful of statements."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, ScalarSelect, bindparam, func, literal, select, update

from .base import db
from .comment import Comment, Status
from .thread import Thread

QUIETLY = {"synchronize_session": False}


def become_all(comments: Sequence[Comment], status: Status, *, waits_for: str = "", **more: Any) -> None:
    """Change the status of these comments of one site, and with it every number that readers see.

    Whoever calls holds their discussions (Comment.locked). Each has a new version afterwards, also one that stood
    there already; what the session knew of them is forgotten. `more` are values of further columns.
    """
    if not comments:
        return
    site_id = comments[0].site_id
    turning = [comment for comment in comments if comment.is_published != (status == "published")]
    ids, turned = [comment.id for comment in comments], [comment.id for comment in turning]
    gone = [comment for comment in comments if status == "deleted" and comment.reply_count]
    step = 1 if status == "published" else -1
    threads = Counter(comment.thread_id for comment in turning)
    seen = {comment.id for comment in (*turning, *gone)}
    mine = update(Comment).where(Comment.site_id == site_id, Comment.id.in_(ids))
    change: dict[str, Any] = {"status": status, "waits_for": waits_for, "version": Comment.version + 1}
    db.session.flush()
    _show_in_threads(site_id, {each.thread_id: step * threads[each.thread_id] for each in (*turning, *gone)})
    if len(seen) == len(ids):  # as it is nearly always: then each row is written once
        change["changed"] = _version()
        seen = set()
    db.session.execute(mine.values(change | more).execution_options(**QUIETLY))
    _note_versions(site_id, seen)
    _count_in_ancestors(site_id, turned, step)
    db.session.expire_all()


def _show_in_threads(site_id: int, steps: dict[int, int]) -> None:
    by_step: defaultdict[int, list[int]] = defaultdict(list)
    for thread_id, step in steps.items():
        by_step[step].append(thread_id)
    for step, ids in by_step.items():
        theirs = update(Thread).where(Thread.site_id == site_id, Thread.id.in_(ids))
        raised = theirs.values(version=Thread.version + 1, comment_count=Thread.comment_count + step)
        db.session.execute(raised.execution_options(**QUIETLY))


def _note_versions(site_id: int, comment_ids: set[int]) -> None:
    """Readers saw the last change of a comment in the version that its discussion has now."""
    if comment_ids:
        mine = update(Comment).where(Comment.site_id == site_id, Comment.id.in_(comment_ids))
        db.session.execute(mine.values(changed=_version()).execution_options(**QUIETLY))


def _version() -> ScalarSelect[int]:
    its = (Thread.site_id == Comment.site_id) & (Thread.id == Comment.thread_id)
    return select(Thread.version).where(its).scalar_subquery()


def _count_in_ancestors(site_id: int, comment_ids: Sequence[int], step: int) -> None:
    """Each comment counts once in each one above it."""
    answered = (Comment.site_id == site_id) & Comment.parent_id.is_not(None)
    line = (
        select(Comment.parent_id.label("id")).where(answered, Comment.id.in_(comment_ids)).cte("line", recursive=True)
    )
    line = line.union_all(select(Comment.parent_id).where(answered, Comment.id == line.c.id))
    sums = select(line.c.id, (func.count() * literal(step, Integer)).label("more")).group_by(line.c.id)
    found = [{"above": id_, "more": more} for id_, more in db.session.execute(sums)]
    if found:
        its = (Comment.site_id == site_id) & (Comment.id == bindparam("above"))
        change = {"reply_count": Comment.reply_count + bindparam("more"), "changed": _version()}
        db.session.connection().execute(update(Comment).where(its).values(change), found)

"""The site's discussions, and which of them take further comments."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_

from models import Comment, Moderator, Thread, db, note_change, now, transaction
from services.errors import NotFound

PAGE = 50


@dataclass(frozen=True, slots=True)
class Discussion:
    thread: Thread
    waiting: int
    """Comments that wait for a moderator or are being checked."""


@dataclass(frozen=True, slots=True)
class Discussions:
    items: Sequence[Discussion]
    next: tuple[int, int] | None
    """The cursor of the next page: newest comment and number of the last discussion of this one."""


def read_discussions(site_id: int, *, search: str = "", before: tuple[int, int] | None = None) -> Discussions:
    """One page of at most 50, those first where somebody has written last. `search` looks at title and address."""
    place = tuple_(Thread.newest_id, Thread.id)
    rows = select(Thread).where(Thread.site_id == site_id)
    if before is not None:
        rows = rows.where(place < before)
    if search.strip():
        fields = Thread.title.icontains(search.strip(), autoescape=True)
        rows = rows.where(fields | Thread.url.icontains(search.strip(), autoescape=True))
    newest_first = rows.order_by(Thread.newest_id.desc(), Thread.id.desc())
    found = db.session.scalars(newest_first.limit(PAGE + 1)).all()
    waiting = _waiting(site_id, [thread.id for thread in found])
    items = [Discussion(thread, waiting.get(thread.id, 0)) for thread in found[:PAGE]]
    last = items[-1].thread if len(found) > PAGE else None
    return Discussions(items, (last.newest_id, last.id) if last else None)


def set_open(moderator: Moderator, thread_id: int, *, is_open: bool) -> Thread:
    """Let a discussion take comments, votes and reactions, or none any more; what is so already is left so.

    Raises NotFound.
    """
    site_id = moderator.site_id
    with transaction():
        mine = select(Thread).where(Thread.site_id == site_id, Thread.id == thread_id)
        thread = db.session.scalar(mine.with_for_update().execution_options(populate_existing=True))
        if thread is None:
            raise NotFound("not_found", "There is no such discussion here.")
        if is_open != (thread.closed_at is None):
            thread.closed_at = None if is_open else now()
            thread.show_change()
            note_change(site_id, moderator.id, "thread.opened" if is_open else "thread.closed", thread.url)
    return thread


def _waiting(site_id: int, thread_ids: Sequence[int]) -> dict[int, int]:
    """Counted discussion by discussion. The lower bound tells SQLite to: it would look at all that the site has."""
    its = (Comment.site_id == site_id) & (Comment.thread_id == Thread.id) & (Comment.id > 0)
    waits = Comment.status.in_(("checking", "pending"))
    count = select(func.count()).where(its, waits).correlate(Thread).scalar_subquery()
    rows = select(Thread.id, count).where(Thread.site_id == site_id, Thread.id.in_(thread_ids))
    return dict(db.session.execute(rows).all())

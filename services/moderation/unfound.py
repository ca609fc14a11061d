"""Comments from before there was a search index are brought into it by the worker, the newest first."""

from collections.abc import Callable

from sqlalchemy import func, select, update

from models import Comment, SearchText, Site, db, transaction
from services.spam.traces import search_row

AT_ONCE = 200
COUNT_MOST = 10_000


def count_unfound(site_id: int) -> int:
    """How many comments no search finds yet, as far as 10,001."""
    below = Site.of(site_id).unfound_below
    if below is None:
        return 0
    rows = select(Comment.id).where(Comment.site_id == site_id, Comment.id < below).limit(COUNT_MOST + 1)
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def make_found(is_ending: Callable[[], bool] = lambda: False) -> int:
    """Bring all of them in, some at a time; between two steps others may write. Returns how many."""
    count = 0
    for site_id in db.session.scalars(select(Site.id).where(Site.unfound_below.is_not(None))).all():
        while not is_ending() and (step := _bring_in(site_id)) is not None:
            count += step
    return count


def _bring_in(site_id: int) -> int | None:
    """The newest of those that are missing; None when there is nothing left to do."""
    with transaction():
        below = Site.locked(site_id).unfound_below
        if below is None:
            return None
        older = select(Comment.id).where(Comment.site_id == site_id, Comment.id < below)
        ids = db.session.scalars(older.order_by(Comment.id.desc()).limit(AT_ONCE)).all()
        # Locked, so that none of them is erased or changed while its words are written.
        written = [comment for comment in Comment.locked(site_id, ids).values() if comment.source]
        if written:
            SearchText.write([search_row(comment) for comment in written])
        mine = update(Site).where(Site.id == site_id).values(unfound_below=min(ids) if ids else None)
        db.session.execute(mine.execution_options(synchronize_session=False))
        db.session.expunge_all()
        return len(ids)

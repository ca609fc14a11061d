from sqlalchemy import delete

from .base import db
from .comment import Comment
from .origin import Origin
from .reacting import Report, Vote
from .revision import Revision
from .signal import Signal

TABLES = (Origin, Signal, Revision, Report, Vote)


def erase(comment: Comment) -> None:
    """Nothing that was written, or that tells who wrote or voted, stays; the row does, for its replies and the log."""
    comment.forget()
    for table in TABLES:
        rows = delete(table).where(table.site_id == comment.site_id, table.comment_id == comment.id)
        db.session.execute(rows.execution_options(synchronize_session=False))
    comment.up = comment.down = comment.rank = 0
    comment.pinned_at = None

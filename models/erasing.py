from sqlalchemy import delete

from .avatar import Avatar
from .base import db
from .comment import Comment
from .consultation import Consultation
from .origin import Origin
from .reacting import Report, Vote
from .revision import Revision
from .signal import Signal
from .traces import Band, LinkedDomain

TABLES = (Origin, Signal, Revision, Report, Vote, Band, LinkedDomain, Consultation)


def erase(comment: Comment) -> None:
    """Nothing that was written, or that tells who wrote or voted, stays; the row does, for its replies and the log."""
    _erase_picture(comment)
    comment.forget()
    for table in TABLES:
        rows = delete(table).where(table.site_id == comment.site_id, table.comment_id == comment.id)
        db.session.execute(rows.execution_options(synchronize_session=False))
    comment.up = comment.down = comment.rank = 0
    comment.pinned_at = None


def _erase_picture(comment: Comment) -> None:
    """The author's picture goes with the last comment that shows it."""
    if comment.avatar is None:
        return
    theirs = (Comment.site_id == comment.site_id) & (Comment.person_id == comment.person_id)
    others = db.select(Comment.id).where(theirs, Comment.avatar == comment.avatar, Comment.id != comment.id)
    if db.session.scalar(others.limit(1)) is None:
        mine = (Avatar.site_id == comment.site_id) & (Avatar.key == comment.avatar)
        db.session.execute(delete(Avatar).where(mine).execution_options(synchronize_session=False))

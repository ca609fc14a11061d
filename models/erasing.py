from sqlalchemy import delete, update

from .avatar import Avatar
from .base import db
from .comment import Comment
from .consultation import Consultation
from .decision import Decision
from .memory import Memory
from .origin import Origin
from .reacting import Report, Vote
from .revision import Revision
from .search_text import SearchText
from .signal import Signal, Verdict
from .traces import Band, LinkedDomain

TABLES = (Origin, Signal, Revision, Report, Vote, Band, LinkedDomain, Consultation)


def erase(comment: Comment) -> None:
    """Nothing that was written, or that tells who wrote or voted, stays; the row does, for its replies and the log."""
    _erase_picture(comment)
    if _was_learnt_as_wanted(comment):
        Memory.forget(comment.site_id)
    comment.forget()
    for table in TABLES:
        rows = delete(table).where(table.site_id == comment.site_id, table.comment_id == comment.id)
        db.session.execute(rows.execution_options(synchronize_session=False))
    SearchText.forget(comment.site_id, comment.id)
    its = (Verdict.site_id == comment.site_id) & (Verdict.comment_id == comment.id)
    db.session.execute(update(Verdict).where(its).values(reason="").execution_options(synchronize_session=False))
    comment.up = comment.down = comment.rank = 0
    comment.pinned_at = None


def _was_learnt_as_wanted(comment: Comment) -> bool:
    """What spam has taught stays: it tells of nobody, and the next wave is known by it."""
    learnt = db.select(Decision.id).where(
        Decision.site_id == comment.site_id,
        Decision.comment_id == comment.id,
        Decision.learnt_at.is_not(None),
        Decision.new_status == "published",
    )
    return db.session.scalar(learnt.limit(1)) is not None


def _erase_picture(comment: Comment) -> None:
    """The author's picture goes with the last comment that shows it."""
    if comment.avatar is None:
        return
    theirs = (Comment.site_id == comment.site_id) & (Comment.person_id == comment.person_id)
    others = db.select(Comment.id).where(theirs, Comment.avatar == comment.avatar, Comment.id != comment.id)
    if db.session.scalar(others.limit(1)) is None:
        mine = (Avatar.site_id == comment.site_id) & (Avatar.key == comment.avatar)
        db.session.execute(delete(Avatar).where(mine).execution_options(synchronize_session=False))

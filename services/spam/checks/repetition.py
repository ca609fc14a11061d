from datetime import timedelta

from sqlalchemy import func, select

from models import Comment, Signal, db, now
from services.spam.case import Case

WINDOW = timedelta(days=30)
SHORT = 40


def examine(case: Case) -> Signal | None:
    """The same text, not a short one such as "Thank you!", stands elsewhere on the site already."""
    if len(case.comment.source) < SHORT:
        return None
    # Sums, not groups: to group by status SQLite would walk through all comments of the site.
    same = select(func.count(), func.count().filter(Comment.status == "spam")).where(
        Comment.site_id == case.site.id,
        Comment.fingerprint == case.comment.fingerprint,
        Comment.id != case.comment.id,
        Comment.created_at > now() - WINDOW,
    )
    total, spam = db.session.execute(same).one()
    if spam:
        return case.signal("repetition", 1.0, 0.85, "The same text was spam before on this site")
    if total:
        return case.signal("repetition", 1.0, 0.5, f"The same text was sent {total} times before on this site")
    return None

from sqlalchemy import select

from models import Comment, Sentence, Signal, db
from services.spam.case import Case


def examine(case: Case) -> Signal | None:
    """Someone of whom nothing was published yet links somewhere, or names a website."""
    if not case.domains or _was_published(case):
        return None
    reason = Sentence("It has a link, and its author has nothing published here yet")
    return case.signal("first_link", 1.0, 0.2, reason)


def _was_published(case: Case) -> bool:
    if case.is_first:
        return False
    theirs = (Comment.site_id == case.site.id) & (Comment.person_id == case.person.id)
    others = select(Comment.id).where(theirs, Comment.status == "published", Comment.id != case.number)
    return db.session.scalar(others.limit(1)) is not None

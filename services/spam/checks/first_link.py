from sqlalchemy import bindparam, select

from models import Comment, Sentence, Signal
from models.base import send
from services.spam.case import Case

_PUBLISHED = (
    select(Comment.id)
    .where(Comment.site_id == bindparam("site_id"), Comment.person_id == bindparam("person_id"))
    .where(Comment.status == "published", Comment.id != bindparam("comment_id"))
    .limit(1)
)


def examine(case: Case) -> Signal | None:
    """Someone of whom nothing was published yet links somewhere, or names a website."""
    if not case.domains or _was_published(case):
        return None
    reason = Sentence("It has a link, and its author has nothing published here yet")
    return case.signal("first_link", 1.0, 0.2, reason)


def _was_published(case: Case) -> bool:
    if case.is_first:
        return False
    told = {"site_id": case.site.id, "person_id": case.person.id, "comment_id": case.number}
    return send(_PUBLISHED, told).first() is not None

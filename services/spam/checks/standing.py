from sqlalchemy import bindparam, func, select

from models import Comment, Sentence, Signal
from models.base import send
from services.spam.approval import is_approved
from services.spam.case import Case

LOOKED_AT = 100
_TRUST = ((20, 0.5), (8, 0.4), (3, 0.3))
_FORGIVEN = 5

_NEWEST = (
    select(Comment.status, is_approved(Comment.site_id, Comment.id).label("approved"))
    .where(Comment.site_id == bindparam("site_id"), Comment.person_id == bindparam("person_id"))
    .where(Comment.id != bindparam("comment_id"))
    .order_by(Comment.id.desc())
    .limit(LOOKED_AT)
    .subquery()
)
_COUNTED = select(
    func.count().filter(_NEWEST.c.status == "spam"),
    func.count().filter((_NEWEST.c.status == "published") & _NEWEST.c.approved),
).select_from(_NEWEST)


def examine(case: Case) -> Signal | None:
    """What became of the other comments of the same person: spam speaks against this one, approval for it.

    Only a moderator's approval counts, and only from the third on. Five of them outweigh one spam comment. Whoever
    has many is still no spammer by proxy: at most half of a suspicion is taken off.
    """
    spam, approved = _past(case)
    if spam * _FORGIVEN > approved:
        reason = Sentence("Comments of the same person that are spam: %(count)s", count=spam)
        return case.signal("standing", 1.0, 0.6, reason)
    certainty = next((certainty for count, certainty in _TRUST if approved >= count), None)
    if spam or certainty is None:
        return None
    reason = Sentence("Comments of the same person that a moderator has approved: %(count)s", count=approved)
    return case.signal("standing", -1.0, certainty, reason)


def _past(case: Case) -> tuple[int, int]:
    """Of the newest hundred: how many are spam, and how many a moderator published."""
    if case.is_first:
        return 0, 0
    told = {"site_id": case.site.id, "person_id": case.person.id, "comment_id": case.number}
    counted = send(_COUNTED, told).one()
    return counted[0], counted[1]

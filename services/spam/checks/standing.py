from sqlalchemy import bindparam, func, select

from models import Comment, Signal, db
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
        times = "A comment" if spam == 1 else f"{spam} comments"
        return case.signal("standing", 1.0, 0.6, f"{times} of the same person {'was' if spam == 1 else 'were'} spam")
    certainty = next((certainty for count, certainty in _TRUST if approved >= count), None)
    if spam or certainty is None:
        return None
    return case.signal("standing", -1.0, certainty, f"A moderator has approved {approved} comments of the same person")


def _past(case: Case) -> tuple[int, int]:
    """Of the newest hundred: how many are spam, and how many a moderator published."""
    told = {"site_id": case.site.id, "person_id": case.person.id, "comment_id": case.comment.id}
    counted = db.session.execute(_COUNTED, told).one()
    return counted[0], counted[1]

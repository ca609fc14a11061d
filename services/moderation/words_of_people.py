"""What the charts count of decisions, noted with the comments that they are about (see Comment)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ScalarSelect, bindparam, func, select, update

from models import Comment, Decision, Report, Verdict, db


def last_word(site_id: int) -> ScalarSelect[str]:
    """The status that a person gave the comment last, in a decision that stands."""
    its = (Decision.site_id == site_id) & (Decision.comment_id == Comment.id)
    standing = select(Decision.new_status).where(its, Decision.undone_at.is_(None), Decision.undoes.is_(None))
    return standing.order_by(Decision.id.desc()).limit(1).correlate(Comment).scalar_subquery()


def note_waits(comments: Sequence[Comment], at: datetime) -> None:
    """Those that wait, and that nobody has decided about before, waited until now.

    A wait begins when the service held the comment, or readers' reports did; else when the comment was sent.
    """
    waiting = {comment.id: comment for comment in comments if comment.is_waiting}
    if not waiting:
        return
    site_id = comments[0].site_id
    decided = select(Decision.comment_id).where(Decision.site_id == site_id, Decision.comment_id.in_(waiting))
    first = waiting.keys() - set(db.session.scalars(decided))
    began = _reported(site_id, first) | _held(site_id, first)
    rows = [
        {"its": id_, "seconds": max(0, _seconds(at) - _seconds(began.get(id_, waiting[id_].created_at)))}
        for id_ in sorted(first)
    ]
    if rows:
        mine = update(Comment).where(Comment.site_id == site_id, Comment.id == bindparam("its"))
        db.session.connection().execute(mine.values(waited=bindparam("seconds")), rows)


def _held(site_id: int, ids: set[int]) -> dict[int, datetime]:
    its = (Verdict.site_id == site_id) & Verdict.comment_id.in_(ids) & (Verdict.outcome == "hold")
    rows = select(Verdict.comment_id, func.min(Verdict.created_at)).where(its).group_by(Verdict.comment_id)
    return dict(db.session.execute(rows).all())


def _reported(site_id: int, ids: set[int]) -> dict[int, datetime]:
    its = (Report.site_id == site_id) & Report.comment_id.in_(ids)
    rows = select(Report.comment_id, func.max(Report.created_at)).where(its).group_by(Report.comment_id)
    return dict(db.session.execute(rows).all())


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())

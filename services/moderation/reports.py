"""What readers reported and no moderator has decided about yet."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Subquery, func, select

from models import Comment, Report, db

TEXTS = 20


@dataclass(frozen=True, slots=True)
class Reports:
    """The open reports of one comment."""

    reasons: dict[str, int] = field(default_factory=dict)
    """How many gave each reason, the most given first."""
    texts: list[Row[Any]] = field(default_factory=list)
    """Reason, text and time of the first 20 that say more, oldest first."""


def open_reports(site_id: int, comment_ids: Sequence[int]) -> defaultdict[int, Reports]:
    by_comment: defaultdict[int, Reports] = defaultdict(Reports)
    standing = (Report.site_id == site_id) & Report.comment_id.in_(comment_ids) & Report.settled_at.is_(None)
    counts = select(Report.comment_id, Report.reason, func.count()).where(standing)
    ordered = counts.group_by(Report.comment_id, Report.reason).order_by(func.count().desc(), Report.reason)
    for comment_id, reason, count in db.session.execute(ordered):
        by_comment[comment_id].reasons[reason] = count
    place = func.row_number().over(partition_by=Report.comment_id, order_by=Report.id).label("place")
    columns = (Report.id, Report.comment_id, Report.reason, Report.text, Report.created_at, place)
    telling = select(*columns).where(standing, Report.text != "").subquery()
    for row in db.session.execute(select(telling).where(telling.c.place <= TEXTS).order_by(telling.c.id)):
        by_comment[row.comment_id].texts.append(row)
    return by_comment


def first_reports(site_id: int) -> Subquery:
    """Of each comment that stands reported the first open report: what is reported longest comes first."""
    standing = (Report.site_id == site_id) & Report.settled_at.is_(None)
    first = select(Report.comment_id, func.min(Report.id).label("first")).where(standing)
    return first.group_by(Report.comment_id).subquery()


def count_reported(site_id: int) -> int:
    """How many published comments stand reported."""
    first = first_reports(site_id)
    here = (Comment.site_id == site_id) & (Comment.status == "published")
    rows = select(func.count()).select_from(first).join(Comment, here & (Comment.id == first.c.comment_id))
    return db.session.scalars(rows).one()

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, and_, case, func, select

from models import Comment, Decision, Signal, Site, Verdict, db

from .clock import day_of
from .window import Window


@dataclass(frozen=True, slots=True)
class Conclusions:
    """So many comments of one day of which the same can be said."""

    day: date
    taken_for: str
    """By the service, before any person had decided: spam, doubtful, waiting (nothing spoke against it, but the site
    holds it), published."""
    said: str | None
    """By the last decision of a person that stands."""
    check: str
    """The one that spoke loudest against what was taken for spam or doubtful; empty if it is not known any more."""
    count: int


def conclusions(window: Window) -> Sequence[Conclusions]:
    """The last verdict until a person decided, against what people said.

    What is called doubtful is so by the site's threshold of today. Comments without a verdict are left out.
    Each comment's rows are looked up by their index: joined as tables, SQLite would compare each with all.
    """
    each = select(
        day_of(Comment.created_at).label("day"),
        _taken_for(window.site_id).label("taken_for"),
        _said(window.site_id).label("said"),
        _loudest(window.site_id).label("check"),
    )
    found = each.where(window.sent).offset(0).subquery()  # so that no database works a column out twice
    is_suspect = found.c.taken_for.in_(("spam", "doubtful"))
    check = case((is_suspect, func.coalesce(found.c.check, "")), else_="").label("check")
    columns = (found.c.day, found.c.taken_for, found.c.said, check)
    rows = select(*columns, func.count()).where(found.c.taken_for.is_not(None)).group_by(*columns)
    return [Conclusions(*row) for row in db.session.execute(rows)]


def _taken_for(site_id: int) -> ScalarSelect[str]:
    decided = select(func.min(Decision.created_at)).where(
        Decision.site_id == site_id, Decision.comment_id == Comment.id
    )
    decided_at = decided.correlate(Comment).scalar_subquery()
    is_doubtful = Verdict.spamminess >= Site.of(site_id).hold_at / 100 - 1e-8
    taken_for = case(
        (Verdict.outcome.in_(("spam", "discard")), "spam"),
        (and_(Verdict.outcome == "hold", is_doubtful), "doubtful"),
        (Verdict.outcome == "hold", "waiting"),
        else_="published",
    )
    its = (Verdict.site_id == site_id) & (Verdict.comment_id == Comment.id)
    before = select(taken_for).where(its, Verdict.created_at <= func.coalesce(decided_at, Verdict.created_at))
    return before.order_by(Verdict.id.desc()).limit(1).correlate(Comment).scalar_subquery()


def _said(site_id: int) -> ScalarSelect[str]:
    its = (Decision.site_id == site_id) & (Decision.comment_id == Comment.id)
    standing = select(Decision.new_status).where(its, Decision.undone_at.is_(None), Decision.undoes.is_(None))
    return standing.order_by(Decision.id.desc()).limit(1).correlate(Comment).scalar_subquery()


def _loudest(site_id: int) -> ScalarSelect[str]:
    its = (Signal.site_id == site_id) & (Signal.comment_id == Comment.id)
    against = select(Signal.check).where(its, Signal.score > 0)
    loudest_first = against.order_by((Signal.score * Signal.certainty).desc(), Signal.id)
    return loudest_first.limit(1).correlate(Comment).scalar_subquery()

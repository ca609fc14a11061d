from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from models import Comment, Site, db

from .clock import day_of
from .window import Window


@dataclass(frozen=True, slots=True)
class Conclusions:
    """So many comments of one day of which the same can be said."""

    day: date
    status: str
    """Where they stand now."""
    taken_for: str | None
    """By the service, before any person had decided: spam, doubtful, waiting (nothing spoke against it, but the site
    holds it), published. None: there was no verdict."""
    said: str | None
    """By the last decision of a person that stands."""
    check: str
    """The one that spoke loudest against what was taken for spam or doubtful; empty if it is not known any more."""
    count: int


def conclusions(window: Window) -> Sequence[Conclusions]:
    """All comments of the window: the last verdict until a person decided, against what people said.

    What is called doubtful is so by the site's threshold of today. This is the one long walk of the charts, so those
    that count by day or by verdict count from here.
    """
    is_doubtful = Comment.spamminess >= Site.of(window.site_id).hold_at / 100 - 1e-8
    is_held = Comment.taken_for == "hold"
    is_spam = Comment.taken_for.in_(("spam", "discard"))
    is_known = Comment.taken_for.is_not(None)
    taken_for = case(
        (is_spam, "spam"), (is_held & is_doubtful, "doubtful"), (is_held, "waiting"), (is_known, "published")
    )
    check = case((is_spam | (is_held & is_doubtful), func.coalesce(Comment.loudest, "")), else_="")
    columns = (
        day_of(Comment.created_at).label("day"),
        Comment.status,
        taken_for.label("taken_for"),
        Comment.said,
        check.label("check"),
    )
    found = select(*columns).where(window.sent).offset(0).subquery()
    rows: Select[*tuple[Any, ...]] = select(*found.c, func.count()).group_by(*found.c)
    return [Conclusions(*row) for row in db.session.execute(rows)]

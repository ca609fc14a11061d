from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from models import Comment, db

from .clock import day_of
from .window import Window, week_of

FATES = ("published", "pending", "spam", "rejected", "deleted")


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many comments were sent on one day, or in the week that begins with it, and where they stand now."""

    day: date
    fates: Counter[str]
    """By status; those that are still being checked count as pending."""


def arrivals(window: Window) -> list[Arrivals]:
    """Each day of the window, oldest first, those without a comment too."""
    day = day_of(Comment.created_at).label("day")
    rows = select(day, Comment.status, func.count()).where(window.sent).group_by(day, Comment.status)
    by_day: dict[date, Counter[str]] = {day: Counter() for day in window.days}
    for sent_on, status, count in db.session.execute(rows):
        by_day[sent_on]["pending" if status == "checking" else status] += count
    return [Arrivals(day, fates) for day, fates in by_day.items()]


def by_week(days: Iterable[Arrivals]) -> list[Arrivals]:
    """The same, summed up by weeks that begin on Monday."""
    weeks: dict[date, Counter[str]] = {}
    for each in days:
        weeks.setdefault(week_of(each.day), Counter()).update(each.fates)
    return [Arrivals(day, fates) for day, fates in weeks.items()]

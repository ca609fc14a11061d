from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .conclusions import Conclusions
from .window import Window, week_of

FATES = ("published", "pending", "spam", "rejected", "deleted")


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many comments were sent on one day, or in the week that begins with it, and where they stand now."""

    day: date
    fates: Counter[str]
    """By status; those that are still being checked count as pending."""


def arrivals(window: Window, found: Iterable[Conclusions]) -> list[Arrivals]:
    """Each day of the window, oldest first, those without a comment too."""
    by_day: dict[date, Counter[str]] = {day: Counter() for day in window.days}
    for each in found:
        by_day[each.day]["pending" if each.status == "checking" else each.status] += each.count
    return [Arrivals(day, fates) for day, fates in by_day.items()]


def by_week(days: Iterable[Arrivals]) -> list[Arrivals]:
    """The same, summed up by weeks that begin on Monday."""
    weeks: dict[date, Counter[str]] = {}
    for each in days:
        weeks.setdefault(week_of(each.day), Counter()).update(each.fates)
    return [Arrivals(day, fates) for day, fates in weeks.items()]

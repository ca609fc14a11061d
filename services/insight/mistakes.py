from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .conclusions import Conclusions
from .window import Window, week_of

WRONG = {"spam": "published", "doubtful": "published", "published": "spam"}
"""What the service took a comment for, and the word of a person that says otherwise."""


@dataclass(frozen=True, slots=True)
class Week:
    """The comments sent in the week that begins on a Monday, by what the service took them for."""

    day: date
    all: Counter[str]
    decided: Counter[str]
    """A person's decision stands about so many of them."""
    wrong: Counter[str]
    """And says otherwise about so many; what was rejected or deleted says nothing about spam."""

    def share(self, taken_for: str) -> float | None:
        """Of all that were taken for it, not only of those that somebody looked at."""
        return self.wrong[taken_for] / self.all[taken_for] if self.all[taken_for] else None


def mistakes(window: Window, found: Iterable[Conclusions]) -> list[Week]:
    """Each week of the window, oldest first: what the service concluded, against the last standing word of people."""
    weeks = {week_of(day): Week(week_of(day), Counter(), Counter(), Counter()) for day in window.days}
    for each in found:
        if (kind := each.taken_for) is None:
            continue
        week = weeks[week_of(each.day)]
        week.all[kind] += each.count
        week.decided[kind] += each.count if each.said else 0
        week.wrong[kind] += each.count if each.said == WRONG.get(kind, "") else 0
    return list(weeks.values())


def altogether(weeks: Iterable[Week]) -> Week:
    """All weeks as one that begins with the first."""
    sums: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    days = []
    for week in weeks:
        days.append(week.day)
        for total, part in zip(sums, (week.all, week.decided, week.wrong), strict=True):
            total.update(part)
    return Week(min(days), *sums)

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from models import Comment, db

from .arrivals import Arrivals
from .window import Window

MINUTE, HOUR, DAY = 60, 3600, 86400
ENDS = (MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY)
"""In seconds: the first step ends with a minute, the last has no end."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long comments waited for the first decision of a person."""

    decided: int
    median: int | None
    """In seconds; None where nothing was decided."""
    most: int | None
    """90 of 100 did not wait longer, in seconds."""
    steps: Sequence[tuple[int | None, int]]
    """The end of each step in seconds, and how many waited less than that but not less than the step before."""


def waits(window: Window) -> Waits:
    """A wait begins when the service held the comment, or readers' reports did; else when the comment was sent."""
    counts = _seconds(window)
    decided = sum(count for _, count in counts)
    return Waits(decided, _reached(counts, 0.5), _reached(counts, 0.9), _steps(counts))


def still_waiting(days: Iterable[Arrivals]) -> int:
    """How many of those that were sent are undecided."""
    return sum(day.fates["pending"] for day in days)


def _seconds(window: Window) -> list[tuple[int, int]]:
    """Each length of a wait in whole seconds, shortest first, and how many waited so long."""
    rows = select(Comment.waited, func.count()).where(window.sent, Comment.waited.is_not(None))
    ordered = rows.group_by(Comment.waited).order_by(Comment.waited)
    return [(seconds or 0, count) for seconds, count in db.session.execute(ordered)]


def _reached(counts: Sequence[tuple[int, int]], share: float) -> int | None:
    """The shortest length that at least this share did not exceed."""
    wanted, seen = share * sum(count for _, count in counts), 0
    for seconds, count in counts:
        seen += count
        if seen >= wanted:
            return seconds
    return None


def _steps(counts: Sequence[tuple[int, int]]) -> list[tuple[int | None, int]]:
    steps: dict[int | None, int] = dict.fromkeys((*ENDS, None), 0)
    for seconds, count in counts:
        steps[next((end for end in ENDS if seconds < end), None)] += count
    return list(steps.items())

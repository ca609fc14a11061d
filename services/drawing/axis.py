from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log10


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high` with its name and the values that are written beside it."""

    name: str
    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    is_logarithmic: bool = False

    def share(self, value: float) -> float:
        """Where a value lies: 0 at the low end, 1 at the high one; what is beyond an end lies at the end."""
        value = min(max(value, self.low), self.high)
        if self.is_logarithmic:
            return log10(value / self.low) / log10(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def in_percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def percents(name: str, high: int, step: int, written: Callable[[float], str] = in_percent) -> Axis:
    """A linear axis of shares up to `high` percent; `written` says a share as people read it."""
    ticks = [(value / 100, written(value / 100)) for value in range(0, high + 1, step)]
    return Axis(name, 0, high / 100, ticks)


def numbers(name: str, most: int, steps: int = 4, written: Callable[[int], str] = "{:,}".format) -> Axis:
    """A linear axis of whole numbers from 0 to at least `most`, with round numbers beside it."""
    power = 10 ** (len(str(max(1, most // steps))) - 1)
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * steps >= most)
    high = step * max(1, -(-most // step))
    return Axis(name, 0, high, [(value, written(value)) for value in range(0, high + 1, step)])

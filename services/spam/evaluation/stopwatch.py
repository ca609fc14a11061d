from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from time import thread_time

TEXT_MOST = 1000


class Stopwatch:
    """Milliseconds of the processor's time that a step takes, for texts of up to 1,000 characters."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []

    @contextmanager
    def time(self, text: str) -> Iterator[None]:
        start = thread_time()
        yield
        taken = thread_time() - start
        if len(text) <= TEXT_MOST:
            self.milliseconds.append(taken * 1000)


def percentile(values: list[float], share: float) -> float | None:
    """The least value that at least this share of all do not exceed; None of nothing."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None

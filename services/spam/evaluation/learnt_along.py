"""The figures of protocol P for one site, over all its streams."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from .deciding import decided
from .judged import Judged, wrong_share
from .prequential import Stream
from .reliability import expected_error, reliability
from .stopwatch import percentile

MARKS = (20, 50, 100, 200, 500, 1000)
DECIDED_AFTER = (100, 500)
Figures = dict[str, float | None]
"""By name; None where a site has too few comments for it."""


@dataclass(slots=True)
class LearntAlong:
    name: str
    comments: int
    spam: int
    streams: list[Stream] = field(default_factory=list)

    @property
    def judged(self) -> list[Judged]:
        return [each for stream in self.streams for each in stream.judged]

    @property
    def figures(self) -> Figures:
        return {
            **self._errors(),
            **self._decided(),
            **self._reliability(),
            **self._times(),
            "stored_bytes": self.stored,
        }

    @property
    def stored(self) -> int:
        """Bytes of the largest memory."""
        return max(stream.stored for stream in self.streams)

    @property
    def curve(self) -> list[tuple[int, float]]:
        """After how many comments which share of all so far was judged wrongly: the mean of the streams."""
        wrong = [list(accumulate(each.is_wrong for each in stream.judged)) for stream in self.streams]
        return [(count, sum(each[count - 1] for each in wrong) / count / len(wrong)) for count in _steps(self.comments)]

    def _errors(self) -> Figures:
        return {f"error_percent_after_{mark}": self._error_after(mark) for mark in MARKS}

    def _error_after(self, mark: int) -> float | None:
        if self.comments < mark:
            return None
        return 100 * _mean([wrong_share(stream.judged[:mark]) for stream in self.streams])

    def _decided(self) -> Figures:
        figures: Figures = {}
        for mark in DECIDED_AFTER:
            found = [taken for stream in self.streams if (taken := decided(stream.judged, mark)) is not None]
            every = [each for taken in found for each in taken]
            figures[f"decided_percent_after_{mark}"] = _mean([float(len(taken)) for taken in found]) if found else None
            figures[f"decided_wrongly_percent_after_{mark}"] = 100 * wrong_share(every) if every else None
        return figures

    def _reliability(self) -> Figures:
        settled = [stream.settled_after for stream in self.streams if stream.settled_after is not None]
        is_always = len(settled) == len(self.streams)
        return {
            "settled_after": _mean([float(each) for each in settled]) if is_always else None,
            "calibration_error_percent": 100 * expected_error(reliability(self.judged)),
        }

    def _times(self) -> Figures:
        predict = [each for stream in self.streams for each in stream.predicting.milliseconds]
        learn = [each for stream in self.streams for each in stream.learning.milliseconds]
        return {
            "predict_ms_p50": percentile(predict, 0.5),
            "predict_ms_p95": percentile(predict, 0.95),
            "learn_ms_p50": percentile(learn, 0.5),
            "learn_ms_p95": percentile(learn, 0.95),
        }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _steps(count: int) -> Iterator[int]:
    """Numbers from 10 on that look evenly spaced on a logarithmic axis; the last is `count`."""
    step = 10
    while step < count:
        yield step
        step = max(step + 1, round(step * 1.06))
    yield count

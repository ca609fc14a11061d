from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .judged import Judged
from .learnt_along import Figures, LearntAlong
from .learnt_before import LearntBefore
from .reliability import reliability
from .roc import Point, roc, thinned


@dataclass(slots=True)
class Findings:
    """All that one run has found, and how it was asked."""

    asked: dict[str, Any]
    along: list[LearntAlong] = field(default_factory=list)
    before: list[LearntBefore] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "asked": self.asked,
            "learnt_along": [_along(each) for each in self.along],
            "learnt_before": [_before(each) for each in self.before],
            "mean": mean(each.figures for each in self.along) | mean(each.figures for each in self.before),
        }


def mean(figures: Iterable[Figures]) -> Figures:
    """The plain mean of each figure over the sites that have it."""
    every = list(figures)
    names = every[0] if every else ()
    return {name: _mean([value for each in every if (value := each[name]) is not None]) for name in names}


def characteristic(judged: list[Judged]) -> list[Point]:
    return thinned(roc(judged))


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _along(site: LearntAlong) -> dict[str, Any]:
    told = {"site": site.name, "comments": site.comments, "spam": site.spam, "streams": len(site.streams)}
    return told | {"figures": site.figures, "learning_curve": site.curve} | _curves(site.judged)


def _before(site: LearntBefore) -> dict[str, Any]:
    told = {"site": site.name, "learnt": site.learnt, "judged": len(site.judged)}
    return told | {"figures": site.figures} | _curves(site.judged)


def _curves(judged: list[Judged]) -> dict[str, Any]:
    bins = [{"count": each.count, "said": each.said, "true": each.true} for each in reliability(judged)]
    return {"reliability": bins, "roc": characteristic(judged)}

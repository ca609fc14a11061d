"""The receiver operating characteristic, and what is read off it."""

from collections.abc import Iterable
from itertools import groupby, pairwise

from .judged import Judged

Point = tuple[float, float]
"""Share of ham taken for spam, share of spam caught."""


def roc(judged: Iterable[Judged]) -> list[Point]:
    """From (0, 0) to (1, 1), a point for each probability that was said. Both kinds must be there."""
    ordered = sorted(judged, key=lambda each: -each.probability)
    spam = sum(each.is_spam for each in ordered)
    ham = len(ordered) - spam
    points, hit, caught = [(0.0, 0.0)], 0, 0
    for _, alike in groupby(ordered, key=lambda each: each.probability):
        for each in alike:
            hit, caught = hit + (not each.is_spam), caught + each.is_spam
        points.append((hit / ham, caught / spam))
    return points


def area(points: list[Point]) -> float:
    """That a spam is ranked above a ham; equal ones count half."""
    return sum((right - left) * (low + high) / 2 for (left, low), (right, high) in pairwise(points))


def recall_at(points: list[Point], false_positives: float) -> float:
    """The share of spam that can be caught while at most this share of ham is taken for spam."""
    return max(caught for hit, caught in points if hit <= false_positives)


def thinned(points: list[Point]) -> list[Point]:
    """Those that the eye can tell apart on a logarithmic axis."""
    kept = points[:1]
    for hit, caught in points[1:-1]:
        if hit > kept[-1][0] * 1.03 or caught > kept[-1][1] + 0.005:
            kept.append((hit, caught))
    return [*kept, points[-1]]

"""Whether what is said with 0.97 is right 97 times of 100."""

from collections.abc import Iterable
from dataclasses import dataclass

from .judged import Judged

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The comments of one tenth of the scale."""

    count: int
    said: float
    """The mean of the probabilities."""
    true: float
    """The share that was spam."""


def reliability(judged: Iterable[Judged]) -> list[Bin]:
    """By ten bins of equal width; empty ones are left out."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for each in judged:
        bins[min(BINS - 1, int(each.probability * BINS))].append(each)
    return [_bin(each) for each in bins if each]


def expected_error(bins: list[Bin]) -> float:
    """The expected calibration error: how far said and true are apart, weighed by the bins' counts."""
    total = sum(each.count for each in bins)
    return sum(each.count * abs(each.said - each.true) for each in bins) / total


def _bin(judged: list[Judged]) -> Bin:
    count = len(judged)
    said = sum(each.probability for each in judged) / count
    return Bin(count, said, sum(each.is_spam for each in judged) / count)

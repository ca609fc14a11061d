"""How much the filter could decide by itself, if the site let it be wrong about one decision in a hundred."""

from collections.abc import Sequence
from itertools import groupby

from .judged import Judged

WRONG_MOST = 0.01
NEXT = 100


def cut(earlier: Sequence[Judged]) -> float | None:
    """The least certainty from which on at most 1 % of these would have been decided wrongly; None: there is none."""
    found, count, wrong = None, 0, 0
    by_certainty = sorted(earlier, key=lambda each: -each.certainty)
    for certainty, alike in groupby(by_certainty, key=lambda each: each.certainty):
        for each in alike:
            count, wrong = count + 1, wrong + each.is_wrong
        if certainty > 0 and wrong <= WRONG_MOST * count:
            found = certainty
    return found


def decided(judged: Sequence[Judged], after: int) -> list[Judged] | None:
    """Of the next 100 those that it would have decided, by the cut of all `after` before; None: there are fewer."""
    following = judged[after : after + NEXT]
    if len(following) < NEXT:
        return None
    least = cut(judged[:after])
    return [] if least is None else [each for each in following if each.certainty >= least]

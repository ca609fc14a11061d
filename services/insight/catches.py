from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .conclusions import Conclusions


@dataclass(frozen=True, slots=True)
class Catch:
    check: str
    """Empty: of comments whose signals went when they were erased."""
    comments: int


def catches(found: Iterable[Conclusions]) -> list[Catch]:
    """Of the comments taken for spam or found doubtful: which check spoke loudest against how many, most first."""
    counts: Counter[str] = Counter()
    for each in found:
        if each.taken_for in ("spam", "doubtful"):
            counts[each.check] += each.count
    return [Catch(check, count) for check, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]

from dataclasses import dataclass

SPAM_ABOVE = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """What the filter said of a comment before it knew what a person said."""

    probability: float
    is_spam: bool

    @property
    def is_wrong(self) -> bool:
        return (self.probability > SPAM_ABOVE) != self.is_spam

    @property
    def certainty(self) -> float:
        """How far from undecided, whichever way: 0 to 0.5."""
        return abs(self.probability - SPAM_ABOVE)


def wrong_share(judged: list[Judged]) -> float:
    return sum(each.is_wrong for each in judged) / len(judged)

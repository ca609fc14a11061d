from dataclasses import dataclass

from models.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Opinion:
    probability: float
    """That it is spam, from 0 to 1; 0.5 while nothing is learnt."""
    is_settled: bool
    """Enough decisions of both kinds have been learnt that the probability may decide anything."""


@dataclass(frozen=True, slots=True)
class Reason:
    what: Sentence
    """Such as: the word part “casi”."""
    weight: float
    """Above 0 it speaks for spam, below 0 against."""

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Self

from services.spam.learning import blob
from services.spam.learning.blending import Blending, probability
from services.spam.learning.blob import Unreadable
from services.spam.learning.counts import Counts
from services.spam.learning.excerpt import LONG, pieces
from services.spam.learning.features import Features, features
from services.spam.learning.opinion import Opinion, Reason
from services.spam.learning.reasons import reasons
from services.spam.learning.sample import Sample
from services.spam.learning.weights import Weights

__all__ = ["Learner", "Unreadable"]

SETTLED = 30
PIECE_DOUBT = 0.5


class Learner:
    """One site's memory of what its moderators call spam. Not for two threads at once.

    The same calls make the same memory.
    """

    REPLAYS = 12
    """At most so many earlier decisions are worth repeating with a new one."""

    MARK = blob.MARK
    """What a memory of this version begins with."""

    def __init__(self) -> None:
        self.weights = Weights()
        self.counts = Counts()
        self.blending = Blending()

    @property
    def spam(self) -> int:
        return self.counts.spam

    @property
    def ham(self) -> int:
        return self.counts.ham

    def judge(self, sample: Sample) -> Opinion:
        is_settled = min(self.spam, self.ham) >= SETTLED
        if not self.spam + self.ham:
            return Opinion(0.5, is_settled)
        return Opinion(probability(self._worst(sample)[0]), is_settled)

    def explain(self, sample: Sample) -> tuple[Reason, ...]:
        """The five features that spoke loudest, loudest first."""
        _, worst = self._worst(sample)
        return reasons(worst, self.weights, self.counts, self.blending)

    def learn(self, sample: Sample, is_spam: bool, earlier: Sequence[tuple[Sample, bool]] = ()) -> None:
        """One decision of a person, and some of the earlier ones once more, as much spam as ham as far as they go."""
        found = features(sample)
        self.blending.learn(*self._scores(found), is_spam)
        self.counts.learn(found, is_spam)
        self.weights.learn(found, is_spam)
        for repeated, was_spam in _by_turns(earlier[: self.REPLAYS]):
            self.weights.learn(features(repeated), was_spam)

    def dump(self) -> bytes:
        """At most 64 KB; nobody's text can be read from it."""
        return blob.pack(self.weights, self.counts, self.blending)

    @classmethod
    def load(cls, packed: bytes) -> Self:
        """Raises Unreadable for what another version wrote and for what is damaged."""
        learner = cls()
        learner.weights, learner.counts, learner.blending = blob.unpack(packed)
        return learner

    def _worst(self, sample: Sample) -> tuple[float, Sample]:
        """A long text is as suspect as its worst piece, less a little for the choice among many."""
        whole = self._log_odds_of(sample), sample
        worst = ((self._log_odds_of(piece) - PIECE_DOUBT, piece) for piece in _pieces(sample))
        return max(whole, *worst, key=itemgetter(0)) if len(sample.text) > LONG else whole

    def _log_odds_of(self, sample: Sample) -> float:
        return self.blending.log_odds(*self._scores(features(sample)))

    def _scores(self, found: Features) -> tuple[float, float]:
        return self.weights.score(found), self.counts.score(found)


def _pieces(sample: Sample) -> list[Sample]:
    return [replace(sample, text=piece) for piece in pieces(sample.text)]


def _by_turns(earlier: Sequence[tuple[Sample, bool]]) -> list[tuple[Sample, bool]]:
    """Spam and ham in turns: a row of one kind would tilt the weights for a while."""
    spam = [each for each in earlier if each[1]]
    ham = [each for each in earlier if not each[1]]
    paired = [each for pair in zip(spam, ham, strict=False) for each in pair]
    return paired + spam[len(ham) :] + ham[len(spam) :]

from random import Random

from services.spam.learning.learner import Learner
from services.spam.learning.sample import Sample

from .labelled import Labelled


class Replays:
    """The decisions so far, of which a few are learnt again with each new one: as much spam as ham, as far as they
    go, and at most `Learner.REPLAYS`."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._kinds: dict[bool, list[Sample]] = {True: [], False: []}

    def keep(self, comment: Labelled) -> None:
        self._kinds[comment.is_spam].append(comment.sample)

    def draw(self) -> list[tuple[Sample, bool]]:
        each = Learner.REPLAYS // 2
        return [
            (sample, is_spam)
            for is_spam, kind in self._kinds.items()
            for sample in self._random.sample(kind, min(each, len(kind)))
        ]

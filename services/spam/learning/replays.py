from random import Random
from typing import Generic, TypeVar

from services.spam.learning.learner import Learner

T = TypeVar("T")


class Replays(Generic[T]):
    """The decisions so far, of which a few are learnt again with each new one: as much spam as wanted comments, as far
    as they go, and at most `Learner.REPLAYS`."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._kinds: dict[bool, list[T]] = {True: [], False: []}

    def keep(self, lesson: T, is_spam: bool) -> None:
        self._kinds[is_spam].append(lesson)

    def draw(self) -> list[tuple[T, bool]]:
        each = Learner.REPLAYS // 2
        return [
            (lesson, is_spam)
            for is_spam, kind in self._kinds.items()
            for lesson in self._random.sample(kind, min(each, len(kind)))
        ]

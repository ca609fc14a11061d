"""What a large site is made of, the same in every run: each comment follows from its number.

Of a million 93 % are published, 5 % spam, 1 % rejected, 1 % deleted, 300 wait. Words come by Zipf's law; each twentieth
comment has a word that only twenty share; three of ten answer an earlier one. It is what posting and deciding would
have made, as far as a search or a chart can tell.
"""

import random
from datetime import UTC, datetime
from functools import lru_cache
from itertools import accumulate

THREADS, PEOPLE, TEXTS, VOCABULARY, DOMAINS = 2_000, 50_000, 5_000, 30_000, 3_000
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "an", "el", "in", "us")
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
WAITING, SHARE_A_WORD = 300, 20
SHARES = {"spam": 0.05, "rejected": 0.01, "deleted": 0.01}
HELD_BEFORE = 0.02
"""Of what is published so much was held first, and let through by a person."""


class Crowd:
    """What the comments are made of."""

    def __init__(self, size: int) -> None:
        self.size, self.chance = size, random.Random(11)
        self.vocabulary = list(dict.fromkeys(self._word() for _ in range(VOCABULARY)))
        weights = list(accumulate(1 / rank for rank in range(1, len(self.vocabulary) + 1)))
        self.texts = [" ".join(self.chance.choices(self.vocabulary, cum_weights=weights, k=60)) for _ in range(TEXTS)]
        self.names = [self._word().capitalize() for _ in range(500)]
        self.domains = [f"{self._word()}{number}.example" for number in range(DOMAINS)]

    def _word(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4)))

    def text(self, id_: int) -> str:
        text = self.texts[id_ * 7919 % TEXTS]
        return f"{text} rare{id_ // (SHARE_A_WORD * 20)}x" if id_ % 20 == 0 else text

    def word_in(self, share: float) -> str:
        """The word that about so many of all texts hold."""
        in_texts = [set(text.split()) for text in self.texts]
        return min(
            self.vocabulary[:2_000], key=lambda word: abs(sum(word in words for words in in_texts) / TEXTS - share)
        )

    def person(self, id_: int) -> int:
        return id_ % PEOPLE + 1

    def name(self, id_: int) -> str:
        return f"{self.names[id_ % 500]} {self.names[id_ * 31 % 499]}"

    def email(self, id_: int) -> str:
        return _email(self.names[id_ % 500], id_ % PEOPLE)

    def status(self, id_: int) -> str:
        if id_ > self.size - WAITING:
            return "pending"
        place = _place(id_)
        for status, share in SHARES.items():
            if place < share:
                return status
            place -= share
        return "published"

    def is_held_before(self, id_: int) -> bool:
        """Somebody has decided about it: it was held."""
        status = self.status(id_)
        return status in ("rejected", "deleted") or (status == "published" and _place(id_) > 1 - HELD_BEFORE)

    def thread(self, id_: int) -> int:
        return id_ * 48271 % 2147483647 % THREADS + 1

    def domain(self, id_: int) -> str:
        return self.domains[int(len(self.domains) * (id_ * 0.6180339887 % 1) ** 3)]

    def parents(self) -> tuple[list[int], list[int]]:
        """By number: what each answers, 0 where that is the page; and how many published answers it has."""
        roots, parents, replies = [0] * (THREADS + 1), [0] * (self.size + 1), [0] * (self.size + 1)
        for id_ in range(1, self.size + 1):
            thread = self.thread(id_)
            if id_ % 10 < 3 and roots[thread]:
                parents[id_] = roots[thread]
                replies[roots[thread]] += self.status(id_) == "published"
            else:
                roots[thread] = id_
        return parents, replies


def _place(id_: int) -> float:
    return (id_ * 2654435761 % 2**32) / 2**32


@lru_cache(PEOPLE)
def _email(name: str, number: int) -> str:
    return f"{name.lower()}{number}@mail{number % 997}.example"

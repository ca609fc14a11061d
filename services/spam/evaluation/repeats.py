"""What the repeats across a site add to the text alone: the repetition check's rule, on labelled comments."""

from services.spam import minhash
from services.spam.copies import ALIKE, SHORT

from .labelled import Labelled

DOUBT = 0.15
"""That it is no spam though it nearly repeats spam, as the check has it."""


class Repeats:
    """The labelled texts of a site so far, found again by nearly the same words. Short ones are nobody's own."""

    def __init__(self) -> None:
        self._known: list[tuple[frozenset[bytes], bool]] = []
        self._by_band: dict[int, set[int]] = {}

    def keep(self, comment: Labelled) -> None:
        if len(comment.sample.text) < SHORT:
            return
        pieces = minhash.pieces(comment.sample.text)
        for band in minhash.bands(pieces):
            self._by_band.setdefault(band, set()).add(len(self._known))
        self._known.append((pieces, comment.is_spam))

    def weigh(self, probability: float, text: str) -> float:
        """Higher where the text nearly repeats spam, unless more of its like was let through."""
        alike = self._alike(text)
        if not any(alike) or 2 * sum(alike) < len(alike):
            return probability
        return 1 - (1 - probability) * DOUBT

    def _alike(self, text: str) -> list[bool]:
        """Of each text like this one, whether it is spam."""
        if len(text) < SHORT:
            return []
        mine = minhash.pieces(text)
        found = set().union(*(self._by_band.get(band, ()) for band in minhash.bands(mine)))
        return [
            is_spam
            for pieces, is_spam in map(self._known.__getitem__, found)
            if minhash.likeness(mine, pieces) >= ALIKE
        ]

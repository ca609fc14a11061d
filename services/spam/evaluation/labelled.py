from collections.abc import Sequence
from dataclasses import dataclass

from services.spam.learning.sample import Sample


@dataclass(frozen=True, slots=True)
class Labelled:
    """A comment of which a person has said what it is."""

    sample: Sample
    is_spam: bool
    group: str = ""
    """Near-identical texts share it; empty: none is told."""
    created: float | None = None
    """Unix seconds."""


@dataclass(frozen=True, slots=True)
class LabelledSite:
    """The comments of one site, of both kinds, in the order in which they were told."""

    name: str
    comments: Sequence[Labelled]

    @property
    def spam(self) -> int:
        return sum(comment.is_spam for comment in self.comments)

    @property
    def has_both_kinds(self) -> bool:
        return 0 < self.spam < len(self.comments)

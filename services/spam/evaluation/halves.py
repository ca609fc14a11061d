"""A site's comments in two halves, near-identical texts on one side."""

import re
from hashlib import sha256
from unicodedata import normalize

from .labelled import Labelled, LabelledSite
from .reading import whole

_SAYS_NOTHING = re.compile(r"[\W\d_]+")


def halves(site: LabelledSite, *, seed: int) -> tuple[LabelledSite, LabelledSite]:
    """A group falls whole on one side, which the seed and its name alone determine; so does a text without a group,
    whatever its case, spaces, digits and punctuation.

    Raises Malformed where a half would hold one kind of comment only.
    """
    sides: tuple[list[Labelled], list[Labelled]] = ([], [])
    for comment in site.comments:
        sides[_side(comment, seed)].append(comment)
    first, second = (whole(LabelledSite(site.name, side), f"A half of {site.name}") for side in sides)
    return first, second


def _side(comment: Labelled, seed: int) -> int:
    name = comment.group or _folded(comment.sample.text)
    return sha256(f"{seed}/{name}".encode()).digest()[0] & 1


def _folded(text: str) -> str:
    return _SAYS_NOTHING.sub("", normalize("NFKC", text).casefold()) or text

"""What somebody types to find a text: words, "phrases" in quotes, and -words that must not be in it."""

import re
from dataclasses import dataclass

from .search_words import is_unspaced, runs, words

_TYPED = re.compile(r'(-?)(?:["“”„«»「」]([^"“”„«»「」]*)["“”„«»「」]?|([^\s"“”„«»「」]+))')
TERMS_MOST = 20


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side in this order, or must not."""

    words: tuple[str, ...]
    is_beginning: bool = False
    """The last of them may go on."""
    is_excluded: bool = False


def terms(typed: str) -> list[Term]:
    """All of them must hold. The very last word counts as the beginning of one, unless a quote ends it.

    What holds no letter and no digit is no term; of more than 20 the rest is left out.
    """
    typed = typed.replace("\0", " ")
    found: list[Term] = []
    for each in _TYPED.finditer(typed):
        is_quoted = each[3] is None
        is_last = each.end() == len(typed) and not is_quoted
        found += _term(each[2] if is_quoted else each[3], is_last=is_last, is_excluded=bool(each[1]))
    return found[:TERMS_MOST]


def _term(text: str, *, is_last: bool, is_excluded: bool) -> list[Term]:
    said = tuple(words(text))
    if not said:
        return []
    end = runs(text)[-1]
    # A single letter of a script without spaces begins the pairs in which it stands.
    is_letter = is_unspaced(end) and len(end) == 1
    is_beginning = is_letter or (is_last and not is_excluded and not is_unspaced(end))
    return [Term(said, is_beginning, is_excluded)]

"""The words by which a text is found: the same ones whatever database keeps them.

Case, width and style make no difference, nor do accents, the vowel signs of Hebrew and Arabic, or invisible characters.
A word is letters and digits in a row. Where a script puts no spaces between words, each two letters that stand side by
side are one.
"""

import re
import unicodedata

from .plain import fold

LONGEST = 40
"""A longer word is found by its first 40 letters."""

# Signs above, below and beside letters. Those of other scripts are as much a part of the word as its letters.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_MARKS = "\u0900-\u0963\u0971-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u0f18-\u0fbc\u102b-\u103e"
_MARKS += "\u1056-\u109d\u17b4-\u17d3\u3099\u309a"
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+")
_RUNS = re.compile(rf"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك"}
)


def words(text: str) -> list[str]:
    """The words of `text` in their order, repetitions too."""
    plain = _plain(text)
    if plain.isascii():  # every run has spaces around it
        return [word[:LONGEST] for word in _WORD.findall(plain)]
    return [word for run in _runs(plain) for word in _in_run(run)]


def last_letters(text: str) -> list[str]:
    """The last letter of each run without spaces: with it alone no pair begins, so it is kept as a word of its own."""
    if text.isascii():
        return []
    return [run[-1] for run in runs(text) if len(run) > 1 and is_unspaced(run)]


def runs(text: str) -> list[str]:
    """Letters and digits that stand together, parted where a script with spaces meets one without."""
    return _runs(_plain(text))


def _runs(plain: str) -> list[str]:
    return [run for word in _WORD.findall(plain) for run in _RUNS.findall(word)]


def is_unspaced(run: str) -> bool:
    return _IS_UNSPACED.match(run) is not None


def _in_run(run: str) -> list[str]:
    if is_unspaced(run) and len(run) > 1:
        return [run[start : start + 2] for start in range(len(run) - 1)]
    return [run[:LONGEST]]


def _plain(text: str) -> str:
    """The Russian й is a letter, no и with an accent; it alone is kept whole."""
    folded = fold(text).replace("й", "\ue000")
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded)).translate(_ALIKE)
    return unicodedata.normalize("NFC", bare.replace("\ue000", "й"))

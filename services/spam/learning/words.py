import re
from functools import lru_cache
from itertools import chain

# Letters, digits and the signs above, below and beside letters, which \w leaves out (Thai, Devanagari and so on).
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0fff\u1000-\u109f\u1780-\u17ff"
_WORD = re.compile(rf"[\w{_MARKS}]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_SYMBOL = re.compile(r"[^\w\s]")
_SPACED = re.compile(r"(?:\b\w\b[\W_]{1,3}){3,20}\w")
_BROKEN = re.compile(r"\b\w{1,30}[^\w\s]{1,3}\w{1,30}")
_GAP = re.compile(r"[\W_]+")

LONGEST = 40


def words(folded: str) -> list[str]:
    return [word[:LONGEST] for word in _WORD.findall(folded)]


def word_parts(different: set[str]) -> set[str]:
    """Four letters in a row, its edges counting as letters; two where no spaces part the words."""
    return set(chain.from_iterable(map(_parts, different)))


def symbols(text: str) -> set[str]:
    return set(_SYMBOL.findall(text))


def broken_words(folded: str) -> set[str]:
    """Words that are spaced out or broken by a sign, put together: c a s i n o, cas.ino."""
    found = _SPACED.findall(folded) + _BROKEN.findall(folded)
    return {_GAP.sub("", each) for each in found}


@lru_cache(maxsize=8192)
def _parts(word: str) -> tuple[str, ...]:
    size = 2 if _UNSPACED.search(word) else 4
    edged = f" {word} "
    return tuple(edged[start : start + size] for start in range(max(1, len(edged) - size + 1)))

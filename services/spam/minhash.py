"""MinHash: two texts that share most of their pieces probably share a band, so an index finds one by the other.

One hash for each piece, thrown into as many bins as the sketch has numbers (one-permutation hashing); an empty bin
borrows from another, the same one in every text (Shrivastava, Optimal Densification for Fast and Accurate Minwise
Hashing, 2017). Of texts that have 80 % of their pieces in common all but a few in a thousand are found, of those with
60 % three in four.
"""

import re
from functools import lru_cache
from hashlib import blake2b
from struct import Struct
from zlib import crc32

from services.text import plain

PIECE, BANDS, ROWS = 5, 12, 4
COMPARED = 4_000
"""So many characters of a text are looked at."""
FEW = 16
"""With fewer different pieces a text says too little to be known again."""

_BINS = BANDS * ROWS
_TRIES = 256
_LENDERS = [[crc32(bytes([bin_, attempt])) % _BINS for attempt in range(_TRIES)] for bin_ in range(_BINS)]
_SAID = Struct(f">{1 + ROWS}I")
_BETWEEN = re.compile(r"[\W_]+")


def pieces(text: str) -> frozenset[bytes]:
    """Every five letters or digits that follow each other, whatever stands between them. Needs no spaces."""
    letters = _BETWEEN.sub("", plain.fold(text[:COMPARED]))[:COMPARED].encode("utf-32-le")
    return frozenset(letters[start : start + 4 * PIECE] for start in range(0, len(letters) - 4 * (PIECE - 1), 4))


def bands(parts: frozenset[bytes]) -> list[int]:
    """Signed 64-bit numbers, each of one band of the sketch; none where there are too few pieces."""
    if len(parts) < FEW:
        return []
    sketch = _dense(_lowest(parts))
    return [_number(band, sketch[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS)]


def bands_of(text: str) -> list[int]:
    """The same of a text. The latest are remembered: a new comment is compared first, and then noted."""
    return _bands_of(text[:COMPARED])


@lru_cache(maxsize=32)
def _bands_of(text: str) -> list[int]:
    return bands(pieces(text))


def likeness(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    """Jaccard's index: which share of all their pieces they have in common."""
    common = len(one & other)
    return common / ((len(one) + len(other) - common) or 1)


def _lowest(parts: frozenset[bytes]) -> list[int | None]:
    lowest: dict[int, int] = {}
    for number in map(crc32, parts):
        number, bin_ = divmod(number, _BINS)
        if number < lowest.get(bin_, 1 << 32):
            lowest[bin_] = number
    return [lowest.get(bin_) for bin_ in range(_BINS)]


def _dense(lowest: list[int | None]) -> list[int]:
    anything = next(number for number in lowest if number is not None)
    borrowed = (
        next((held for lender in lenders if (held := lowest[lender]) is not None), anything) for lenders in _LENDERS
    )
    return [other if own is None else own for own, other in zip(lowest, borrowed, strict=True)]


def _number(band: int, rows: list[int]) -> int:
    return int.from_bytes(blake2b(_SAID.pack(band, *rows), digest_size=8).digest(), "big", signed=True)

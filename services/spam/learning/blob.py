"""A memory as bytes: name and version, a checksum, then what was learnt, rounded and compressed.

Weights are kept as finely as 64 KB allow. Where even the coarsest steps are too much, the features that were seen least
are forgotten. What lies between two steps goes up or down by lot, so that many small changes, each saved alone, are not
rounded away; the lots are the same for the same memory.
"""

import struct
import zlib
from array import array
from bisect import bisect
from collections.abc import Iterable
from math import isfinite, log2
from random import Random

from services.spam.learning.blending import Blending
from services.spam.learning.counts import Counts
from services.spam.learning.features import BUCKETS
from services.spam.learning.weights import Weights

MOST_BYTES = 64 * 1024
_HEAD = struct.Struct(">6sHI")
_NAME, _VERSION = b"chiosa", 1
MARK = struct.pack(">6sH", _NAME, _VERSION)
_NUMBERS = struct.Struct(">3I12d")
_FINENESS = (512, 128, 64, 32)
_TRIED = [(fineness, 0) for fineness in _FINENESS] + [(_FINENESS[-1], seldom) for seldom in range(2, 1000)]
_COUNTS: list[int] = [*range(32), *(round(31 * 1.05**step) for step in range(1, 160))]
_DOUBTS = [2.0 ** (-step / 4) for step in range(64)]
_SIZE = _NUMBERS.size + 5 * BUCKETS


class Unreadable(Exception):
    """These bytes are no memory of this version, or they are damaged."""


def pack(weights: Weights, counts: Counts, blending: Blending) -> bytes:
    """At most 64 KB."""
    for fineness, seldom in _TRIED:
        content = _numbers(counts, blending, fineness) + _cells(weights, counts, fineness, seldom)
        body = zlib.compress(content)
        if _HEAD.size + len(body) <= MOST_BYTES:
            break
    return _HEAD.pack(_NAME, _VERSION, zlib.crc32(body)) + body


def unpack(packed: bytes) -> tuple[Weights, Counts, Blending]:
    """Raises Unreadable."""
    content = _content(packed)
    weights, counts, blending = Weights(), Counts(), Blending()
    counts.spam, counts.ham, fineness, *numbers = _NUMBERS.unpack_from(content)
    if fineness not in _FINENESS or not all(map(isfinite, numbers)):
        raise Unreadable("The spam filter's memory is damaged")
    blending.slopes, blending.known = numbers[:3], [numbers[row : row + 3] for row in (3, 6, 9)]
    low, high, doubts, spam, ham = (content[start : start + BUCKETS] for start in range(_NUMBERS.size, _SIZE, BUCKETS))
    signed = array("b", high)
    weights.weights = [(256 * above + below - 128) / fineness for above, below in zip(signed, low, strict=True)]
    weights.doubts = [_DOUBTS[step & 63] for step in doubts]
    counts.recall(_counts(spam), _counts(ham))
    return weights, counts, blending


def _numbers(counts: Counts, blending: Blending, fineness: int) -> bytes:
    known = (cell for row in blending.known for cell in row)
    return _NUMBERS.pack(counts.spam, counts.ham, fineness, *blending.slopes, *known)


def _cells(weights: Weights, counts: Counts, fineness: int, seldom: int) -> bytes:
    """Five rows of one byte for each bucket; what was seen less often than `seldom` is as in an empty memory."""
    empty = Weights()
    lots = Random(counts.spam << 32 | counts.ham)
    kept = [spam + ham >= seldom for spam, ham in zip(counts.in_spam, counts.in_ham, strict=True)]
    exact = [each if keeps else new for keeps, each, new in zip(kept, weights.weights, empty.weights, strict=True)]
    steps = [max(-32000, min(32000, each)) + 128 for each in _drawn((each * fineness for each in exact), lots)]
    doubts = _drawn((-4 * log2(each) if keeps else 0 for keeps, each in zip(kept, weights.doubts, strict=True)), lots)
    rows = [
        (step & 255 for step in steps),
        (step >> 8 & 255 for step in steps),
        (max(0, min(63, each)) for each in doubts),
        _drawn((_place(each) if keeps else 0 for keeps, each in zip(kept, counts.in_spam, strict=True)), lots),
        _drawn((_place(each) if keeps else 0 for keeps, each in zip(kept, counts.in_ham, strict=True)), lots),
    ]
    return b"".join(map(bytes, rows))


def _drawn(exact: Iterable[float], lots: Random) -> list[int]:
    """Whole numbers; those between two become one or the other, the nearer one more often."""
    return [int(each) if each == int(each) else int(each + lots.random() + 4096) - 4096 for each in exact]


def _place(seen: int) -> float:
    """Where it stands between the two counts that can be kept."""
    place = bisect(_COUNTS, seen) - 1
    if place + 1 == len(_COUNTS):
        return place
    below, above = _COUNTS[place : place + 2]
    return place + (seen - below) / (above - below)


def _counts(places: bytes) -> list[int]:
    return [_COUNTS[min(place, len(_COUNTS) - 1)] for place in places]


def _content(packed: bytes) -> bytes:
    if not _HEAD.size < len(packed) <= MOST_BYTES:
        raise Unreadable("No memory of the spam filter has this size")
    name, version, checksum = _HEAD.unpack_from(packed)
    if (name, version) != (_NAME, _VERSION):
        raise Unreadable("Not a memory of this version of the spam filter")
    body = packed[_HEAD.size :]
    if zlib.crc32(body) != checksum:
        raise Unreadable("The spam filter's memory is damaged")
    return _inflated(body)


def _inflated(body: bytes) -> bytes:
    try:
        content = zlib.decompressobj().decompress(body, _SIZE + 1)
    except zlib.error as error:
        raise Unreadable("The spam filter's memory is damaged") from error
    if len(content) != _SIZE:
        raise Unreadable("The spam filter's memory is incomplete")
    return content

"""A comment as numbers: bucket and value of each of its features.

Features are hashed into 32,768 buckets, so a memory has one size, whatever people write. What was computed lately is
kept for a while, without the text: earlier decisions are learnt again and again.
"""

from array import array
from hashlib import blake2b
from math import sqrt
from threading import Lock
from typing import NamedTuple
from zlib import crc32

from services.spam.learning.families import WEIGHTS, families
from services.spam.learning.sample import Sample

BUCKETS = 1 << 15
_KEPT = 4096

_SEEDS = {family: crc32(family.encode()) for family in WEIGHTS}


class Features(NamedTuple):
    buckets: tuple[int, ...]
    values: tuple[float, ...]
    """One for each bucket."""


_recent: "dict[bytes, tuple[array[int], array[float]]]" = {}
_lock = Lock()


def features(sample: Sample) -> Features:
    key = blake2b(repr(sample).encode(), digest_size=16).digest()
    kept = _recent.get(key)
    if kept is None:
        found = _features(sample)
        kept = array("H", found), array("f", found.values())
        with _lock:
            _recent[key] = kept
            if len(_recent) > _KEPT:
                del _recent[next(iter(_recent))]
    return Features(tuple(kept[0]), tuple(kept[1]))


def bucket_of(family: str, member: str) -> int:
    return crc32(member.encode("utf-8", "surrogatepass"), _SEEDS[family]) % BUCKETS


def _features(sample: Sample) -> dict[int, float]:
    found: dict[int, float] = {}
    for family, members in families(sample).items():
        value = WEIGHTS[family] / sqrt(len(members) or 1)
        seed = _SEEDS[family]
        buckets = [crc32(member.encode("utf-8", "surrogatepass"), seed) % BUCKETS for member in members]
        found.update(dict.fromkeys(buckets, value))
    return found

"""How a body is compressed, and in which form an asker wants it."""

from collections.abc import Callable
from functools import lru_cache
from zlib import MAX_WBITS, compressobj

import brotli
import zstandard
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

HEADER_MOST = 200
SMALLEST = 400
"""A body of fewer bytes fits into one packet either way."""


def _gzip(body: bytes) -> bytes:
    packer = compressobj(6, wbits=MAX_WBITS | 16)
    return packer.compress(body) + packer.flush()


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "zstd": lambda body: zstandard.compress(body, 6),
    "gzip": _gzip,
}
"""The best first: what an asker likes as well as another comes in this order."""


@lru_cache(maxsize=256)
def wanted(header: str) -> tuple[str, ...]:
    """Which of our codings an Accept-Encoding takes, the asker's favourite first; none that it likes less than
    `identity`. A header that is longer than any browser's takes none.
    """
    accepted = parse_accept_header(header if len(header) <= HEADER_MOST else "", Accept)
    plain = accepted["identity"] if "identity" in dict(accepted) else 0
    liked = [coding for coding in CODINGS if accepted[coding] > 0 and accepted[coding] >= plain]
    return tuple(sorted(liked, key=lambda coding: -accepted[coding]))

"""How much of a text is read: whoever hides spam in a long text must not choose the part that we skip."""

import re
import unicodedata
from itertools import islice

BEGINNING = 1200
END = 600
LONG = 1000
PIECE = 80
PIECES = 80
CONTACTS = 20

_CONTACT = re.compile(r"://|www\.|@|\d{5}")


def excerpt(text: str) -> str:
    """All of a usual comment; of a long one its beginning and its end."""
    if len(text) <= BEGINNING + END:
        return text
    return f"{text[:BEGINNING]} {text[-END:]}"


def pieces(text: str) -> list[str]:
    """A long text in short pieces, each to be judged alone: what stands around a link or a number, and all the rest.

    The rest overlaps by half, up to 3,200 characters; of more it is an even sample.
    """
    if len(text) <= LONG:
        return []
    contacts = [found.start() - PIECE // 2 for found in islice(_CONTACT.finditer(text), CONTACTS)]
    last = len(text) - PIECE
    count = min(PIECES, -(-last // (PIECE // 2)) + 1)
    evenly = [last * each // (count - 1) for each in range(count)]
    return [text[start : start + PIECE] for start in (*(max(0, contact) for contact in contacts), *evenly)]


def fold(text: str) -> str:
    """Letters that look alike become one: styled and wide ones the plain ones, capitals small.

    A single letter may stand for eighteen; what becomes too long by that is cut.
    """
    return unicodedata.normalize("NFKC", text).lower()[: BEGINNING + END + len(text)]

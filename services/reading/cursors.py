"""Where a page of comments ended, as text that the next request brings back."""

import re
from dataclasses import dataclass

from services.errors import Invalid

_TEXT = re.compile(r"c([0-9]{1,15})(?:\.([0-9]{1,7}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last comment of a page; with its rank where they are sorted by it."""

    id: int
    rank: int = 0

    def __str__(self) -> str:
        return f"c{self.id}.{self.rank}" if self.rank else f"c{self.id}"


def parse_cursor(text: str | None) -> Cursor | None:
    """Raises Invalid for a cursor that we never gave out."""
    if text is None:
        return None
    if not (found := _TEXT.fullmatch(text)):
        raise Invalid("invalid", "This cursor is none of ours.", fields={"cursor": "not_allowed"})
    return Cursor(int(found[1]), int(found[2] or 0))

"""The discussion that every contestant shows: the same comments, always the same ones."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from bench.fill import write

SIZES = 100, 1_000
"""What a reader sees first is measured with the first, memory with the second."""
ROOTS_SHOWN = 25
REPLIES, DEEPER, REPLIES_A_ROOT, AMONG = 0.25, 1 / 3, 5, 30
"""The chances that one is a reply and that this answers a reply; below a root at most five, which all show at once."""
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ("Ada", "Bruno", "Chiara", "Dario", "Elena", "Fabio", "Gaia", "Hugo", "Irene", "Luca", "Marta", "Nora")


@dataclass(frozen=True, slots=True)
class Remark:
    id: int
    root: int
    """Its own id where it answers the page."""
    parent: int | None
    name: str
    text: str
    """Begins with its mark, by which the page's probe knows it."""

    @property
    def html(self) -> str:
        return f"<p>{self.text}</p>"

    @property
    def created(self) -> datetime:
        return BEGAN + timedelta(hours=self.id)


def mark(number: int) -> str:
    return f"Remark {number:04}."


@cache
def remarks(size: int) -> tuple[Remark, ...]:
    """In the order of their times."""
    chance = random.Random(size)
    roots: list[int] = []
    below: dict[int, list[int]] = {}
    told = []
    for number in range(1, size + 1):
        free = [root for root in roots[-AMONG:] if len(below[root]) < REPLIES_A_ROOT]
        if free and chance.random() < REPLIES:
            root = chance.choice(free)
            parent = chance.choice(below[root]) if below[root] and chance.random() < DEEPER else root
            below[root].append(number)
        else:
            root, parent = number, None
            roots.append(number)
            below[number] = []
        told.append(Remark(number, root, parent, chance.choice(NAMES), f"{mark(number)} {_plain(write(chance))}"))
    return tuple(told)


def _plain(text: str) -> str:
    """Without markup and links, which not everybody shows alike."""
    return " ".join(word for word in text.replace("*", "").split() if "/" not in word)


def newest_roots(size: int) -> list[Remark]:
    return [remark for remark in reversed(remarks(size)) if remark.parent is None]


def replies_to(root: Remark, size: int) -> list[Remark]:
    """All that stand below it, oldest first."""
    return [remark for remark in remarks(size) if remark.root == root.id and remark.parent]


def size_of(page: str) -> int:
    """The host pages are called by the size of their discussion."""
    return int(page.rstrip("/").rpartition("/")[2])

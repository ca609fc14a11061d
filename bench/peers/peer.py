"""What a peer must tell so that it can be measured: how it is installed, filled, served, read and written to."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bench.serving import ROOT, Server

CACHE = ROOT / "bench" / ".cache" / "servers"


class Remark(NamedTuple):
    """A comment as our own database has it."""

    id: int
    thread: int
    parent: int | None
    root: int | None
    name: str
    source: str
    created: str


@dataclass(frozen=True, slots=True)
class Peer:
    """`serve` fills an empty folder and runs the server; `count` are the comments that it has."""

    name: str
    install: Callable[[], None]
    serve: Callable[[Path, Iterable[Remark], int], AbstractContextManager[Server]]
    read: Callable[[int], bytes]
    post: Callable[[int, int, str], bytes]
    count: Callable[[Path], int]


def remarks(database: Path) -> Iterable[Remark]:
    columns = "id, thread_id, parent_id, root_id, author_name, source, created_at"
    with sqlite3.connect(database) as connection:
        yield from map(Remark._make, connection.execute(f"SELECT {columns} FROM comment ORDER BY id"))


def path_of(thread: int) -> str:
    return f"/article/{thread}"

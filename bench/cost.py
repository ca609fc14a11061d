"""What something costs, and how much of that is the database's: work, which a busy machine does not lengthen as it does
the time on the clock.

SQLite works inside our process: its part is what passes within its cursors. PostgreSQL's processes are asked
themselves (the kernel's schedstat; where there is none, its part counts as nothing).
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import Any

from sqlalchemy import Engine, event


@dataclass(frozen=True, slots=True)
class Cost:
    """In seconds."""

    wall: float
    work: float
    """Of the processor, for us and for the database."""
    database: float
    """The database's part of the work."""


class Meter:
    """Of one engine, whose connections are still to be made."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.inside = engine, 0.0
        self.servers: list[Path] = []
        event.listen(engine, "do_connect", self._watch)
        event.listen(engine, "connect", self._meet)

    def measure(self, run: Callable[[], Any]) -> Cost:
        began, worked, inside, served = perf_counter(), process_time(), self.inside, self._served()
        run()
        wall, work = perf_counter() - began, process_time() - worked
        served = self._served() - served
        return Cost(wall, work + served, served + self.inside - inside)

    def _watch(self, dialect: Any, _record: Any, _told: Any, settings: dict[str, Any]) -> None:
        if dialect.name == "sqlite":
            settings["factory"] = lambda *args, **more: _Connection(self, *args, **more)

    def _meet(self, connection: Any, _record: Any) -> None:
        if pid := getattr(getattr(connection, "info", None), "backend_pid", None):
            self.servers.append(Path(f"/proc/{pid}/schedstat"))

    def _served(self) -> float:
        return sum(_worked(server) for server in self.servers)


def _worked(server: Path) -> float:
    with suppress(OSError):
        return int(server.read_text().split()[0]) / 1e9
    return 0.0


class _Connection(sqlite3.Connection):
    def __init__(self, meter: Meter, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.meter = meter

    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or _Cursor)


def _timed(name: str) -> Any:
    plain = getattr(sqlite3.Cursor, name)

    def call(cursor: "_Cursor", *args: Any) -> Any:
        began = thread_time()
        try:
            return plain(cursor, *args)
        finally:
            cursor.connection.meter.inside += thread_time() - began

    return call


class _Cursor(sqlite3.Cursor):
    """Steps of a query are taken with each fetch."""

    connection: _Connection
    execute, executemany = _timed("execute"), _timed("executemany")
    fetchone, fetchmany, fetchall = _timed("fetchone"), _timed("fetchmany"), _timed("fetchall")

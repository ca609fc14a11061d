"""What writing is measured beside: `python -m bench.bare_inserts ADDRESS SECONDS` inserts comments, one to a commit.

One after the other, from prepared values into the service's own table with all its indexes, each safe on disk before
the next. Prints how many, and how many seconds that took. ADDRESS is a file of SQLite or an address of PostgreSQL.
"""

import sqlite3
import sys
import time
from collections.abc import Callable
from typing import Any

import psycopg

COLUMNS = "site_id, thread_id, person_id, status, version, reply_count, author_name, source, html, fingerprint"
NAME = "Bare"
LENGTH = 400


def main(address: str, seconds: float) -> None:
    insert = _postgresql(address) if "://" in address else _sqlite(address)
    count, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds:
        insert(count)
        count += 1
    print(count, passed)


def _row(site: int, thread: int, person: int, count: int) -> tuple[Any, ...]:
    text = f"{count} {'lorem ipsum ' * 40}"[:LENGTH]
    return site, thread, person, "published", 1, 0, NAME, text, f"<p>{text}</p>", f"bare {time.time_ns()}"


def _sqlite(path: str) -> Callable[[int], object]:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")
    place = connection.execute("SELECT site_id, thread_id, person_id FROM comment ORDER BY id LIMIT 1").fetchone()
    statement = f"INSERT INTO comment ({COLUMNS}, created_at, waits_for) VALUES ({'?, ' * 10} datetime('now'), '')"
    return lambda count: connection.execute(statement, _row(*place, count))


def _postgresql(address: str) -> Callable[[int], object]:
    connection = psycopg.connect(address, autocommit=True)
    first = "SELECT site_id, thread_id, person_id FROM comment ORDER BY id LIMIT 1"
    place = connection.execute(first).fetchone()
    assert place
    statement = f"INSERT INTO comment ({COLUMNS}, created_at, waits_for) VALUES ({'%s, ' * 10} now(), '')"
    return lambda count: connection.execute(statement, _row(*place, count), prepare=True)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))

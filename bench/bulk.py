"""Many rows into an empty database: without references looked at, and with every index made when all stand there."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from models import SearchText, db
from models.search_text import INDEX

Row = tuple[Any, ...]
Contents = Iterable[tuple[Table, Sequence[str], Iterable[Row]]]
MEMORY = 512
"""Megabytes for the making of an index."""


def write(contents: Contents) -> None:
    """PostgreSQL is tidied afterwards, as in life it does by itself. Nobody else may be connected."""
    if db.engine.dialect.name == "postgresql":
        _into_postgresql(contents)
    else:
        _into_sqlite(contents)


def _into_sqlite(contents: Contents) -> None:
    """Its times are texts without a zone; its full-text table is filled from the table that it describes."""
    db.session.remove()
    db.engine.dispose()
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    cache = f"cache_size=-{MEMORY * 1000}"
    for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "temp_store=MEMORY", cache):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute("BEGIN EXCLUSIVE")
    for table, names, rows in contents:
        made = (
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND tbl_name = ? AND sql > ''"
        )
        later = cursor.execute(made, [table.name]).fetchall()
        for kind, name, _ in later:
            cursor.execute(f"DROP {kind} {name}")
        told = ", ".join(f'"{name}"' for name in names)
        statement = f"INSERT INTO {table.name} ({told}) VALUES ({', '.join('?' * len(names))})"
        cursor.executemany(statement, ([_plain(value) for value in row] for row in rows))
        if table is SearchText.__table__:
            _rebuild(cursor)
        for _, _, sql in later:
            cursor.execute(sql)
    cursor.execute("COMMIT")
    cursor.execute("PRAGMA journal_mode=WAL")
    connection.invalidate()


def _rebuild(cursor: Any) -> None:
    """With more memory than the index has in life, where it gets its words one comment at a time."""
    cursor.execute(f"INSERT INTO {INDEX}({INDEX}, rank) VALUES ('hashsize', {MEMORY * 2**20})")
    cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")
    cursor.execute(f"INSERT INTO {INDEX}({INDEX}, rank) VALUES ('hashsize', {2**20})")


def _plain(value: Any) -> Any:
    return value.replace(tzinfo=None).isoformat(" ", "microseconds") if isinstance(value, datetime) else value


def _into_postgresql(contents: Contents) -> None:
    db.session.remove()  # a transaction that is still open would keep the rows from being tidied
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("SET session_replication_role = replica")
    cursor.execute(f"SET maintenance_work_mem = '{MEMORY}MB'")
    for table, names, rows in contents:
        plain = (
            "SELECT indexname, indexdef FROM pg_indexes LEFT JOIN pg_constraint ON conname = indexname "
            "WHERE tablename = %s AND conname IS NULL"
        )
        later = cursor.execute(plain, [table.name]).fetchall()
        for name, _ in later:
            cursor.execute(f"DROP INDEX {name}")
        told = ", ".join(f'"{name}"' for name in names)
        with cursor.copy(f"COPY {table.name} ({told}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        for _, definition in later:
            cursor.execute(definition)
        if "id" in names and table is not SearchText.__table__:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")
        connection.commit()
    connection.driver_connection.autocommit = True
    cursor.execute("VACUUM ANALYZE")
    connection.invalidate()

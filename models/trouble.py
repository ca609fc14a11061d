"""Which of the database's errors are no fault of ours: it has no room, or can't be had right now.

Known by their codes. The texts are in the language of the server.
"""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError, TimeoutError

DISK_FULL = "53100"
LOCKED = "55P03"
PASSING = ("08", "40", "53", "57")
"""PostgreSQL's classes: connection lost, rolled back (deadlock), out of resources, stopped by its operator."""


def is_full(error: SQLAlchemyError) -> bool:
    """Nothing more can be stored until someone makes room."""
    code = _code(error)
    return code in (sqlite3.SQLITE_FULL, DISK_FULL)


def is_busy(error: SQLAlchemyError) -> bool:
    """The same may succeed in a moment: it was locked, overloaded, or is just starting."""
    code = _code(error)
    if isinstance(code, str):
        return code == LOCKED or (code.startswith(PASSING) and code != DISK_FULL)
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or isinstance(error, TimeoutError) or _is_away(error)


def _code(error: SQLAlchemyError) -> str | int | None:
    """PostgreSQL's SQLSTATE, or SQLite's primary result code."""
    told = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(told, sqlite3.Error):
        code = getattr(told, "sqlite_errorcode", None)
        return None if code is None else code & 0xFF
    return getattr(told, "sqlstate", None)


def _is_away(error: SQLAlchemyError) -> bool:
    """No server answered, so there is no code."""
    return isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error)

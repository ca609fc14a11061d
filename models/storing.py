"""New rows written at once and as they stand, past the unit of work, which costs several times the insert.

For rows that nothing changes again in the same transaction. They stay outside of the session: after the commit they
still say what was stored, and nobody reads them again.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, Insert, insert

from .base import Base, send, table_of


def store(row: Base) -> None:
    """Insert it, and give it its number."""
    row.id = send(_numbered(type(row)), _values(row)).scalar_one()


def store_all(rows: Sequence[Base]) -> None:
    """Insert rows of one kind, of which nobody asks for the numbers."""
    if rows:
        send(_plain(type(rows[0])), [_values(row) for row in rows])


def _values(row: Base) -> dict[str, Any]:
    """What stands in the row, once its defaults have been filled in."""
    said = vars(row)
    for name, default in _defaults(type(row)):
        if said.get(name) is None:
            setattr(row, name, default())
    plain, json = _names(type(row))
    return {name: said.get(name) for name in plain} | {name: said[name] for name in json if said.get(name) is not None}


@cache
def _plain(model: type[Base]) -> Insert:
    return insert(table_of(model))


@cache
def _numbered(model: type[Base]) -> Insert:
    return insert(table_of(model)).returning(table_of(model).c.id)


@cache
def _names(model: type[Base]) -> tuple[list[str], list[str]]:
    """The columns to write; apart from the others those of JSON, to which None would be a value of its own."""
    written = [column for column in table_of(model).c if column.key != "id" and column.computed is None]
    json = [column.key for column in written if isinstance(column.type, JSON)]
    return [column.key for column in written if column.key not in json], json


@cache
def _defaults(model: type[Base]) -> list[tuple[str, Callable[[], Any]]]:
    return [(column.key, _default(column)) for column in table_of(model).c if column.default is not None]


def _default(column: Column[Any]) -> Callable[[], Any]:
    default: Any = column.default
    return (lambda: default.arg) if default.is_scalar else (lambda: default.arg(None))

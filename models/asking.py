"""Questions that readers ask all day: their SQL is made once, and the database's own driver answers with plain rows.

Asked through SQLAlchemy such a question costs four times what SQLite needs for its answer. Whoever watches the engine's
statements sees these too.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from sqlalchemy import Dialect, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from .base import db

Row = TypeVar("Row")


class Question(Generic[Row]):
    """A SELECT about named numbers and texts; `make` is called with each row's values."""

    def __init__(self, statement: Any, make: Callable[[Any], Row]) -> None:
        self._statement, self._make = statement, make
        self._said: dict[str, _Said] = {}

    def ask(self, **values: Any) -> list[Row]:
        """Raises what the database raises, as SQLAlchemy does."""
        engine = db.engine
        dialect = engine.dialect
        said = self._said.get(dialect.name) or self._say(dialect)
        told = said.tell(values)
        with _driver() as connection:
            cursor = connection.cursor()
            engine.dispatch.before_cursor_execute(None, cursor, said.sql, told, None, False)
            try:
                cursor.execute(said.sql, told)
                rows = cursor.fetchall()
            except dialect.loaded_dbapi.Error as error:
                kind = dialect.loaded_dbapi.Error
                raise DBAPIError.instance(said.sql, None, error, kind, hide_parameters=True, dialect=dialect) from error
            finally:
                cursor.close()
        return [self._make(row) for row in map(said.read, rows)] if said.readers else list(map(self._make, rows))

    def _say(self, dialect: Dialect) -> "_Said":
        self._said[dialect.name] = said = _Said(self._statement, dialect)
        return said


class _Said:
    """A statement as one kind of database understands it."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.sql, self._known, self._order = str(compiled), dict(compiled.params), compiled.positiontup
        kinds = [column.type.dialect_impl(dialect) for column in statement.selected_columns]
        readers = [kind.result_processor(dialect, None) for kind in kinds]
        self.readers = [(place, reader) for place, reader in enumerate(readers) if reader]

    def tell(self, values: dict[str, Any]) -> Any:
        told = self._known | values
        return told if self._order is None else tuple(told[name] for name in self._order)

    def read(self, row: tuple[Any, ...]) -> list[Any]:
        values = list(row)
        for place, reader in self.readers:
            values[place] = reader(values[place])
        return values


@contextmanager
def on_one_connection() -> Iterator[None]:
    """All questions inside are asked on one connection. Ask nothing else inside, for that would take a second one."""
    with _driver() as connection:
        held = _held.set(connection)
        try:
            yield
        finally:
            _held.reset(held)


_held: ContextVar[Any] = ContextVar("held", default=None)


@contextmanager
def _driver() -> Iterator[Any]:
    """The connection that is held already, or one on which nothing is begun: each question is then answered as things
    stand, and PostgreSQL is spared a BEGIN and a ROLLBACK."""
    if connection := _held.get():
        yield connection
    elif db.session.registry.has() and db.session().in_transaction():
        yield db.session.connection().connection
    else:
        with closing(db.engine.raw_connection()) as connection, _without_transactions(connection):
            yield connection


@contextmanager
def _without_transactions(connection: PoolProxiedConnection) -> Iterator[None]:
    if db.engine.dialect.name == "sqlite":
        yield  # where BEGIN is ours to say
        return
    driver: Any = connection.driver_connection
    driver.autocommit = True
    try:
        yield
    finally:
        if not driver.closed:
            driver.autocommit = False

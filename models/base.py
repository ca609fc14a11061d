"""The database: one session, visible transactions, times that know their zone."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache
from sqlite3 import Connection as SqliteConnection
from typing import TYPE_CHECKING, Any, TypeVarTuple, cast, overload

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    ForeignKeyConstraint,
    Insert,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    TypeDecorator,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry
from sqlalchemy.orm.util import identity_key

from .last_write import last_write
from .turns import Turns

Ts = TypeVarTuple("Ts")
Told = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
"""The values of a statement's parameters, or of several rows."""


def now() -> datetime:
    return datetime.now(UTC)


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets the zone, so it is taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


Number = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere; SQLite's INTEGER has them, and only under that name is a key its row id."""


class Base(DeclarativeBase):
    registry = registry(
        type_annotation_map={int: Number, datetime: UtcTime, str: Text, dict[str, Any]: JSON, list[str]: JSON},
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


db = SQLAlchemy(model_class=Base)
_writers = Turns()

PATIENCE = 5.0
"""Seconds that a writer waits for others, on either database. Then it says that it is busy (see trouble.py)."""

MAPPED = 0x7FFF0000
"""Bytes of the database's file that SQLite reads where they lie in the system's memory, instead of copying each page:
its own most. The pages stay the system's, which takes them back when it needs them."""

LONGEST_STATEMENT = 120.0
"""Seconds after which PostgreSQL gives up a statement of a writer, so that nobody is waited for without end."""
_LIMITS = (
    f"SET LOCAL lock_timeout = '{PATIENCE * 1000:.0f}ms'; "
    f"SET LOCAL statement_timeout = '{LONGEST_STATEMENT * 1000:.0f}ms'"
)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def table_of(model: type[Base]) -> Table:
    """For statements about rows, which cost a third of those about objects."""
    return cast(Table, model.__table__)


def belongs_to(table: str, column: str, *, on_delete: str = "CASCADE") -> ForeignKeyConstraint:
    """A reference that can't cross sites: (site_id, column) → table (site_id, id)."""
    return ForeignKeyConstraint(["site_id", column], [f"{table}.site_id", f"{table}.id"], ondelete=on_delete)


@contextmanager
def transaction(*, keeping: Base | None = None) -> Iterator[Session]:
    """Everything inside is committed together, or nothing is. A nested block joins the outer one.

    On SQLite the write lock is taken at the start (BEGIN IMMEDIATE): a transaction that reads first and then
    wants to write would fail at once, whatever the busy time-out. Rows loaded before are read again inside and after;
    but not the one that is `keeping`, which is taken as it was read and must not be changed inside.
    """
    session = db.session()
    if session.info.get("in_transaction"):
        yield session
        return
    kept = keeping if keeping is not None and keeping in session else None
    if kept is not None:
        session.expunge(kept)
    session.rollback()
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    with _writers.turn(patience=PATIENCE) if is_sqlite else nullcontext():
        session.info["in_transaction"] = True
        try:
            session.info["connection"] = connection = session.connection(execution_options={"writes": True})
            if not is_sqlite:
                connection.exec_driver_sql(_LIMITS)
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info["in_transaction"] = False
            session.info.pop("connection", None)
            if kept is not None and session.identity_map.get(identity_key(instance=kept)) is None:
                session.add(kept)
            last_write.note()


@overload
def send(statement: Select[*Ts], told: Told = None) -> CursorResult[*Ts]: ...
@overload
def send(statement: Executable, told: Told = None) -> CursorResult[*tuple[Any, ...]]: ...
def send(statement: Executable, told: Told = None) -> CursorResult[*tuple[Any, ...]]:
    """Execute a statement about rows where the session stands, past the session itself, which costs as much again.

    It gives plain rows, whatever the statement names; objects that the session holds do not learn of it.
    """
    return _connection().execute(statement, told)


def _connection() -> Connection:
    session = db.session()
    connection: Connection = session.info.get("connection") or session.connection()
    return connection


def insert_new(model: type[Base], **values: Any) -> bool:
    """Insert a row unless one with the same unique key stands already; tells whether it was inserted.

    On PostgreSQL it waits for another transaction that is inserting the same key.
    """
    return new_number(model, **values) is not None


def new_number(model: type[Base], **values: Any) -> int | None:
    """The same, for whom it matters under which number; None where one stands already."""
    connection = _connection()
    statement = _unless_there(model, connection.dialect.name)
    return connection.execute(statement, values).scalar()


@cache
def _unless_there(model: type[Base], dialect: str) -> Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = table_of(model)
    return insert(table).on_conflict_do_nothing().returning(table.c.id)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Durable against power loss, foreign keys on, some patience, and BEGIN is ours to say."""
    if isinstance(connection, SqliteConnection):
        connection.isolation_level = None
        patience = f"busy_timeout={PATIENCE * 1000:.0f}"
        for pragma in (patience, f"mmap_size={MAPPED}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""Alembic's entry: all in one transaction, on SQLite too, so that a killed migration leaves nothing half done.

SQLite changes a table by making it anew, and to drop the old one would take along all that refers to it. So its foreign
keys are off meanwhile, and looked at before the transaction ends.
"""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from models.base import UtcTime
from models.search_text import is_described

extension = current_app.extensions["migrate"]
database = extension.db


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration must not change when a class of ours does, so it names SQLAlchemy's own types."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcTime) else False


def switch_foreign_keys(connection: Connection, state: str) -> None:
    """Outside of any transaction: inside, SQLite ignores it."""
    if connection.dialect.name == "sqlite":
        dbapi_connection = connection.connection.dbapi_connection
        assert dbapi_connection is not None
        dbapi_connection.execute(f"PRAGMA foreign_keys={state}")


def refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("The migration would leave rows that refer to nothing. Nothing was changed.")


with database.engine.connect().execution_options(writes=True) as connection:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_item=plain_types,
        include_name=is_described,
        transactional_ddl=True,
        transaction_per_migration=False,
        **extension.configure_args,
    )
    switch_foreign_keys(connection, "OFF")
    try:
        with context.begin_transaction():
            context.run_migrations()
            refuse_orphans(connection)
    finally:
        switch_foreign_keys(connection, "ON")

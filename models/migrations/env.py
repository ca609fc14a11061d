"""Alembic's entry: all in one transaction, on SQLite too, so that a killed migration leaves nothing half done."""

from typing import Any, Literal

from alembic import context
from flask import current_app

from models.base import UtcTime

extension = current_app.extensions["migrate"]
database = extension.db


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration must not change when a class of ours does, so it names SQLAlchemy's own types."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcTime) else False


with database.engine.connect().execution_options(writes=True) as connection:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_item=plain_types,
        transactional_ddl=True,
        transaction_per_migration=False,
        **extension.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()

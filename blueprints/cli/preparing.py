"""Bringing the database to the version that this code needs: by one process at a time, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import text

from blueprints.context import house
from models import db

LOCK_NUMBER = 0x4348494F


def prepare_database() -> None:
    """Create or migrate the database; where nothing is to do, do nothing."""
    with one_at_a_time():
        if current_revision() != newest_revision():
            refuse_without_full_text()
            upgrade()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Among all processes that share the database: a lock file beside SQLite, an advisory lock in PostgreSQL."""
    config = house().config
    if config.is_sqlite:
        with FileLock(config.data_dir / "prepare.lock"):
            yield
        return
    with db.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": LOCK_NUMBER})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": LOCK_NUMBER})


def refuse_without_full_text() -> None:
    """Comments are found by FTS5, which some builds of SQLite leave out."""
    modules = text("SELECT name FROM pragma_module_list WHERE name = 'fts5'")
    with db.engine.connect() as connection:
        if house().config.is_sqlite and connection.execute(modules).first() is None:
            message = "Python's SQLite here has no full-text search (FTS5). Use another Python, or PostgreSQL."
            raise click.ClickException(message)


def refuse_unprepared() -> None:
    """A process that serves must not meet a database of another version."""
    if current_revision() != newest_revision():
        raise click.ClickException("The database is not at this version. Run: flask --app app prepare")


def current_revision() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    directory = current_app.extensions["migrate"].directory
    return ScriptDirectory(str(current_app.root_path + "/" + directory)).get_current_head()

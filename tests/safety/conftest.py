"""What several requirements need: other settings, and a database that breaks in a given place."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

import config as settings
from app import create_app
from models import db

BREAK = {
    "sqlite": ["CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'secret insides'); END"],
    "postgresql": [
        "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'secret insides'; END$$",
        "CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION broken()",
    ],
}
MEND = {
    "sqlite": ["DROP TRIGGER broken"],
    "postgresql": ["DROP TRIGGER broken ON {table}", "DROP FUNCTION broken"],
}


@pytest.fixture
def set_up(app: Flask) -> Iterator[Callable[..., None]]:
    """Change settings of the running service, until the end of the test."""
    house = app.extensions["chiosa"]

    def change(**changes: object) -> None:
        app.extensions["chiosa"] = replace(house, config=replace(house.config, **changes))

    yield change
    app.extensions["chiosa"] = house


@pytest.fixture
def https_app(environment: dict[str, str], app: Flask) -> Iterator[Flask]:
    """The same service, known to the world by an https address."""
    secure = create_app(settings.load(environment | {"CHIOSA_PUBLIC_URL": "https://comments.example"}))
    yield secure
    with secure.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def breaking(app: Flask) -> Callable[[str], AbstractContextManager[None]]:
    """Inside this block the database refuses every new row of one table."""

    @contextmanager
    def break_table(table: str) -> Iterator[None]:
        _execute(BREAK, table)
        try:
            yield
        finally:
            _execute(MEND, table)
            db.engine.dispose()  # SQLite's connections stumble over what they know of the former triggers

    return break_table


def _execute(statements: dict[str, list[str]], table: str) -> None:
    db.session.rollback()
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements[db.engine.dialect.name]:
            connection.execute(text(statement.format(table=table)))

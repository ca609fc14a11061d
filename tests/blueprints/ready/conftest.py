from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import Client, TestResponse

from models import db

Ask = Callable[..., TestResponse]


@pytest.fixture
def ask(app: Flask) -> Ask:
    """Asks for a path through the layer."""
    return lambda path, **headers: Client(app.wsgi_app).get(path, headers=_named(headers))


@pytest.fixture
def ask_flask(app: Flask) -> Ask:
    """Asks for a path as if there were no layer."""
    return lambda path, **headers: Client(app.extensions["ready"].inner).get(path, headers=_named(headers))


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """What is asked of the database from now on."""
    said: list[str] = []

    def note(_connection, _cursor, statement, *_):
        said.append(statement)

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", note)
    yield said
    event.remove(db.engine, "before_cursor_execute", note)


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from models import Comment, OutboxEntry, db, transaction
from tests.doubles.akismet_server import AkismetServer


@pytest.fixture
def let_go(app: Flask) -> Callable[[], None]:
    """This process holds no connection to the database any more: what others do there is theirs alone."""

    def dispose() -> None:
        db.session.rollback()
        db.engine.dispose()

    return dispose


@pytest.fixture
def settings_told(environment: dict[str, str], akismet: AkismetServer) -> dict[str, str]:
    """What another process of the same service is told: the same database, and Akismet's double."""
    return environment | {"CHIOSA_AKISMET_URL": akismet.url}


@pytest.fixture
def lease_is_over(app: Flask) -> Callable[[], None]:
    """The minute passes for which a worker that died had claimed its entry."""

    def expire() -> None:
        with transaction():
            db.session.execute(db.update(OutboxEntry).values(claimed_until=OutboxEntry.created_at))

    return expire


@pytest.fixture
def rows(app: Flask) -> Callable[..., Any]:
    """How many rows a table has, of those that match."""

    def count(model: Any, **values: Any) -> int:
        db.session.rollback()
        return db.session.query(model).filter_by(**values).count()

    return count


@pytest.fixture
def stored_texts(app: Flask) -> Callable[[], list[str]]:
    """What was written in all comments, sorted: a text that was stored twice stands there twice."""

    def read() -> list[str]:
        db.session.rollback()
        return list(db.session.scalars(db.select(Comment.source).order_by(Comment.source)))

    return read

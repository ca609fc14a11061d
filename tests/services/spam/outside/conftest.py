from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from models import Comment, Consultation, Signal, db


@pytest.fixture
def comment_of(app: Flask) -> Callable[[Any], Comment]:
    """A comment as the database has it now."""

    def find(told: Any) -> Comment:
        db.session.rollback()
        found = db.session.get(Comment, told["id"])
        assert found is not None
        return found

    return find


@pytest.fixture
def history(app: Flask) -> Callable[[Any], list[tuple[str, ...]]]:
    """Who was asked or told of a comment, why, and what came of it, oldest first."""

    def find(told: Any) -> list[tuple[str, ...]]:
        db.session.rollback()
        rows = db.session.scalars(db.select(Consultation).filter_by(comment_id=told["id"]).order_by(Consultation.id))
        return [(row.service, row.kind, row.reason, row.outcome) for row in rows]

    return find


@pytest.fixture
def reasons(app: Flask) -> Callable[[Any], list[str]]:
    """What the signals of a comment say."""

    def find(told: Any) -> list[str]:
        db.session.rollback()
        return list(db.session.scalars(db.select(Signal.reason).filter_by(comment_id=told["id"])))

    return find

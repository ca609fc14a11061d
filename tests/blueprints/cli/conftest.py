from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

import config as settings
from app import create_app
from models import db

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """`flask --app app …`, in the standing service."""
    runner = app.test_cli_runner()
    return lambda *words, **more: runner.invoke(args=words, **more)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """A service in a folder that holds nothing yet."""
    fresh = create_app(settings.load({"CHIOSA_DATA_DIR": str(tmp_path)}))
    yield fresh
    with fresh.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def run_empty(empty: Flask) -> Run:
    runner = empty.test_cli_runner()
    return lambda *words, **more: runner.invoke(args=words, **more)

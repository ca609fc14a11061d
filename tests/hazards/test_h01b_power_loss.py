"""H1b: what was answered with success is on disk, not in a cache that a power cut empties."""

import pytest

from models import db, transaction


@pytest.fixture
def asked(app):
    """What the database says of itself inside a transaction of the running application."""

    def ask(question):
        with transaction() as session:
            return session.execute(db.text(question)).scalar()

    return ask


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_it_works(asked):
    assert asked("PRAGMA journal_mode") == "wal"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_h1b_each_commit_of_sqlite_is_synced_to_disk(asked):
    full = 2

    assert asked("PRAGMA synchronous") == full


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_h1b_sqlite_holds_to_foreign_keys_and_has_patience(asked):
    assert asked("PRAGMA foreign_keys") == 1
    assert asked("PRAGMA busy_timeout") >= 5000


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_h1b_each_commit_of_postgresql_is_waited_for(asked):
    assert asked("SHOW synchronous_commit") == "on"

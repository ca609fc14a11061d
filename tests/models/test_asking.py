"""Questions that are asked of the database's driver itself."""

import pytest
from sqlalchemy import column, event, select, table
from sqlalchemy.exc import DBAPIError

from models import AllowedOrigin, db, transaction
from models.asking import Question, on_one_connection


@pytest.fixture
def statements(app):
    """What is asked from now on, transactions included."""
    told = []

    def note(_connection, _cursor, statement, *_):
        told.append(statement)

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", note)
    yield told
    event.remove(db.engine, "before_cursor_execute", note)


def test_it_works(bob, statements):
    root = bob.say("A thought that somebody answers, long enough to be compared.")
    bob.say("An answer to that thought.", parent=root["id"])
    db.session.remove()
    statements.clear()

    told = bob.read()

    assert len(told["comments"][0]["replies"]) == 1
    assert [statement.split()[0] for statement in statements] == ["SELECT"] * 4


def test_what_the_driver_raises_is_told_as_everywhere(app, site):
    nowhere = Question(select(column("id")).select_from(table("no_such_table")), tuple)

    with pytest.raises(DBAPIError):
        nowhere.ask()

    assert AllowedOrigin.allows(site.id, "https://nowhere.example") is False


def test_inside_a_transaction_what_was_written_is_seen(site):
    with transaction() as session:
        session.execute(db.insert(AllowedOrigin).values(site_id=site.id, origin="https://new.example"))

        assert AllowedOrigin.allows(site.id, "https://new.example")


def test_all_are_asked_on_one_connection(app, statements):
    with on_one_connection():
        AllowedOrigin.allows(1, "https://one.example")
        AllowedOrigin.allows(1, "https://two.example")
        taken = db.engine.pool.checkedout()

    assert (taken, db.engine.pool.checkedout()) == (1, 0)

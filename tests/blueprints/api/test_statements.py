"""What a post asks of the database: few statements, and no more of them however much has been written."""

import pytest
from flask import has_request_context, request
from sqlalchemy import event

from models import Comment, db, transaction

MOST = 23


@pytest.fixture
def statements(app):
    """Those that posts have sent, but for the transactions' own; on SQLite each with its plan."""
    told = []

    def note(_connection, cursor, statement, parameters, _context, is_many):
        if not has_request_context() or request.method != "POST" or statement.startswith(("BEGIN", "SET")):
            return
        told.append(statement)
        if db.engine.dialect.name == "sqlite" and not is_many:
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            told[-1] += "".join(f"\n-- {step[3]}" for step in plan)

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", note)
    yield told
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def crowded(bob):
    """Hundreds of comments have come to this discussion, all the same."""
    first = bob.say("I was here.")["id"]
    with transaction():
        row = db.session.get(Comment, first)
        same = {column.key: getattr(row, column.key) for column in Comment.__table__.c if column.computed is None}
        del same["id"]
        db.session.execute(db.insert(Comment.__table__), [same] * 300)


def test_it_works(carol, statements):
    carol.say("The first words of somebody whom nobody knows here.")

    assert 10 < len(statements) <= MOST


def test_a_known_person_costs_no_more(bob, statements):
    bob.say("I have written here before, and a moderator has let me through.")

    assert len(statements) <= MOST


def test_a_key_costs_two_statements(bob, statements):
    bob.post(bob.body("A text with a key.", form=bob.open_form()["form"]), **{"Idempotency-Key": "k" * 16})

    assert len(statements) <= MOST + 2


def test_a_full_discussion_costs_no_more(bob, crowded, statements):
    bob.say("One more word for all who have read so far, and then I rest.")

    assert len(statements) <= MOST


def test_a_reply_costs_two_more(bob, crowded, statements):
    parent = bob.say("A thought that can be answered, and will be.")["id"]
    statements.clear()

    bob.say("An answer that is long enough to be compared with others.", parent=parent)

    assert len(statements) <= MOST + 2


def test_one_that_somebody_outside_must_see_costs_no_more(bob, akismet, statements):
    bob.say("Somebody outside is to read this before anybody else does.")

    assert len(statements) <= MOST


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_same_text_is_looked_for_in_an_index_of_texts(bob, crowded, statements):
    bob.say("A text of which there is no other here, so nothing is found.")

    looking = [each for each in statements if "comment.fingerprint" in each.partition("FROM")[2]]
    assert ["ix_comment_fingerprint" in each for each in looking] == [True, True]

"""H4: the disk is full. What can't be stored is refused in clear words, the rest goes on, and nothing is half done.

SQLite is given a largest number of pages, which makes it meet the very error of a full disk; PostgreSQL reports its own
by the same SQLSTATE that a full disk has.
"""

import pytest
from sqlalchemy import event, text

from models import Comment, Person, Receipt, Thread, db
from tests.cast import BLOG
from tests.hazards.truth import what_is_wrong

LONG = "A long thought about this article. " * 250
NO_LIMIT = 2**30


@pytest.fixture
def disk(app, backend):
    """`fill()` takes the last room away, `clear()` gives some back. The application goes on meanwhile."""
    disk = {"sqlite": SqliteDisk, "postgresql": PostgresqlDisk}[backend]()
    yield disk
    disk.clear()
    disk.leave()


class SqliteDisk:
    def __init__(self):
        self.pages = NO_LIMIT
        event.listen(db.engine, "checkout", self._bound)

    def fill(self):
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.connection.driver_connection.execute("VACUUM")
            self.pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def clear(self):
        self.pages = NO_LIMIT

    def leave(self):
        event.remove(db.engine, "checkout", self._bound)

    def _bound(self, connection, *_):
        connection.execute(f"PRAGMA max_page_count={self.pages}").close()


class PostgresqlDisk:
    FULL = """
        CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION
        'konnte Datei »base/1/2« nicht erweitern: Auf dem Gerät ist nichts mehr frei' USING ERRCODE = '53100'; END $$;
        CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON origin EXECUTE FUNCTION no_room()
    """

    def fill(self):
        self._run(self.FULL)

    def clear(self):
        self._run("DROP FUNCTION IF EXISTS no_room CASCADE")

    def leave(self): ...

    def _run(self, statements):
        db.session.rollback()
        with db.engine.begin() as connection:
            connection.execute(text(statements))


def test_it_works(bob, disk):
    bob.say("Before.")
    disk.fill()

    assert bob.write(LONG).status_code == 507


def test_h4_the_refusal_says_what_is_the_matter(bob, disk):
    disk.fill()

    error = bob.write(LONG).json["error"]

    assert error["code"] == "storage_full"
    assert error["message"] == ("The service has no room left to store anything. Nothing was stored; try again later.")


def test_h4_reading_goes_on(bob, disk, standing_app):
    bob.say("Before.")
    disk.fill()

    bob.write(LONG)
    standing_app.extensions["ready"].store.clear()

    assert bob.texts() == ["<p>Before.</p>\n"]
    assert bob.client.get("/readyz").status_code == 200


def test_h4_nothing_is_half_stored(bob, disk, rows):
    before = [rows(model) for model in (Thread, Comment, Receipt, Person)]
    disk.fill()

    bob.write(LONG, url=f"{BLOG}/a-new-page")

    assert [rows(model) for model in (Thread, Comment, Receipt, Person)] == before
    assert what_is_wrong() == []


def test_h4_the_same_request_succeeds_when_there_is_room_again(bob, disk):
    body = bob.body(LONG, form=bob.open_form()["form"])
    headers = {"Idempotency-Key": "sent-until-there-is-room"}
    disk.fill()
    refused = bob.post(body, **headers)
    disk.clear()

    taken = bob.post(body, **headers)

    assert (refused.status_code, taken.status_code) == (507, 201)
    assert len(bob.texts()) == 1
    assert what_is_wrong() == []


def test_h4_a_worker_that_finds_no_room_leaves_the_check_to_a_later_try(bob, akismet, disk, work, lease_is_over):
    comment = bob.say(LONG)
    disk.fill()
    work()

    assert len(akismet.requests) == 1
    assert db.session.get(Comment, comment["id"]).status == "checking"

    disk.clear()
    lease_is_over()
    work()

    assert bob.texts() == [comment["html"]]
    assert what_is_wrong() == []

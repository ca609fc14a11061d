"""H5: someone else holds the database: a short while is waited for, a long one is told, nothing is lost or wrong."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import create_engine, event

from models import Comment, base, db, now
from tests.cast import BLOG, Reader
from tests.doubles import doomed
from tests.hazards.room import Room
from tests.hazards.truth import what_is_wrong


class Stranger:
    """Another program that holds a lock which stands in every writer's way."""

    def __init__(self) -> None:
        self.engine = create_engine(db.engine.url)
        self.connection = self.engine.connect()

    def lock(self) -> None:
        if db.engine.dialect.name == "sqlite":
            self.connection.connection.driver_connection.execute("BEGIN IMMEDIATE")
        else:
            self.connection.exec_driver_sql("LOCK TABLE comment IN EXCLUSIVE MODE")

    def let_go(self) -> None:
        self.connection.connection.driver_connection.rollback()

    def leave(self) -> None:
        self.let_go()
        self.connection.close()
        self.engine.dispose()


@pytest.fixture
def stranger(app) -> Iterator[Stranger]:
    stranger = Stranger()
    yield stranger
    stranger.leave()


@pytest.fixture
def hurried(app, monkeypatch):
    """A service with less patience than it usually has, so that nobody needs to wait for it here."""
    if db.engine.dialect.name == "postgresql":
        monkeypatch.setattr(base, "PATIENCE", 0.2)
        yield
        return

    def hurry(connection, *_):
        connection.execute("PRAGMA busy_timeout=200").close()

    def calm(connection, *_):
        connection.execute("PRAGMA busy_timeout=5000").close()

    event.listen(db.engine, "checkout", hurry)
    event.listen(db.engine, "checkin", calm)
    yield
    event.remove(db.engine, "checkout", hurry)
    event.remove(db.engine, "checkin", calm)


def test_it_works(bob, stranger, hurried):
    stranger.lock()

    assert bob.write("Hello.").status_code == 503


def test_h5_a_short_lock_is_waited_for(bob, stranger):
    form = bob.open_form()["form"]
    stranger.lock()
    free = threading.Timer(0.3, stranger.let_go)
    free.start()

    answer = bob.post(bob.body("Hello.", form=form))
    free.join()

    assert answer.status_code == 201
    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_h5_a_long_lock_is_told_and_the_same_request_succeeds_later(bob, stranger, hurried, rows):
    body, headers = bob.body("Hello.", form=bob.open_form()["form"]), {"Idempotency-Key": "sent-until-it-is-free"}
    stranger.lock()
    refused = bob.post(body, **headers)
    stranger.let_go()

    taken = bob.post(body, **headers)

    assert (refused.status_code, refused.json["error"]["code"], refused.headers["Retry-After"]) == (503, "busy", "2")
    assert (taken.status_code, rows(Comment, source="Hello.")) == (201, 1)
    assert what_is_wrong() == []


def test_h5_reading_goes_on_under_a_lock(bob, stranger, standing_app):
    bob.say("Hello.")
    standing_app.extensions["ready"].store.clear()
    stranger.lock()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert bob.get("/mine").status_code == 200


def test_h5_a_worker_that_finds_it_locked_leaves_the_check_to_a_later_try(
    bob, akismet, app, work, stranger, hurried, lease_is_over
):
    comment = bob.say("Hello.")
    akismet.mode = "hang"
    worker = threading.Thread(target=app.extensions["jobs"].drain)
    worker.start()
    akismet.wait_for(1)
    stranger.lock()
    akismet.release()
    worker.join()
    stranger.let_go()

    assert db.session.get(Comment, comment["id"], populate_existing=True).status == "checking"

    akismet.mode = "ok"
    lease_is_over()
    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert what_is_wrong() == []


def test_h5_readers_and_writers_at_once_never_get_in_each_others_way(app, site, stored_texts):
    """A transaction that reads first and writes then would fail at once on SQLite, whatever its patience."""

    def visit(number):
        reader = Reader(app.test_client(), f"Reader {number}", ip=f"198.51.100.{number}")
        statuses = [reader.write(f"{turn} of {number}", url=f"{BLOG}/{turn}").status_code for turn in range(8)]
        return [*statuses, reader.get("/threads").status_code, reader.get("/mine").status_code]

    with ThreadPoolExecutor(8) as pool:
        answers = [status for statuses in pool.map(visit, range(1, 9)) for status in statuses]

    assert sorted(set(answers)) == [200, 201]
    assert stored_texts() == sorted(f"{turn} of {number}" for turn in range(8) for number in range(1, 9))
    assert what_is_wrong() == []


def test_h5_processes_that_write_at_once_wait_for_each_other(app, site, environment, let_go, stored_texts):
    def letters(name):
        reader = Reader(app.test_client(), name)
        forms = [reader.open_form(url=f"{BLOG}/{number}")["form"] for number in range(10)]
        bodies = [
            reader.body(f"{number}, {name}", url=f"{BLOG}/{number}", form=form) for number, form in enumerate(forms)
        ]
        return [(body, reader.sent_headers()) for body in bodies]

    start, all_letters = doomed.CONTEXT.Barrier(4), [letters(name) for name in ("Ann", "Ben", "Cleo", "Dag")]
    let_go()
    processes = [doomed.begin(doomed.post_all, environment, start, each) for each in all_letters]
    [process.join(60) for process in processes]

    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    assert stored_texts() == sorted(body["text"] for letters in all_letters for body, _ in letters)
    assert what_is_wrong() == []


def test_the_room_is_read_while_nobody_can_write(app, alice, stranger, hurried):
    room = Room(app, alice)

    stranger.lock()
    with time_machine.travel(now() + timedelta(minutes=6)):
        page = room.read()

    assert "Pending comments" in page

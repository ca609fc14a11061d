"""H1: kill -9 of web and worker between any two steps of a comment's life loses nothing and doubles nothing."""

import random
from itertools import count

import pytest

from models import Comment, Decision, Origin, OutboxEntry, Receipt, Verdict, db, transaction
from tests.cast import BLOG
from tests.conftest import until
from tests.doubles import doomed
from tests.hazards.room import Room
from tests.hazards.servers import Service, batter, writing
from tests.hazards.truth import what_is_wrong

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def letters(bob):
    """Comments on their way, each to a page of its own and with its Idempotency-Key: body and headers."""
    numbers = count(1)

    def write():
        number = next(numbers)
        page = f"{BLOG}/page-{number}"
        form = bob.open_form(url=page)["form"]
        body = bob.body(f"Thought number {number}.", url=page, form=form)
        return body, bob.sent_headers(**{"Idempotency-Key": f"the-key-of-letter-{number:04}"})

    return write


@pytest.fixture
def say(letters, bob):
    """bob comments on a page of its own; the comment."""

    def post():
        body, headers = letters()
        comment_id = bob.post(body, **headers).json["comment"]["id"]
        return db.session.get(Comment, comment_id)

    return post


@pytest.fixture
def last(say):
    """The comment that was said last, as the database has it now."""

    def find():
        db.session.rollback()
        return db.session.scalars(db.select(Comment).order_by(Comment.id.desc()).limit(1)).one()

    return find


@pytest.fixture
def rescue(lease_is_over, work):
    """Another worker comes, once the dead one's lease is over."""

    def finish():
        lease_is_over()
        work()

    return finish


def test_it_works(letters, environment, let_go, bob):
    body, headers = letters()
    let_go()

    assert doomed.survives(doomed.post, environment, body, headers)
    assert bob.texts(url=body["url"]) == ["<p>Thought number 1.</p>\n"]


def test_h1_a_web_process_killed_at_any_step_of_a_post(letters, environment, let_go, bob, rows):
    def send():
        letter = letters()
        let_go()
        return letter

    def send_again(body, headers):
        first, second = bob.post(body, **headers), bob.post(body, **headers)
        comment_id = first.json["comment"]["id"]

        assert (first.status_code, first.json) == (201, second.json)
        assert bob.texts(url=body["url"]) == [first.json["comment"]["html"]]
        assert rows(Comment, source=body["text"]) == rows(Receipt, comment_id=comment_id) == 1
        assert rows(Verdict, comment_id=comment_id) == rows(Origin, comment_id=comment_id) == 1
        assert what_is_wrong() == []

    assert doomed.deaths(doomed.post, environment, send, send_again) > 20


@ON_SQLITE
def test_h1_a_web_process_killed_at_any_step_of_a_post_that_akismet_must_see(
    letters, settings_told, akismet, let_go, bob, rows, work
):
    def send():
        letter = letters()
        let_go()
        return letter

    def send_again(body, headers):
        answer = bob.post(body, **headers)

        assert answer.status_code == 202
        assert rows(OutboxEntry, comment_id=answer.json["comment"]["id"]) == 1
        work()
        assert bob.texts(url=body["url"]) == [answer.json["comment"]["html"]]
        assert rows(Comment, source=body["text"]) == 1
        assert what_is_wrong() == []

    assert doomed.deaths(doomed.post, settings_told, send, send_again) > 20


def test_h1_a_worker_killed_at_any_step_of_a_check(say, last, settings_told, akismet, let_go, rescue, rows):
    def owe():
        say()
        let_go()
        return ()

    def finish():
        rescue()
        comment = last()
        asked = [received for received in akismet.requests if received.one("comment_content") == comment.source]

        assert comment.status == "published"
        assert rows(Verdict, comment_id=comment.id) == 1
        assert rows(OutboxEntry, settled_at=None) == 0
        assert 1 <= len(asked) <= 2
        assert what_is_wrong() == []

    assert doomed.deaths(doomed.work, settings_told, owe, finish) > 20


def test_h1_a_worker_killed_while_akismet_thinks(say, last, settings_told, akismet, let_go, rescue, rows):
    say()
    let_go()
    akismet.mode = "hang"
    worker = doomed.begin(doomed.work, settings_told)
    akismet.wait_for(1, timeout=30)
    worker.kill()
    worker.join()
    akismet.mode = "ok"

    rescue()

    assert [received.one("recheck_reason") for received in akismet.requests] == [None, "retry"]
    assert last().status == "published"
    assert rows(Verdict, comment_id=last().id) == 1
    assert what_is_wrong() == []


@ON_SQLITE
def test_h1_a_web_process_killed_at_any_step_of_a_decision(app, say, alice, settings_told, let_go, rows, work):
    room = Room(app, alice)

    def choose():
        comment = say()
        work()
        db.session.refresh(comment)
        fields = {"decide": f"spam:{comment.id}:{comment.version}", "csrf_token": room.csrf_token}
        let_go()
        return room.cookie, fields

    def choose_again(_cookie, fields):
        comment_id, version = map(int, fields["decide"].split(":")[1:])
        answer = room.decide("spam", comment_id, version)

        assert answer.status_code == 200 or answer.json["stale"][0]["status"] == "spam"
        assert rows(Decision, comment_id=comment_id) == rows(Comment, id=comment_id, status="spam") == 1
        assert rows(OutboxEntry, comment_id=comment_id, kind="spam") == 1
        assert what_is_wrong() == []

    assert doomed.deaths(doomed.decide, settings_told, choose, choose_again) > 10


@ON_SQLITE
def test_h1_a_worker_killed_at_any_step_of_the_feedback(
    say, last, move, settings_told, akismet, let_go, rescue, rows, work
):
    def owe():
        comment_id = say().id
        work()
        move(comment_id, "spam")
        let_go()
        return ()

    def finish():
        rescue()
        told = [received for received in akismet.requests if received.operation == "submit-spam"]
        about_it = [received for received in told if received.one("comment_content") == last().source]

        assert rows(OutboxEntry, settled_at=None) == 0
        assert 1 <= len(about_it) <= 2
        assert what_is_wrong() == []

    assert doomed.deaths(doomed.work, settings_told, owe, finish) > 10


@ON_SQLITE
def test_h1_a_worker_killed_at_any_step_of_an_erasing(say, last, move, environment, let_go, rescue, rows):
    def owe():
        move(say().id, "deleted")
        with transaction():
            db.session.execute(db.update(OutboxEntry).values(due_at=OutboxEntry.created_at))
        let_go()
        return ()

    def finish():
        rescue()

        assert (last().status, last().source, last().html, last().author_name) == ("deleted", "", "", "")
        assert rows(Origin, comment_id=last().id) == rows(OutboxEntry, settled_at=None) == 0
        assert what_is_wrong() == []

    assert doomed.deaths(doomed.work, environment, owe, finish) > 5


@ON_SQLITE
def test_h1_servers_killed_at_random_moments_under_load(
    site, settings_told, akismet, let_go, lease_is_over, rows, stored_texts
):
    with transaction():
        site.hold = "nothing"
    let_go()

    with Service(settings_told) as service:
        with writing(service, 4) as writers:
            batter(service, writers, rounds=5, chance=random.Random(1848))
        lease_is_over()
        until(lambda: rows(OutboxEntry, settled_at=None) == 0, seconds=60)

    assert stored_texts() == sorted(text for writer in writers for text in writer.taken)
    assert rows(Comment, status="published") == rows(Comment) == rows(Verdict) == rows(Receipt)
    assert what_is_wrong() == []

"""R23: reading and posting go on when what we lean on is away."""

import pytest

from models import OutboxEntry, db


def test_it_works(bob, akismet, work):
    bob.say("Hello.")

    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]


@pytest.mark.parametrize("mode", ["down", "http_500", "garbage", "empty", "html", "invalid_key", "reset"])
def test_without_akismet_comments_are_taken_and_wait(bob, akismet, work, mode):
    akismet.mode = mode
    answer = bob.write("Hello.")

    work()

    assert answer.status_code == 202
    assert bob.texts() == []
    assert [comment["status"] for comment in bob.get("/mine").json["comments"]] == ["pending"]


def test_once_it_is_back_what_waited_is_judged(bob, akismet, work, work_later):
    akismet.mode = "down"
    bob.say("Hello.")
    work()
    akismet.mode = "ok"

    work_later()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert db.session.scalars(db.select(OutboxEntry).where(OutboxEntry.settled_at.is_(None))).all() == []


def test_without_akismet_no_post_waits_for_it(bob, akismet):
    akismet.mode = "hang"

    answer = bob.write("Hello.")

    assert answer.status_code == 202
    assert akismet.requests == []


def test_a_moderator_decides_without_akismet(bob, akismet, work, approve):
    akismet.mode = "down"
    comment = bob.say("Hello.")
    work()

    approve(comment["id"])

    assert bob.texts() == ["<p>Hello.</p>\n"]


@pytest.fixture
def no_wake_ups(app, monkeypatch, tmp_path):
    """The file through which the worker is woken is gone, with its folder."""
    storage = app.extensions["jobs"].huey.storage
    monkeypatch.setattr(storage, "filename", str(tmp_path / "gone" / "wake-ups.db"))
    storage.close()


def test_a_worker_that_is_not_woken_finds_what_is_owed(bob, akismet, no_wake_ups, work, caplog):
    bob.say("Hello.")

    work()

    assert "the worker could not be woken" in caplog.text
    assert bob.texts() == ["<p>Hello.</p>\n"]

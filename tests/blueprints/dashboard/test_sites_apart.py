"""R10: dave moderates another site of the same service, and nothing of alice's is there for him."""

import pytest

from models import OutboxEntry, db
from tests.cast import OTHER, Reader

PAGES = [
    "/room/",
    "/room/?status=published",
    "/room/?status=spam",
    "/room/?status=rejected",
    "/room/?status=deleted",
    "/room/?q=secret",
    "/room/?before=999999",
    "/room/owed",
    "/room/spam",
    "/room/spam?hold_at=1&spam_at=1&discard_at=1",
]


@pytest.fixture
def secret(carol, akismet, work):
    """A comment on alice's blog that Akismet could not be asked about."""
    akismet.mode = "http_500"
    comment = carol.say("A secret of alice's blog.")
    work()
    return comment


def test_it_works(daves_room, secret, client):
    Reader(client, "Noa", site="other", page=f"{OTHER}/lesson").say("A question about the lesson.")

    daves_room.open()

    assert "A question about the lesson." in daves_room.text
    assert "Pending 1 Reported 0 Published 0 Spam 0 Rejected 0 Deleted 0" in daves_room.text


@pytest.mark.parametrize("path", PAGES)
def test_r10_no_page_shows_anything_of_another_site(daves_room, secret, path):
    daves_room.open(path)

    assert "Dave's course" in daves_room.text
    assert "A secret of" not in daves_room.text
    assert "Carol" not in daves_room.text
    assert "(500)" not in daves_room.text


@pytest.mark.parametrize("path", PAGES[:5])
def test_r10_comments_of_another_site_do_not_count(daves_room, secret, move, path):
    move(secret["id"], "rejected")

    daves_room.open(path)

    assert "Pending 0 Reported 0 Published 0 Spam 0 Rejected 0 Deleted 0" in daves_room.text


@pytest.mark.parametrize("to", ["published", "rejected", "spam", "deleted"])
def test_r10_a_comment_of_another_site_can_not_be_decided(daves_room, room, secret, status_of, to):
    room.open()
    daves_room.open()

    answer = daves_room.send("/room/decisions", decide=room.button(to, secret))

    assert answer.status_code == 404
    assert status_of(secret) == "pending"


def test_r10_not_even_among_ones_own(daves_room, room, secret, client, status_of):
    own = Reader(client, "Noa", site="other", page=f"{OTHER}/lesson").say("A question about the lesson.")
    room.open()
    daves_room.open()
    chosen = [daves_room.button("spam", own)[5:], room.button("spam", secret)[5:]]

    answer = daves_room.send("/room/decisions", to="spam", choice=chosen)

    assert answer.status_code == 404
    assert [status_of(own), status_of(secret)] == ["pending", "pending"]


def test_r10_a_decision_of_another_site_can_not_be_undone(daves_room, move, secret, status_of):
    outcome = move(secret["id"], "spam")
    daves_room.open()

    answer = daves_room.send(f"/room/decisions/{outcome.batch}/undo")

    assert answer.status_code == 404
    assert status_of(secret) == "spam"


def test_r10_what_another_site_owes_is_left_alone(daves_room, secret):
    due = db.select(OutboxEntry.due_at).where(OutboxEntry.kind == "check")
    before = db.session.scalars(due).all()
    daves_room.open("/room/owed")

    daves_room.send("/room/try-again")

    assert "Nothing has to be sent again." in daves_room.text
    assert db.session.scalars(due).all() == before

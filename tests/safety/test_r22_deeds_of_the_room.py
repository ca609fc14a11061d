"""R22: what a moderator does is done whole or not at all, wherever the database fails in its midst."""

import re

import pytest

from models import Account, Change, Comment, Decision, Invitation, Moderator, Revision, db
from services.identity.invitations import invite
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import guest, room  # noqa: F401 (fixtures)

TYPED = {"name": "Frank", "password": "a heron on the roof"}


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Faults are what is wanted here."""


@pytest.fixture
def erin(site, alice):
    return add_moderator(site, "erin@blog.example", "Erin", role="viewer")


@pytest.fixture
def link(alice):
    return f"/room/invitation/{invite(alice, 'frank@blog.example', 'moderator')}"


def count(model):
    db.session.rollback()
    return db.session.query(model).count()


def roles(site):
    db.session.rollback()
    return {each.name: each.role for each in Moderator.all_of(site.id)}


def test_it_works(guest, site, link):  # noqa: F811
    guest.open(link)

    guest.send(link, TYPED)

    assert roles(site) == {"Alice": "owner", "Frank": "moderator"}


@pytest.mark.parametrize("table", ["account", "moderator", "change", "account_session"])
def test_r22_who_could_not_join_whole_has_not_joined_and_joins_later(guest, site, link, breaking, table):  # noqa: F811
    guest.open(link)

    with breaking(table):
        failed = guest.send(link, TYPED)
    assert (failed.status_code, count(Account), roles(site)) == (500, 1, {"Alice": "owner"})
    assert db.session.scalar(db.select(Invitation.used_at)) is None

    guest.open(link)
    guest.send(link, TYPED)
    assert roles(site) == {"Alice": "owner", "Frank": "moderator"}


@pytest.mark.parametrize("act", ["role", "remove"])
def test_r22_whoever_could_not_be_changed_in_the_log_is_what_they_were(room, site, erin, breaking, act):  # noqa: F811
    room.open("/room/people")

    with breaking("change"):
        answer = room.send(f"/room/people/{erin.id}/{act}", role="owner")

    assert answer.status_code == 500
    assert roles(site) == {"Alice": "owner", "Erin": "viewer"}


@pytest.mark.parametrize("table", ["comment", "decision", "change", "outbox"])
def test_r22_an_answer_that_fails_approves_nothing(room, carol, breaking, table):  # noqa: F811
    comment = carol.say()
    path = f"/room/comments/{comment['id']}/reply"
    room.open(path)
    version = re.search(r'name="version" value="(\d+)"', room.page)[1]

    with breaking(table):
        answer = room.send(path, text="Thank you.", version=version, approve="yes", back="/room/")

    assert answer.status_code == 500
    assert (count(Comment), count(Decision)) == (1, 0)
    assert db.session.scalar(db.select(Comment.status)) == comment["status"]


@pytest.mark.parametrize("table", ["revision", "change"])
def test_r22_an_edit_that_fails_leaves_the_text(room, bob, breaking, table):  # noqa: F811
    comment = bob.say("My number is 555 1234.")
    path = f"/room/comments/{comment['id']}/edit"
    room.open(path)
    version = re.search(r'name="version" value="(\d+)"', room.page)[1]

    with breaking(table):
        answer = room.send(path, text="Removed.", version=version, back="/room/")

    assert (answer.status_code, count(Revision)) == (500, 0)
    assert bob.read()["comments"][0]["html"] == "<p>My number is 555 1234.</p>\n"


def test_r22_a_discussion_whose_line_in_the_log_fails_stays_open(room, bob, breaking):  # noqa: F811
    bob.say()
    room.open("/room/pages")
    path = re.search(r'action="(/room/[^"]+/pages/\d+/close)"', room.page)[1]

    with breaking("change"):
        answer = room.send(path, back="/room/pages")

    assert (answer.status_code, count(Change)) == (500, 1)
    assert bob.write("Still open.").status_code == 201

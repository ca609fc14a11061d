"""What was decided lately: by whom, and undone after a reload and by another."""

import re

import pytest

from models import Decision, db, transaction
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import Room


@pytest.fixture
def erins_room(app, site):
    return Room(app).enter(add_moderator(site, "erin@blog.example", "Erin"))


def undoable(room):
    """What the page's script could undo."""
    room.open()
    return re.search(r'data-undoable="([^"]*)"', room.page)[1].split()


def test_it_works(room, erins_room, carol, status_of):
    comments = [carol.say("One of them."), carol.say("Another of them.")]
    room.open()
    room.choose("spam", *comments)

    erins_room.open("/room/recent")
    assert "Alice Marked as spam: 2 comments" in erins_room.text
    erins_room.press_undo()

    assert [status_of(comment) for comment in comments] == ["pending", "pending"]


def test_what_can_not_be_undone_says_why(room, carol):
    comment = carol.say()
    room.open()
    room.press("spam", comment)
    room.open(status="spam")
    room.press("published", comment)
    room.press_undo()

    room.open("/room/recent")

    assert "This took something back itself." in room.text
    assert "It has been undone." in room.text
    assert "It has been decided again or erased since." in room.text
    assert "/undo" not in room.page


def test_dave_sees_nothing_of_it(room, daves_room, carol):
    comment = carol.say()
    room.open()
    room.press("spam", comment)

    daves_room.open("/room/recent")

    assert "Nobody has decided anything yet." in daves_room.text


def test_after_a_reload_the_script_knows_ones_own_decisions_the_newest_last(room, erins_room, carol):
    comments = [carol.say("One of them."), carol.say("Another of them."), carol.say("A third.")]
    room.open()
    room.press("spam", comments[0])
    room.press("rejected", comments[1])
    erins_room.open()
    erins_room.press("deleted", comments[2])

    batches = list(db.session.scalars(db.select(Decision.batch).order_by(Decision.id).limit(2)))

    assert undoable(room) == [f"/room/blog/decisions/{batch}/undo" for batch in batches]


def test_what_is_older_than_an_hour_is_undone_by_hand_only(room, carol):
    comment = carol.say()
    room.open()
    room.press("spam", comment)
    with transaction():
        decision = db.session.scalars(db.select(Decision)).one()
        decision.created_at = decision.created_at.replace(year=2020)

    assert undoable(room) == []
    room.open("/room/recent")
    assert "/undo" in room.page


def test_a_viewer_sees_it_and_undoes_nothing(app, site, room, carol):
    comment = carol.say()
    room.open()
    room.press("spam", comment)
    viewer = Room(app).enter(add_moderator(site, "vera@blog.example", "Vera", "viewer"))

    viewer.open("/room/recent")

    assert "Marked as spam: 1 comment" in viewer.text
    assert "/undo" not in viewer.page

"""Pins and badges: what a moderator adds to a comment that stays as it is."""

import re

import pytest

from models import Change, Comment, db
from tests.answers import refused
from tests.blueprints.dashboard.conftest import SCRIPT
from tests.crowd import fill


def pin(room, comment_id: int, pinned: str = "yes", **how):
    return room.send(f"/room/comments/{comment_id}/pin", pinned=pinned, back="/room/?status=published", **how)


def name(room, comment_id: int, badge: str, **how):
    return room.send(f"/room/comments/{comment_id}/badge", **{f"badge-{comment_id}": badge}, back="/room/", **how)


@pytest.fixture
def published(bob, room):
    """The room's list of what is published, with a comment by bob."""
    comment = bob.say("Look here.")
    room.open("/room/?status=published")
    return comment


def test_it_works(bob, room, published):
    bob.say("Something newer.")

    page = pin(room, published["id"])

    first = bob.read()["comments"][0]
    assert (first["id"], first["pinned"]) == (published["id"], True)
    assert "The comment stands first in its discussion now." in page.text
    assert "Unpin" in page.text


def test_a_pin_can_be_taken_off(bob, room, published):
    pin(room, published["id"])

    pin(room, published["id"], "no")

    assert [comment["pinned"] for comment in bob.read()["comments"]] == [False]


def test_three_are_enough(bob, room, site, published):
    roots = fill(site, 3)
    pin(room, roots[0])
    pin(room, roots[1])
    pin(room, roots[2])

    assert refused(pin(room, published["id"], headers=SCRIPT))[:2] == (409, "too_many_pins")


def test_what_comes_back_to_three_pinned_ones_is_not_lost(bob, room, site, published, move):
    pin(room, published["id"])
    move(published["id"], "rejected")
    roots = fill(site, 3)
    pin(room, roots[0])
    pin(room, roots[1])
    pin(room, roots[2])

    move(published["id"], "published")

    assert {comment["id"] for comment in bob.read()["comments"]} == {published["id"], *roots}


def test_a_reply_is_not_pinned(bob, room, published):
    reply = bob.say("A reply.", parent=published["id"])

    assert refused(pin(room, reply["id"], headers=SCRIPT))[:2] == (409, "not_to_pin")


def test_what_waits_is_not_pinned(carol, room, published):
    waiting = carol.say("I wait.")

    assert refused(pin(room, waiting["id"], headers=SCRIPT))[:2] == (409, "not_to_pin")


def test_readers_learn_of_a_pin_at_once(bob, room, published):
    version = bob.read()["thread"]["version"]

    pin(room, published["id"])

    assert [comment["pinned"] for comment in bob.get("/changes", since=version).json["comments"]] == [True]


@pytest.mark.parametrize("badge", ["author", "moderator", "teacher"])
def test_what_the_author_is_stands_at_all_that_they_wrote(bob, room, published, badge):
    earlier = bob.say("Something else.")

    name(room, published["id"], badge)

    assert {comment["id"]: comment["badge"] for comment in bob.read()["comments"]} == {
        published["id"]: badge,
        earlier["id"]: badge,
    }
    assert bob.say("And later.")["badge"] == badge


def test_a_badge_can_be_taken_off(bob, room, published):
    name(room, published["id"], "author")

    name(room, published["id"], "")

    assert bob.read()["comments"][0]["badge"] == ""
    assert bob.say("And later.")["badge"] == ""


def test_others_of_the_same_name_get_none(bob, mallory, approve, room, published):
    approve(mallory.say("I am Bob, really.", name="Bob")["id"])

    name(room, published["id"], "author")

    badges = {comment["id"]: comment["badge"] for comment in bob.read()["comments"]}
    assert badges.pop(published["id"]) == "author"
    assert set(badges.values()) == {""}


def test_a_badge_that_there_is_not_is_refused(bob, room, published):
    assert refused(name(room, published["id"], "king", headers=SCRIPT)) == (422, "invalid", {"badge": "not_allowed"})


@pytest.mark.parametrize("act", [pin, lambda room, comment_id, **how: name(room, comment_id, "author", **how)])
def test_another_sites_moderator_sees_and_changes_nothing(bob, app, dave, published, act):
    from tests.blueprints.dashboard.conftest import Room

    elsewhere = Room(app).enter(dave)

    assert act(elsewhere, published["id"]).status_code == 404
    db.session.rollback()
    comment = db.session.get(Comment, published["id"])
    assert (comment.pinned_at, comment.badge) == (None, None)


@pytest.mark.parametrize("act", [pin, lambda room, comment_id, **how: name(room, comment_id, "author", **how)])
def test_a_forged_request_changes_nothing(bob, room, published, act):
    assert act(room, published["id"], token=False).status_code == 403


def test_what_a_comment_said_before_stands_in_the_room(bob, room):
    comment = bob.say("Befor <b>.")
    bob.change(comment["id"], "Before.")

    page = room.open("/room/?status=published").text

    assert "What it said before" in page
    assert "Befor &lt;b&gt;." in page


def changes() -> list[tuple[str, str | None, str | None]]:
    db.session.rollback()
    wanted = Change.action.in_(("comment.pinned", "comment.unpinned", "badge.given"))
    rows = db.session.scalars(db.select(Change).where(wanted).order_by(Change.id))
    return [(row.action, row.old, row.new) for row in rows]


def undo(room):
    return room.send(re.search(r'action="([^"]+)" data-undo', room.page)[1].replace("&amp;", "&"), back="/room/")


def test_the_log_says_what_changed_and_nothing_twice(room, published):
    pin(room, published["id"])
    pin(room, published["id"])
    name(room, published["id"], "author")
    name(room, published["id"], "author")

    assert changes() == [("comment.pinned", None, None), ("badge.given", "", "author")]


def test_a_pin_is_undone(bob, room, published):
    pin(room, published["id"])

    undo(room)

    assert "The comment stands in its place again." in room.text
    assert [comment["pinned"] for comment in bob.read()["comments"]] == [False]


def test_a_badge_is_undone(bob, room, published):
    name(room, published["id"], "teacher")
    name(room, published["id"], "author")

    undo(room)

    assert bob.read()["comments"][0]["badge"] == "teacher"


def test_a_script_is_told_what_was_undone(room, published):
    pin(room, published["id"])
    path = re.search(r'action="([^"]+)" data-undo', room.page)[1].replace("&amp;", "&")

    told = room.send(path, headers=SCRIPT).json

    assert told["message"] == "The comment stands in its place again."

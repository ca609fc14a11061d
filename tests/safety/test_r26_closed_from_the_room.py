"""R26: what the room has closed is refused to readers in its own words; what is gone is refused in the room too."""

import re

import pytest

from models import Comment, db
from tests.blueprints.dashboard.conftest import daves_room, room  # noqa: F401 (fixtures)


def turn(room, way):  # noqa: F811
    """The button of the only discussion on the page."""
    room.open("/room/pages")
    room.send(re.search(rf'action="(/room/[^"]+/pages/\d+/{way})"', room.page)[1], back="/room/pages")


def code_of(answer):
    return answer.json["error"]["code"]


def test_it_works(room, bob):  # noqa: F811
    bob.say()

    turn(room, "close")

    assert code_of(bob.write("Too late.")) == "thread_closed"


def test_r26_what_was_opened_again_takes_comments(room, bob):  # noqa: F811
    bob.say()
    turn(room, "close")

    turn(room, "open")

    assert bob.write("In time.").status_code == 201


def test_r26_a_frozen_site_says_so_and_not_that_a_discussion_is_closed(room, bob):  # noqa: F811
    bob.say()
    turn(room, "close")
    room.open("/room/settings/site")

    room.send("/room/settings/site", is_open="no")

    assert code_of(bob.write("Too late.")) == "site_closed"


@pytest.mark.parametrize("page", ["reply", "edit", "block"])
def test_r26_what_is_gone_and_what_never_was_are_told_alike(room, bob, move, page):  # noqa: F811
    comment_id = bob.say("A secret.")["id"]
    move(comment_id, "deleted")

    gone = room.open(f"/room/comments/{comment_id}/{page}")
    never = room.open(f"/room/comments/{comment_id + 900}/{page}")

    assert (gone.status_code, never.status_code) == (404, 404)
    assert gone.text.replace(f"comment {comment_id} ", "") == never.text.replace(f"comment {comment_id + 900} ", "")


@pytest.mark.parametrize("page", ["reply", "edit", "block", "why"])
def test_r26_what_is_of_another_site_and_what_never_was_are_told_alike(daves_room, bob, page):  # noqa: F811
    comment_id = bob.say("A secret.")["id"]

    theirs = daves_room.open(f"/room/comments/{comment_id}/{page}")
    never = daves_room.open(f"/room/comments/{comment_id + 900}/{page}")

    assert (theirs.status_code, never.status_code) == (404, 404)
    assert theirs.text.replace(f"comment {comment_id} ", "") == never.text.replace(f"comment {comment_id + 900} ", "")


def test_r26_no_answer_is_hung_on_what_readers_do_not_see(room, carol):  # noqa: F811
    comment_id = carol.say()["id"]
    room.open(f"/room/comments/{comment_id}/reply")
    version = re.search(r'name="version" value="(\d+)"', room.page)[1]

    answer = room.send(f"/room/comments/{comment_id}/reply", text="Thanks.", version=version, back="/room/")

    assert answer.status_code == 409
    assert db.session.query(Comment).count() == 1

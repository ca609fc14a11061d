"""Decisions and their undoing. R22: whole or not at all. H8: of two who decide at once the second is told."""

import pytest

from models import Decision, db
from services.sites.change_site import block
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import SCRIPT, Room


@pytest.fixture
def erins_room(app, site):
    """The blog's second moderator, in a browser of her own."""
    return Room(app).enter(add_moderator(site, "erin@blog.example", "Erin"))


def test_it_works(room, carol):
    comment = carol.say("Hello.")
    room.open()

    room.press("published", comment)

    assert "Approved 1 comment. Undo" in room.text
    assert carol.texts() == ["<p>Hello.</p>\n"]


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("published", "Approved 1 comment."),
        ("rejected", "Rejected 1 comment."),
        ("spam", "Marked as spam: 1 comment."),
        ("deleted", "Deleted 1 comment. The text is erased in an hour."),
    ],
)
def test_every_decision_can_be_undone(room, carol, status_of, to, words):
    comment = carol.say()
    room.open()

    room.press(to, comment)
    assert words in room.text
    assert status_of(comment) == to

    room.press_undo()
    assert "Undone: 1 comment is back where it was." in room.text
    assert status_of(comment) == "pending"


def test_what_was_found_to_be_spam_can_be_confirmed(room, mallory, site):
    block(site, "word", "casino")
    comment = mallory.say("The best casino of all.")
    room.open(status="spam")

    room.press("spam", comment)

    assert "Confirmed as spam: 1 comment." in room.text
    room.open(status="spam")
    assert "spam" not in room.buttons


def test_many_are_decided_at_once_and_undone_at_once(room, carol, status_of):
    comments = [carol.say("One of them."), carol.say("Another of them.")]
    room.open()

    room.choose("spam", *comments)
    assert "Marked as spam: 2 comments." in room.text
    assert [status_of(comment) for comment in comments] == ["spam", "spam"]

    room.press_undo()
    assert "Undone: 2 comments are back where they were." in room.text
    assert [status_of(comment) for comment in comments] == ["pending", "pending"]


def test_the_log_keeps_who_decided_what(room, carol, alice):
    comment = carol.say()
    room.open()
    room.press("rejected", comment)

    room.press_undo()

    kept = db.session.scalars(db.select(Decision).order_by(Decision.id)).all()
    assert [(row.old_status, row.new_status) for row in kept] == [("pending", "rejected"), ("rejected", "pending")]
    assert {row.moderator_id for row in kept} == {alice.id}


def test_one_goes_on_where_one_was(room, mallory, status_of):
    comment = mallory.say()
    room.open("/room/", q="mallory")

    answer = room.send("/room/decisions", decide=room.button("spam", comment), back="/room/?q=mallory", follow=False)

    assert (answer.status_code, answer.location) == (303, "/room/blog/?q=mallory")


def test_one_is_never_sent_elsewhere(room, carol):
    comment = carol.say()
    room.open()

    answer = room.send("/room/decisions", decide=room.button("spam", comment), back="//evil.example", follow=False)

    assert answer.location == "/room/"


def test_h8_the_second_is_told_what_the_first_did(room, erins_room, carol, status_of):
    comment = carol.say("Two look at this.")
    room.open()
    erins_room.open()
    erins_room.press("rejected", comment)

    answer = room.press("published", comment)

    assert answer.status_code == 409
    assert "This comment was left alone: Erin decided about it meanwhile. It is rejected now." in room.text
    assert "Two look at this." in room.text
    assert status_of(comment) == "rejected"


def test_h8_the_second_may_decide_again_knowing_it(room, erins_room, carol, status_of):
    comment = carol.say()
    room.open()
    erins_room.open()
    erins_room.press("rejected", comment)
    room.press("published", comment)

    room.press("published", comment)

    assert "Approved 1 comment." in room.text
    assert status_of(comment) == "published"


def test_h8_a_button_pressed_twice_decides_once(room, carol):
    comment = carol.say()
    room.open()
    button, token = room.button("published", comment), room.token

    answers = [room.send("/room/decisions", decide=button, csrf_token=token, token=False).status_code for _ in range(2)]

    assert answers == [200, 409]
    assert db.session.scalar(db.select(db.func.count(Decision.id))) == 1


def test_h8_of_many_only_the_unchanged_are_decided(room, erins_room, carol, status_of):
    first, second = carol.say("One of them."), carol.say("Another of them.")
    room.open()
    erins_room.open()
    erins_room.press("deleted", first)

    room.choose("published", first, second)

    assert "Approved 1 comment. 1 was left alone: Erin decided about it meanwhile." in room.text
    assert [status_of(first), status_of(second)] == ["deleted", "published"]


def test_h8_when_all_have_changed_nothing_is_offered_to_undo(room, erins_room, carol):
    comments = [carol.say("One of them."), carol.say("Another of them.")]
    room.open()
    erins_room.open()
    erins_room.choose("published", *comments)

    room.choose("published", *comments)

    assert "Nothing was changed. 2 were left alone: Erin decided about them meanwhile." in room.text
    assert "/undo" not in room.page


def test_what_someone_decided_since_is_not_undone(room, erins_room, carol, status_of):
    comment = carol.say()
    room.open()
    room.press("published", comment)
    erins_room.open("/room/", status="published")
    erins_room.press("spam", comment)

    answer = room.press_undo()

    assert answer.status_code == 409
    assert "This can't be undone any more" in room.text
    assert status_of(comment) == "spam"


def test_what_never_was_is_not_undone(room):
    room.open()

    assert room.send("/room/decisions/made-up/undo").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"to": "published"},
        {"to": "pending", "choice": "1:1"},
        {"to": "checking", "choice": "1:1"},
        {"to": "", "choice": "1:1"},
        {"to": "published", "choice": "1"},
        {"to": "published", "choice": "x:y"},
        {"to": "published", "choice": "1:-1"},
        {"to": "published", "choice": "٣:1"},
        {"to": "published", "choice": "9999999999999999:1"},
        {"to": "published", "choice": [f"{n}:1" for n in range(101)]},
        {"decide": "published"},
        {"decide": "published:"},
        {"decide": "elsewhere:1:1"},
        {"decide": "published:1:1:1"},
        {"decide": "published:1\x00:1"},
    ],
)
def test_it_refuses_what_it_does_not_understand(room, fields):
    room.open()

    assert room.send("/room/decisions", fields).status_code == 422


def test_r22_when_one_is_unknown_none_is_decided(room, carol, status_of):
    comment = carol.say()
    room.open()
    chosen = [room.button("spam", comment).removeprefix("spam:"), "999:1"]

    answer = room.send("/room/decisions", to="spam", choice=chosen)

    assert answer.status_code == 404
    assert status_of(comment) == "pending"


def test_a_script_gets_the_outcome_as_json(room, carol):
    comment = carol.say()
    room.open()

    told = room.press("published", comment, headers=SCRIPT).json

    assert told["changed"] == [comment["id"]]
    assert told["stale"] == []
    assert told["counts"] == {"pending": 0, "reported": 0, "published": 1, "rejected": 0, "spam": 0, "deleted": 0}
    assert told["message"] == "Approved 1 comment."
    assert told["undo_url"] == f"/room/blog/decisions/{told['batch']}/undo"


def test_h8_a_script_is_told_what_the_first_did(room, erins_room, carol):
    comment = carol.say()
    room.open()
    erins_room.open()
    erins_room.press("spam", comment)

    answer = room.press("published", comment, headers=SCRIPT)

    assert answer.status_code == 409
    assert answer.json["error"]["code"] == "stale"
    assert "Erin decided about it meanwhile. It is in the spam folder now." in answer.json["error"]["message"]
    assert [(one["id"], one["status"], one["by"]) for one in answer.json["stale"]] == [(comment["id"], "spam", "Erin")]


def test_a_script_undoes(room, carol, status_of):
    comment = carol.say()
    room.open()
    token = room.token
    undo_url = room.press("published", comment, headers=SCRIPT).json["undo_url"]

    told = room.send(undo_url, csrf_token=token, token=False, headers=SCRIPT).json

    assert told["changed"] == [comment["id"]]
    assert told["undo_url"] is None
    assert status_of(comment) == "pending"


def test_names_in_what_is_told_are_text(app, site, room, carol):
    other = Room(app).enter(add_moderator(site, "x@blog.example", "<b>Eve</b> & co"))
    comments = [carol.say("One of them."), carol.say("Another of them.")]
    room.open()
    other.open()
    other.choose("spam", *comments)

    room.choose("published", *comments)

    assert "&lt;b&gt;Eve&lt;/b&gt; &amp; co decided about them meanwhile." in room.page

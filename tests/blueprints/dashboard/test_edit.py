"""A moderator changes what a comment says; what it said before stays, and who changed it."""

import re

import pytest

from models import Band, Change, Comment, LinkedDomain, Memory, db, transaction
from services.sites.create_site import add_moderator
from services.spam.judge import is_decided
from tests.answers import refused
from tests.blueprints.dashboard.conftest import SCRIPT, Room


def save(room, comment, text="Nothing to see.", **how):
    """The page is opened, and its form is sent with another text."""
    path = f"/room/comments/{comment['id']}/edit"
    room.open(path, back="/room/")
    return room.send(path, version=version(room), text=text, back="/room/", **how)


def version(room) -> str:
    return re.search(r'name="version" value="(\d+)"', room.page)[1]


def press_undo(room):
    path = re.search(r'action="(/room/[^"]+/edits/\d+/undo)"', room.page)[1]
    return room.send(path, back="/room/")


def stored(comment) -> Comment:
    db.session.rollback()
    return db.session.scalars(db.select(Comment).where(Comment.id == comment["id"])).one()


@pytest.fixture
def comment(bob):
    return bob.say("My number is 555 1234.")


def test_it_works(room, bob, comment):
    save(room, comment, "My number is *removed*.")

    told = bob.read()["comments"][0]
    assert "Saved. What it said before stays in its history." in room.text
    assert told["html"] == "<p>My number is <em>removed</em>.</p>\n"
    assert told["edited"] is not None


def test_the_page_shows_the_text_as_it_was_typed(room, bob):
    comment = bob.say("**Bold** & <b>brave</b>")

    room.open(f"/room/comments/{comment['id']}/edit")

    assert "**Bold** &amp; &lt;b&gt;brave&lt;/b&gt;</textarea>" in room.page


def test_the_room_says_who_changed_what(room, comment):
    save(room, comment)

    room.open(f"/room/comments/{comment['id']}/why")

    assert "My number is 555 1234. Changed by Alice ·" in room.text
    assert "Alice changed the text" in room.text


def test_what_its_author_changed_is_told_apart(room, bob, comment):
    bob.change(comment["id"], "My number is secret.")

    room.open(f"/room/comments/{comment['id']}/why")

    assert "My number is 555 1234. Changed by its author ·" in room.text


def test_the_log_names_the_comment_and_not_its_words(room, comment, alice):
    save(room, comment)

    change = db.session.scalars(db.select(Change).where(Change.action == "comment.edited")).one()
    assert (change.moderator_id, change.subject, change.old, change.new) == (alice.id, str(comment["id"]), None, None)


def test_it_can_be_undone(room, bob, comment):
    save(room, comment)

    press_undo(room)

    assert "The comment says again what it said before." in room.text
    assert "555 1234" in bob.texts()[0]
    assert [kept.source for kept in stored(comment).revisions] == ["My number is 555 1234.", "Nothing to see."]


def test_what_was_changed_since_is_not_undone(room, comment, alice):
    save(room, comment)
    path = re.search(r'action="(/room/[^"]+/edits/\d+/undo)"', room.page)[1]
    save(room, comment, "Something else.")

    assert refused(room.send(path, headers=SCRIPT))[:2] == (409, "too_late")
    assert stored(comment).source == "Something else."


def test_the_same_text_changes_nothing(room, comment):
    before = stored(comment).version

    save(room, comment, "My number is 555 1234.")

    assert "Nothing was changed." in room.text
    assert (stored(comment).version, stored(comment).edited_at) == (before, None)


def test_lines_end_as_they_did_before(room, bob):
    comment = bob.say("One.\nTwo.")

    save(room, comment, "One.\r\nTwo.")

    assert "Nothing was changed." in room.text


def test_h8_the_second_of_two_sees_what_the_first_wrote_and_loses_nothing(room, comment, alice):
    path = f"/room/comments/{comment['id']}/edit"
    room.open(path)
    mine = version(room)
    save(room, comment, "What the first wrote.")

    answer = room.send(path, version=mine, text="What the second wrote.", back="/room/")

    assert answer.status_code == 409
    assert "What it says now What the first wrote." in room.text
    assert "What the second wrote.</textarea>" in room.page
    assert stored(comment).source == "What the first wrote."


def test_h8_who_has_seen_both_may_replace_it(room, comment):
    path = f"/room/comments/{comment['id']}/edit"
    room.open(path)
    mine = version(room)
    save(room, comment, "What the first wrote.")
    room.send(path, version=mine, text="What the second wrote.", back="/room/")

    room.send(path, version=version(room), text="What the second wrote.", back="/room/")

    assert stored(comment).source == "What the second wrote."
    assert [kept.source for kept in stored(comment).revisions][-1] == "What the first wrote."


def test_a_moderators_word_stands_after_a_moderators_edit(room, carol, approve):
    comment = carol.say("Hello.")
    approve(comment["id"])

    save(room, comment)

    assert is_decided(stored(comment))


def test_what_is_asked_about_outside_is_still_heard_after_it(room, carol, akismet, work_later, site):
    with transaction():
        site.hold = "nothing"
    comment = carol.say("Hello.")
    assert comment["status"] == "checking"
    save(room, comment)

    work_later()

    assert stored(comment).status == "published"


def test_the_filter_still_learns_from_the_decision(room, carol, approve, work_later, site):
    comment = carol.say("Hello there, what a day.")
    approve(comment["id"])
    save(room, comment)

    work_later()

    db.session.rollback()
    assert Memory.of(site.id).ham == 1


def test_what_others_are_compared_with_follows(room, bob, site):
    comment = bob.say("Look at https://old.example and tell me what you think of it, please.")
    former = set(db.session.scalars(db.select(Band.value)))

    save(room, comment, "Look at https://new.example for the recipe that I have been talking about all day.")

    db.session.rollback()
    assert db.session.scalars(db.select(LinkedDomain.domain)).all() == ["new.example"]
    assert set(db.session.scalars(db.select(Band.value))) != former
    assert stored(comment).fingerprint != ""


def test_its_author_can_not_write_over_it(room, bob, comment):
    save(room, comment)

    assert refused(bob.change(comment["id"], "My number is 555 1234!"))[:2] == (409, "too_late")
    assert stored(comment).source == "Nothing to see."


def test_its_author_can_still_delete_it(room, bob, comment):
    save(room, comment)

    assert bob.remove(comment["id"]).status_code == 200
    assert stored(comment).source == ""
    assert stored(comment).revisions == []


def test_what_readers_do_not_see_is_edited_without_their_notice(room, carol, bob):
    comment = carol.say("I wait.")
    etag = bob.get("/threads").headers["ETag"]

    save(room, comment)

    assert bob.get("/threads").headers["ETag"] == etag
    assert stored(comment).source == "Nothing to see."


@pytest.mark.parametrize(("text", "said"), [("", "Please write"), ("x" * 10_001, "too long"), ("\x07", "no text")])
def test_a_text_that_is_none_is_refused(room, comment, text, said):
    answer = save(room, comment, text)

    assert answer.status_code == 422
    assert said in room.text
    assert stored(comment).source == "My number is 555 1234."


def test_r22_where_a_text_can_not_be_shown_nothing_is_kept_of_it(room, comment):
    save(room, comment, "> " * 200 + "deep")

    assert stored(comment).revisions == []


def test_r10_a_comment_of_another_site_can_not_be_edited(daves_room, comment):
    daves_room.open("/room/spam")
    path = f"/room/comments/{comment['id']}/edit"

    assert daves_room.open(path).status_code == 404
    daves_room.open("/room/spam")
    assert daves_room.send(path, version="1", text="Mine now.").status_code == 404
    assert stored(comment).source == "My number is 555 1234."


def test_r7_without_the_pages_token_nothing_is_saved(room, comment):
    assert save(room, comment, token=False).status_code == 403
    assert stored(comment).edited_at is None


@pytest.mark.parametrize("told", ["", "x", "-1", "9" * 20])
def test_r11_a_version_that_is_none_is_refused(room, comment, told):
    room.open(f"/room/comments/{comment['id']}/edit")

    assert room.send(f"/room/comments/{comment['id']}/edit", version=told, text="New.").status_code == 422
    assert stored(comment).edited_at is None


def test_what_is_deleted_has_no_such_page(room, comment, move):
    move(comment["id"], "deleted")

    assert room.open(f"/room/comments/{comment['id']}/edit").status_code == 404


@pytest.mark.parametrize("path", ["/room/comments/{}/edit", "/room/comments/{}/reply"])
def test_r10_who_only_reads_has_no_such_page(app, site, comment, path):
    viewer = Room(app).enter(add_moderator(site, "victor@blog.example", "Victor", role="viewer"))
    viewer.open("/room/?status=published")

    assert ">Edit<" not in viewer.page
    assert viewer.open(path.format(comment["id"])).status_code == 403
    viewer.open("/room/")
    assert viewer.send(path.format(comment["id"]), version="1", text="Mine.").status_code == 403


def test_the_search_finds_what_it_says_now(room, comment):
    save(room, comment, "Nothing but marmalade.")

    room.open("/room/", status="published", q="marmalade")
    assert "Nothing but marmalade." in room.text

    room.open("/room/", status="published", q="555")
    assert "No comment here matches that." in room.text

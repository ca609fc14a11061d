"""A moderator answers from the room, as the site."""

import re

import pytest

from models import Comment, Decision, Person, Signal, Thread, Verdict, db, now, transaction
from tests.answers import refused
from tests.blueprints.dashboard.conftest import SCRIPT
from tests.cast import Reader
from tests.crowd import chain


def write(room, comment, text="Thank you for asking.", **how):
    """The page is opened, and its form is sent."""
    path = f"/room/comments/{comment['id']}/reply"
    room.open(path, back="/room/")
    fields = dict(hidden(room.page))
    return room.send(path, fields | {"text": text, "back": "/room/"}, **how)


def hidden(page):
    return re.findall(r'<input type="hidden" name="(version|approve)" value="([^"]*)">', page)


def last() -> Comment:
    db.session.rollback()
    return db.session.scalars(db.select(Comment).order_by(Comment.id.desc()).limit(1)).one()


@pytest.fixture
def asked(bob):
    return bob.say("How long does it take?")


@pytest.fixture
def waiting(carol):
    return carol.say("May I ask something?")


def test_it_works(room, bob, asked):
    write(room, asked, "About **an hour**.")

    reply = bob.read()["comments"][0]["replies"][0]
    assert "Your reply is published." in room.text
    assert (reply["author"]["name"], reply["badge"], reply["status"]) == ("Alice", "moderator", "published")
    assert reply["html"] == "<p>About <strong>an hour</strong>.</p>\n"


def test_it_is_counted_like_any_comment(room, bob, asked):
    write(room, asked)

    page = bob.read()
    assert (page["thread"]["count"], page["comments"][0]["reply_count"]) == (2, 1)


def test_nobody_judges_it(room, asked, akismet, work_later):
    write(room, asked, "Buy viagra now https://pills.example https://casino.example https://loans.example")

    work_later()

    reply = last()
    assert reply.status == "published"
    assert [request.path for request in akismet.requests if "comment-check" in request.path] == []
    assert db.session.scalar(db.select(db.func.count(Signal.id)).where(Signal.comment_id == reply.id)) == 0
    assert db.session.scalar(db.select(db.func.count(Verdict.id)).where(Verdict.comment_id == reply.id)) == 0


def test_what_waits_is_approved_and_answered_by_one_decision(room, waiting, status_of):
    write(room, waiting)

    batches = db.session.scalars(db.select(Decision.batch).where(Decision.comment_id.in_([waiting["id"], last().id])))
    assert "The comment and your reply are published." in room.text
    assert (status_of(waiting), last().status) == ("published", "published")
    assert len(set(batches)) == 1


def test_both_are_undone_together(room, waiting, status_of):
    write(room, waiting)

    room.press_undo()

    assert "Undone: 2 comments are back where they were." in room.text
    assert (status_of(waiting), last().status) == ("pending", "pending")


def test_an_answer_alone_is_undone_alone(room, asked, status_of):
    write(room, asked)

    room.press_undo()

    assert (status_of(asked), last().status, last().source) == ("published", "pending", "Thank you for asking.")


@pytest.mark.parametrize("status", ["spam", "rejected"])
def test_the_page_says_what_becomes_of_what_readers_do_not_see(room, waiting, move, status):
    move(waiting["id"], status)

    room.open(f"/room/comments/{waiting['id']}/reply")

    assert "With your reply it is published too." in room.text
    assert "Approve and reply" in room.text


def test_h8_what_somebody_took_off_the_page_meanwhile_is_not_answered(room, asked, move):
    room.open(f"/room/comments/{asked['id']}/reply")
    fields = dict(hidden(room.page)) | {"text": "You are welcome."}
    move(asked["id"], "spam")

    answer = room.send(f"/room/comments/{asked['id']}/reply", fields)

    assert answer.status_code == 409
    assert "It is in the spam folder now." in room.text
    assert "You are welcome.</textarea>" in room.page
    assert last().id == asked["id"]


def test_h8_what_changed_while_it_waited_is_not_approved_unseen(room, carol, waiting):
    room.open(f"/room/comments/{waiting['id']}/reply")
    fields = dict(hidden(room.page)) | {"text": "You are welcome."}
    carol.change(waiting["id"], "Something quite different.")

    assert room.send(f"/room/comments/{waiting['id']}/reply", fields).status_code == 409
    assert last().id == waiting["id"]


def test_h9_a_button_pressed_twice_answers_once(room, asked):
    write(room, asked)

    second = write(room, asked)

    assert second.status_code == 409
    assert "You have answered that already." in room.text
    assert db.session.scalar(db.select(db.func.count(Comment.id)).where(Comment.parent_id == asked["id"])) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Please write a comment."), (" \r\n ", "Please write"), ("x" * 10_001, "too long"), ("a\x00b", "no text")],
)
def test_a_text_that_is_none_is_refused_and_kept(room, asked, text, said):
    answer = write(room, asked, text)

    assert answer.status_code == 422
    assert said in room.text
    assert last().id == asked["id"]


def test_r2_what_was_typed_is_text_where_it_is_shown_again(room, asked):
    write(room, asked, "</textarea><script>alert(1)</script>" + "x" * 10_000)

    assert "<script>alert" not in room.page


def test_r1_its_markup_is_sanitised_like_any_comments(room, asked):
    write(room, asked, "<img src=x onerror=alert(1)> [x](javascript:alert(1))")

    assert "<img" not in last().html
    assert "href" not in last().html


def test_a_closed_discussion_and_a_frozen_site_take_it(room, site, asked):
    with transaction():
        site.is_open = False
        db.session.execute(db.update(Thread).values(closed_at=now()))

    write(room, asked)

    assert "Your reply is published." in room.text


def test_no_visitor_is_taken_for_its_author(room, site, client, asked):
    write(room, asked)
    stranger = Reader(client, "Alice", ip="192.0.2.99")

    comment = stranger.say("It is me, Alice.")

    assert (comment["badge"], comment["status"]) == ("", "pending")
    assert db.session.scalars(db.select(Person.visitor).where(Person.badge == "moderator")).one().startswith("account:")


def test_a_badge_that_was_given_stays(room, bob, asked):
    write(room, asked)
    room.open("/room/?status=published")
    room.send(f"/room/comments/{last().id}/badge", {f"badge-{last().id}": "author"}, back="/room/")

    write(room, asked, "One more thing.")

    assert [reply["badge"] for reply in bob.read()["comments"][0]["replies"]] == ["author", "author"]


def test_the_queue_marks_what_the_site_has_answered(room, bob, asked):
    bob.say("Another question.")
    write(room, asked)

    room.open("/room/?status=published")

    assert room.text.count("Answered") == 1


def test_an_answer_to_a_deep_reply_stands_below_it(room, site, bob):
    root, _, deep = chain(site, 3)

    write(room, {"id": deep})

    assert (last().parent_id, last().root_id) == (deep, root)


def test_r10_a_comment_of_another_site_is_not_there(daves_room, asked):
    path = f"/room/comments/{asked['id']}/reply"

    assert daves_room.open(path).status_code == 404
    daves_room.open("/room/spam")
    assert refused(daves_room.send(path, text="Hello.", version="1", headers=SCRIPT)) == (404, "not_found", {})
    assert last().id == asked["id"]


def test_r7_without_the_pages_token_nothing_is_published(room, asked):
    answer = write(room, asked, token=False)

    assert answer.status_code == 403
    assert last().id == asked["id"]


def test_what_is_deleted_has_no_such_page(room, asked, move):
    move(asked["id"], "deleted")

    assert room.open(f"/room/comments/{asked['id']}/reply").status_code == 404

"""R26: what is closed, gone or unknown is refused, each in its own words, and tells nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from models import Comment, Thread, db, now, transaction
from tests.cast import BLOG, OTHER, PAGE


def refused(answer) -> tuple[int, str]:
    return answer.status_code, answer.json["error"]["code"]


@pytest.fixture
def close_site(site) -> Callable[[], None]:
    def close() -> None:
        with transaction():
            site.is_open, site.version = False, site.version + 1

    return close


@pytest.fixture
def close_thread(site) -> Callable[[], None]:
    def close() -> None:
        with transaction():
            thread = Thread.at(site.id, "url:blog.example/article")
            thread.closed_at, thread.version = now(), thread.version + 1

    return close


def test_it_works(carol):
    assert refused(carol.write("Hello.", site="nowhere", form=None)) == (404, "unknown_site")
    assert refused(carol.write("Hello.", url=f"{OTHER}/", form=None)) == (403, "foreign_origin")
    assert refused(carol.write("Hello.", parent=4711)) == (422, "invalid")


def test_a_closed_site_takes_no_comment_and_is_still_read(bob, close_site):
    bob.say("Hello.")
    close_site()

    answer = bob.write("Hello again.")

    assert refused(answer) == (409, "site_closed")
    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert (bob.read()["site"]["open"], bob.read()["thread"]["open"]) == (False, False)


def test_a_closed_discussion_takes_no_comment_and_is_still_read(bob, close_thread):
    bob.say("Hello.")
    close_thread()

    answer = bob.write("Hello again.")

    assert refused(answer) == (409, "thread_closed")
    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert (bob.read()["site"]["open"], bob.read()["thread"]["open"]) == (True, False)


@pytest.fixture
def age(site) -> Callable[..., None]:
    """The site's discussions close after so many days, and all are so many days old."""

    def change(close_days: int | None, days: float) -> None:
        with transaction():
            site.close_days = close_days
            db.session.execute(db.update(Thread).values(created_at=now() - timedelta(days=days)))

    return change


def test_a_discussion_that_is_too_old_takes_no_comment_and_is_still_read(bob, age):
    comment = bob.say("Hello.")
    age(30, 30.1)

    answers = [bob.write("Hello again."), bob.write("A reply.", parent=comment["id"])]

    assert [refused(answer) for answer in answers] == [(409, "thread_old")] * 2
    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert bob.read()["thread"] | {"open": False, "closed": "age"} == bob.read()["thread"]


@pytest.mark.parametrize(("close_days", "days"), [(30, 29.9), (None, 3000)])
def test_a_discussion_that_is_not_too_old_takes_comments(bob, age, close_days, days):
    bob.say("Hello.")
    age(close_days, days)

    assert bob.write("Hello again.").status_code == 201


def test_with_more_days_it_opens_again(bob, age):
    bob.say("Hello.")
    age(30, 40)
    before = bob.read()["thread"]["open"]

    age(50, 40)

    assert (before, bob.write("Hello again.").status_code) == (False, 201)


def test_nobody_is_shown_an_old_discussion_as_open_because_it_was(bob, site, age):
    bob.say("Hello.")
    age(30, 10)
    fresh = bob.get("/threads")

    age(30, 40)
    again = bob.client.get(
        "/api/v1/threads", query_string={"site": "blog", "url": PAGE}, headers={"If-None-Match": fresh.headers["ETag"]}
    )

    assert (fresh.json["thread"]["open"], again.status_code, again.json["thread"]["open"]) == (True, 200, False)


@pytest.mark.parametrize(("is_open", "is_closed", "code"), [(False, True, "site"), (True, True, "moderator")])
def test_of_several_reasons_the_plainest_is_told(bob, site, age, close_thread, is_open, is_closed, code):
    bob.say("Hello.")
    close_thread()
    age(1, 40)
    with transaction():
        site.is_open = is_open

    assert bob.read()["thread"]["closed"] == code


@pytest.mark.parametrize("act", ["vote", "react", "change", "remove"])
def test_an_old_discussion_takes_nothing_else_either(bob, carol, site, age, act):
    comment = bob.say("Hello.")
    with transaction():
        site.reactions = "👍"
    age(1, 40)
    acts = {
        "vote": lambda: carol.vote(comment["id"]),
        "react": lambda: carol.react(),
        "change": lambda: bob.change(comment["id"]),
        "remove": lambda: bob.remove(comment["id"]),
    }

    answer = acts[act]()

    assert (answer.status_code, answer.json["error"]["code"] in ("thread_old", "too_late")) == (409, True)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("site", "Comments are closed on this site."),
        ("moderator", "This discussion is closed."),
        ("age", "This discussion is old and takes no more comments."),
    ],
)
def test_the_page_without_a_script_says_why(bob, close_site, close_thread, age, reason, words):
    bob.say("Hello.")
    {"site": close_site, "moderator": close_thread, "age": lambda: age(1, 40)}[reason]()

    page = bob.client.get("/embed/thread", query_string={"site": "blog", "url": PAGE}).text

    assert words in page
    assert "<textarea" not in page


def test_so_does_the_fragment(bob, close_thread):
    bob.say("Hello.")
    close_thread()

    page = bob.client.get("/embed/thread.html", query_string={"site": "blog", "url": PAGE}).text

    assert "This discussion is closed." in page
    assert "Write a comment" not in page


def test_a_closed_discussion_closes_no_other(bob, close_thread):
    bob.say("Hello.")
    close_thread()

    answer = bob.write("Hello there.", url=f"{BLOG}/elsewhere")

    assert answer.status_code == 201


def test_a_closed_discussion_takes_no_reply(bob, close_thread):
    parent = bob.say("Hello.")
    close_thread()

    answer = bob.write("A reply.", parent=parent["id"])

    assert refused(answer) == (409, "thread_closed")


@pytest.mark.parametrize("status", ["deleted", "rejected", "spam"])
def test_a_comment_that_was_taken_away_gets_no_reply(bob, move, status):
    parent = bob.say("Hello.")
    move(parent["id"], status)

    answer = bob.write("A reply.", parent=parent["id"])

    assert refused(answer) == (409, "parent_gone")


def test_a_comment_that_waits_gets_no_reply(bob, carol):
    parent = carol.say("My secret.")

    answer = bob.write("A reply.", parent=parent["id"])

    assert refused(answer) == (409, "parent_gone")
    assert "secret" not in answer.text


def test_a_comment_elsewhere_and_one_that_never_was_are_told_alike(bob):
    elsewhere = bob.say("Hello.", url=f"{BLOG}/elsewhere")

    answers = [bob.write("A reply.", parent=parent) for parent in (elsewhere["id"], 4711)]

    assert answers[0].json == answers[1].json


@pytest.mark.parametrize("path", ["threads", "form", "mine", "counts", "comments/1/replies"])
def test_an_unknown_site_is_told_alike_everywhere(client, site, path):
    place = {"cursor": "c1"} if "replies" in path else {"url": PAGE}

    answer = client.get(f"/api/v1/{path}", query_string={"site": "nowhere"} | place)

    assert refused(answer) == (404, "unknown_site")
    assert "blog" not in answer.text


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "deleted"])
def test_the_replies_of_what_nobody_sees_are_nowhere(bob, carol, move, status):
    comment = carol.say("My secret.")
    with transaction():
        db.session.get(Comment, comment["id"]).become(status)

    answer = bob.get(f"/comments/{comment['id']}/replies", url=None, cursor="c1")

    assert refused(answer) == (404, "not_found")


def test_a_refused_form_brings_no_discussion_into_being(carol, close_site):
    close_site()

    carol.write("Hello.")

    assert carol.read()["thread"]["id"] is None

"""R26: what is closed, gone or unknown is refused, each in its own words, and tells nothing else."""

from collections.abc import Callable

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

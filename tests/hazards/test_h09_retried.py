"""H9: double clicks, retries and flaky networks: one Idempotency-Key brings one comment, however often it comes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from models import Comment, Person, Receipt, UsedForm
from tests.cast import BLOG
from tests.hazards.truth import what_is_wrong

KEY = {"Idempotency-Key": "one-key-for-one-comment"}


@pytest.fixture
def at_once(app):
    """The same request, sent many times at the same moment, as by different connections; all answers."""

    def send(times, body, headers):
        def post(_):
            return app.test_client().post("/api/v1/comments", json=body, headers=headers)

        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(post, range(times)))

    return send


def test_it_works(bob):
    body = bob.body("Hello.", form=bob.open_form()["form"])

    first, second = bob.post(body, **KEY), bob.post(body, **KEY)

    assert (first.status_code, first.json) == (second.status_code, second.json)
    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_h9_twenty_at_once_make_one_comment(bob, at_once, rows):
    body = bob.body("Hello.", url=f"{BLOG}/a-new-page", form=bob.open_form(url=f"{BLOG}/a-new-page")["form"])

    answers = at_once(20, body, bob.sent_headers(**KEY))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["comment"]["id"] for answer in answers}) == 1
    assert rows(Comment, source="Hello.") == rows(Receipt, key=KEY["Idempotency-Key"]) == 1
    assert what_is_wrong() == []


def test_h9_twenty_at_once_of_someone_new_make_one_person(carol, at_once, rows):
    body = carol.body("Hello.", form=carol.open_form()["form"])

    answers = at_once(20, body, carol.sent_headers(**KEY))

    assert {answer.status_code for answer in answers} == {201}
    assert rows(Comment) == rows(Person) == rows(UsedForm) == 1
    assert what_is_wrong() == []


def test_h9_a_retry_needs_no_visitor_token(carol, at_once, rows):
    body = carol.body("Hello.", form=carol.open_form()["form"])

    answers = at_once(5, body, KEY)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["comment"]["id"] for answer in answers}) == rows(Comment) == 1


def test_h9_a_retry_is_answered_as_the_comment_stands_now(bob, akismet, work):
    body = bob.body("Hello.", form=bob.open_form()["form"])
    first = bob.post(body, **KEY)
    work()

    second = bob.post(body, **KEY)

    assert (first.status_code, first.json["comment"]["status"]) == (202, "checking")
    assert (second.status_code, second.json["comment"]["status"]) == (201, "published")


def test_h9_the_same_key_with_another_comment_is_refused(bob, rows):
    bob.post(bob.body("Hello.", form=bob.open_form()["form"]), **KEY)

    answer = bob.post(bob.body("Something else.", form=bob.open_form()["form"]), **KEY)

    assert (answer.status_code, answer.json["error"]["code"]) == (422, "key_reused")
    assert rows(Comment, source="Something else.") == 0


def test_h9_another_reader_with_the_same_key_is_another(bob, carol):
    bob.post(bob.body("Hello.", form=bob.open_form()["form"]), **KEY)

    answer = carol.post(carol.body("Hello from me too.", form=carol.open_form()["form"]), **KEY)

    assert answer.status_code == 201


def test_h9_without_a_key_the_second_is_a_duplicate(bob, rows):
    bob.say("Hello.")

    answer = bob.write("Hello.")

    assert (answer.status_code, answer.json["error"]["code"]) == (409, "duplicate")
    assert rows(Comment, source="Hello.") == 1


def test_h9_without_a_key_ten_at_once_make_one_comment(bob, at_once, rows):
    body = bob.body("Hello.", form=bob.open_form()["form"])

    answers = at_once(10, body, bob.sent_headers())

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9
    assert rows(Comment, source="Hello.") == 1
    assert what_is_wrong() == []


def test_h9_a_refused_comment_leaves_its_key_unused(bob):
    form = bob.open_form()["form"]
    refused = bob.post(bob.body("Hello.", form=form, parent=9999), **KEY)

    answer = bob.post(bob.body("Hello.", form=form), **KEY)

    assert (refused.status_code, answer.status_code) == (422, 201)

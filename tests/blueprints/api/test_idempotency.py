import pytest

from models import Comment, db
from tests.cast import BLOG
from tests.tables import stored

KEY = {"Idempotency-Key": "a-key-for-this-comment"}


@pytest.fixture
def send(carol):
    carol.open_form()

    def post(text: str = "Hello.", key: str = KEY["Idempotency-Key"], **more):
        return carol.post(carol.body(text, **more), **{"Idempotency-Key": key})

    return post


def test_it_works(send):
    first, second = send(), send()

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert stored()["comment"] == 1


def test_a_retry_brings_another_form_and_is_still_the_same(carol, send):
    first = send(form=carol.open_form()["form"])

    second = send(form=carol.open_form()["form"])

    assert first.json == second.json
    assert stored()["comment"] == stored()["used_form"] == 1


def test_a_retry_with_the_same_form_is_no_used_form(carol, send):
    form = carol.open_form()["form"]

    assert send(form=form).json == send(form=form).json


@pytest.mark.parametrize("change", [{"text": "Another."}, {"name": "Carola"}, {"url": f"{BLOG}/elsewhere"}])
def test_another_comment_needs_another_key(send, change):
    send()

    answer = send(**change)

    assert answer.status_code == 422
    assert answer.json["error"]["code"] == "key_reused"
    assert stored()["comment"] == 1


def test_another_key_is_another_comment(send):
    send("One.", key="the-key-of-the-first")

    answer = send("Two.", key="the-key-of-the-second")

    assert answer.status_code == 201
    assert stored()["comment"] == 2


def test_another_visitor_has_other_keys(send, mallory):
    send("Hello.")
    mallory.open_form()

    answer = mallory.post(mallory.body("Hello there."), **KEY)

    assert answer.status_code == 201


def test_a_visitor_without_a_token_is_known_by_the_address(carol):
    first = carol.post(carol.body("Hello."), **KEY)

    second = carol.post(carol.body("Hello."), **KEY)

    assert first.json == second.json
    assert stored()["comment"] == 1


def test_a_retry_tells_what_became_of_it(send, approve):
    approve(send().json["comment"]["id"])

    assert send().json["comment"]["status"] == "published"


def test_a_refused_comment_leaves_its_key_free(send):
    refused = send(parent=4711)

    answer = send()

    assert (refused.status_code, answer.status_code) == (422, 201)


def test_what_has_gone_altogether_is_said_to_be_gone(send):
    comment = db.session.get(Comment, send().json["comment"]["id"])
    db.session.delete(comment)
    db.session.commit()

    answer = send()

    assert answer.status_code == 409
    assert stored().get("comment", 0) == 0

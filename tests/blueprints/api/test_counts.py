import pytest

from blueprints.api.schemas.told import Counts
from tests.cast import BLOG, PAGE
from tests.crowd import fill


def test_it_works(carol, site):
    fill(site, 2)

    answer = carol.get("/counts", url=[PAGE, f"{BLOG}/b"])

    assert answer.json == {"counts": {PAGE: 2, f"{BLOG}/b": 0}}


def test_it_is_what_the_reference_says(carol):
    Counts().load(carol.get("/counts").json)


def test_a_page_is_named_as_it_was_asked_for(carol, site):
    fill(site, 2)
    spellings = [f"{PAGE}/", f"{PAGE}?utm_source=x", PAGE.replace("https://", "http://www.")]

    answer = carol.get("/counts", url=spellings)

    assert answer.json["counts"] == dict.fromkeys(spellings, 2)


def test_a_discussion_is_counted_by_its_key(bob):
    bob.say("Hello.", thread="lesson-3")

    answer = bob.get("/counts", url=[], thread=["lesson-3", "lesson-4"])

    assert answer.json["counts"] == {"lesson-3": 1, "lesson-4": 0}


def test_only_published_comments_count(bob, carol):
    carol.say("I wait.")
    parent = bob.say("Hello.")
    bob.say("A reply.", parent=parent["id"])

    assert bob.get("/counts").json["counts"] == {PAGE: 2}


def test_a_hundred_pages_at_once(carol):
    answer = carol.get("/counts", url=[f"{BLOG}/{number}" for number in range(100)])

    assert answer.status_code == 200
    assert set(answer.json["counts"].values()) == {0}


def test_a_hundred_and_one_are_too_many(carol):
    answer = carol.get("/counts", url=[f"{BLOG}/{number}" for number in range(100)], thread="lesson-3")

    assert answer.status_code == 422
    assert answer.json["error"]["fields"]["url"]["code"] == "too_long"


@pytest.mark.parametrize(
    ("url", "code"), [("x", "not_a_link"), (f"{BLOG}/{'a' * 2000}", "too_long"), ("\x00", "control_characters")]
)
def test_one_page_that_is_none_is_named(carol, url, code):
    answer = carol.get("/counts", url=[PAGE, url])

    assert answer.status_code == 422
    assert answer.json["error"]["fields"]["url"]["code"] == code


def test_it_may_be_kept_for_half_a_minute(carol):
    assert carol.get("/counts").headers["Cache-Control"] == "public, max-age=30, stale-while-revalidate=10"

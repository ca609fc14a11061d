import pytest

from blueprints.api.schemas.told import OwnComments
from tests.cast import BLOG, PAGE


def own(reader, **query) -> list[tuple[str, str]]:
    return [(comment["html"], comment["status"]) for comment in reader.get("/mine", **query).json["comments"]]


def test_it_works(carol):
    carol.say("Hello.")

    assert own(carol) == [("<p>Hello.</p>\n", "pending")]


def test_it_is_what_the_reference_says(carol):
    carol.say("Hello.", website="https://carol.example")

    OwnComments().load(carol.get("/mine").json)


def test_they_come_oldest_first_and_flat(bob, carol):
    parent = bob.say("A question?")
    carol.say("First.")
    carol.say("Second.", parent=parent["id"])

    told = carol.get("/mine").json["comments"]

    assert [comment["parent"] for comment in told] == [None, parent["id"]]
    assert [comment["replies"] for comment in told] == [[], []]


def test_while_akismet_is_asked_it_is_being_checked(bob, akismet):
    bob.say("Hello.")

    assert own(bob) == [("<p>Hello.</p>\n", "checking")]


@pytest.mark.parametrize(("to", "left"), [("published", 0), ("rejected", 0), ("deleted", 0), ("spam", 1)])
def test_what_was_decided_waits_no_more_and_spam_seems_to_wait_on(carol, move, to, left):
    move(carol.say("Hello.")["id"], to)

    assert own(carol) == [("<p>Hello.</p>\n", "pending")] * left


def test_nobody_else_sees_them(carol, mallory):
    carol.say("Hello.")
    mallory.open_form()

    assert own(mallory) == []


def test_they_are_of_one_page(carol):
    carol.say("Hello.", url=f"{BLOG}/elsewhere")

    assert own(carol) == []
    assert len(own(carol, url=f"{BLOG}/elsewhere")) == 1


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer "}])
def test_without_a_token_nobody_is_known(client, site, headers):
    answer = client.get(f"/api/v1/mine?site=blog&url={PAGE}", headers=headers)

    assert answer.status_code == 401
    assert answer.json["error"]["code"] == "visitor_unknown"


def test_a_changed_token_is_nobodys(carol):
    carol.open_form()
    carol.token = carol.token[::-1]

    assert carol.get("/mine").status_code == 401

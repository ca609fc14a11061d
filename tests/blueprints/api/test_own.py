from datetime import datetime, timedelta

import pytest

from blueprints.api.schemas.told import Mine
from models import Comment, Decision, Site, db, now, transaction
from services.moderation.decide import Choice
from services.moderation.edit import edit
from tests.cast import BLOG, PAGE


def own(reader, **query) -> list[tuple[str, str]]:
    return [(comment["html"], comment["status"]) for comment in reader.get("/mine", **query).json["comments"]]


def test_it_works(carol):
    carol.say("Hello.")

    assert own(carol) == [("<p>Hello.</p>\n", "pending")]


def test_it_is_what_the_reference_says(carol):
    carol.say("Hello.", website="https://carol.example")

    Mine().load(carol.get("/mine").json)


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


@pytest.mark.parametrize(("to", "told"), [("published", "published"), ("rejected", "refused"), ("spam", "pending")])
def test_what_was_decided_is_told_for_a_day_and_spam_seems_to_wait_on(carol, move, to, told):
    move(carol.say("Hello.")["id"], to)

    assert own(carol) == [("<p>Hello.</p>\n", told)]


def test_what_was_deleted_is_told_no_more(carol, move):
    move(carol.say("Hello.")["id"], "deleted")

    assert own(carol) == []


def test_what_was_decided_long_ago_is_told_no_more(carol, approve):
    approve(carol.say("Hello.")["id"])
    long_ago = now() - timedelta(days=2)
    with transaction():
        db.session.execute(db.update(Comment).values(created_at=long_ago))
        db.session.execute(db.update(Decision).values(created_at=long_ago))

    assert own(carol) == []


def test_what_waited_long_is_told_when_it_is_decided(carol, approve):
    comment = carol.say("Hello.")
    with transaction():
        db.session.execute(db.update(Comment).values(created_at=now() - timedelta(days=2)))
    approve(comment["id"])

    assert own(carol) == [("<p>Hello.</p>\n", "published")]


def test_its_author_gets_the_source_and_the_time_for_changes(carol, site):
    carol.say("Hello, *you*.")

    [comment] = carol.get("/mine").json["comments"]

    left = datetime.fromisoformat(comment["own"]["until"]) - now()
    assert comment["own"]["text"] == "Hello, *you*."
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)


def test_what_a_moderator_has_changed_its_author_may_only_delete(bob, alice):
    comment = bob.say("My number is 555 1234.")
    edit(alice, Choice(comment["id"], Comment.of(alice.site_id, comment["id"]).version), "Nothing to see.")

    [told] = bob.get("/mine").json["comments"]

    assert (told["own"]["text"], told["own"]["until"] is None) == (None, False)
    assert bob.remove(comment["id"]).status_code == 200


def test_what_its_author_has_changed_may_be_changed_again(bob):
    comment = bob.say("Helo.")

    told = bob.change(comment["id"], "Hello.").json["comment"]

    assert told["own"]["text"] == "Hello."


@pytest.mark.parametrize("setting", [{"edit_minutes": 0}, {"is_open": False}])
def test_where_nothing_may_be_changed_there_is_no_time_for_it(carol, site, setting):
    carol.say("Hello.")
    with transaction():
        db.session.execute(db.update(Site).values(setting))

    assert [comment["own"]["until"] for comment in carol.get("/mine").json["comments"]] == [None]


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

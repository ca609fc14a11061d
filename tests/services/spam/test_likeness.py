from datetime import timedelta

import pytest

from models import Comment, db, now, transaction
from services.spam.likeness import MOST, alike
from tests.cast import BLOG, OTHER, Reader

ADVERT = "We lend money to everybody within a day, ask for nothing and write to us under loans at lender dot example"


@pytest.fixture
def campaign(client, site):
    """One after the other, new people from everywhere say nearly the same."""

    def post(count: int) -> list[int]:
        people = [Reader(client, f"Reader {number}", ip=f"198.51.{number}.9") for number in range(count)]
        return [int(each.say(f"{ADVERT}: {each.name}.")["id"]) for each in people]

    return post


def found(comment_id: int, site_id: int) -> dict[int, str]:
    db.session.rollback()
    return {each.comment.id: each.why for each in alike(site_id, comment_id)}


def test_it_works(campaign, site, carol):
    carol.say("Something else that is long enough to be compared with the others.")
    ids = campaign(4)

    assert found(ids[1], site.id) == dict.fromkeys([ids[3], ids[2], ids[0]], "It says nearly the same")


def test_the_very_same_is_found_even_where_it_has_no_words(client, carol, site):
    first = carol.say("😀" * 50)
    second = Reader(client, "Erin", ip="198.51.100.7").say("😀" * 50)

    assert list(found(first["id"], site.id)) == [second["id"]]


def test_what_links_to_the_same_place_is_found(carol, mallory, site):
    first = mallory.say("Hello https://xn--bcher-kva.example/a")
    second = carol.say("Nice.", website="https://www.bücher.example")

    assert found(first["id"], site.id) == {second["id"]: "It links to bücher.example too"}


@pytest.mark.parametrize("link", [f"{BLOG}/more", "https://video.example/2"])
def test_a_link_to_the_site_or_to_what_a_moderator_let_through_is_no_reason(bob, carol, mallory, site, approve, link):
    approve(mallory.say("A talk: https://video.example/1")["id"])
    comment = carol.say(f"See {link}")
    bob.say(f"I like {link}")

    assert found(comment["id"], site.id) == {}


@pytest.mark.parametrize("fate", ["spam", "rejected", "deleted", "published"])
def test_what_a_moderator_has_decided_is_left_alone(campaign, site, move, fate):
    ids = campaign(3)
    move(ids[2], fate)

    assert list(found(ids[0], site.id)) == [ids[1]]


def test_what_the_checks_let_through_is_swept_along(campaign, site):
    with transaction():
        site.hold = "nothing"
    ids = campaign(2)

    assert db.session.get(Comment, ids[1]).status == "published"
    assert list(found(ids[0], site.id)) == [ids[1]]


def test_there_are_never_more_than_one_decision_can_take(campaign, site):
    ids = campaign(MOST + 3)

    assert list(found(ids[0], site.id)) == ids[:2:-1]


def test_the_text_of_long_ago_is_no_reason(campaign, site):
    ids = campaign(2)
    with transaction():
        old = db.update(Comment).where(Comment.id == ids[0])
        db.session.execute(old.values(created_at=now() - timedelta(days=36)))

    assert found(ids[1], site.id) == {}


def test_another_site_is_another(campaign, client, other_site, site):
    ids = campaign(1)
    theirs = Reader(client, "Dan", site="other", page=f"{OTHER}/lesson").say(ADVERT)

    assert (found(ids[0], site.id), found(theirs["id"], other_site.id)) == ({}, {})
    assert found(theirs["id"], site.id) == {}

import pytest

from models import Site, transaction
from services.insight.catches import catches
from services.insight.conclusions import conclusions
from services.insight.window import Window

LINKS = "https://a.example https://b.example https://c.example"


@pytest.fixture
def caught(window):
    return lambda: {catch.check: catch.comments for catch in catches(conclusions(window()))}


def test_it_works(caught, carol, mallory):
    carol.say("Good morning.")
    mallory.say("Come to the casino.")
    carol.say(LINKS)

    assert caught() == {"blocklist": 1, "links": 1}


def test_the_loudest_check_counts_alone(caught, mallory):
    mallory.say(f"Come to the casino {LINKS}")

    assert caught() == {"blocklist": 1}


def test_most_come_first(window, carol, mallory):
    carol.say(LINKS)
    mallory.say("Come to the casino.")
    carol.say("The casino is open.")

    assert [catch.check for catch in catches(conclusions(window()))] == ["blocklist", "links"]


def test_what_a_person_published_was_caught_all_the_same(caught, carol, approve):
    approve(carol.say("The casino is closed.")["id"])

    assert caught() == {"blocklist": 1}


def test_what_waits_by_the_sites_rule_alone_is_not_caught(caught, carol, lenient):
    with transaction():
        Site.of(lenient.id).hold = "everything"
    carol.say("Good morning.")

    assert caught() == {}


def test_of_an_erased_comment_the_check_is_not_known_any_more(caught, mallory, move, work_later):
    move(mallory.say("Come to the casino.")["id"], "deleted")
    work_later()

    assert caught() == {"": 1}


def test_another_sites_comments_are_not_counted(window, mallory, dave):
    mallory.say("Come to the casino.")
    daves = Window.of(dave.site_id, 30, window().last_day)

    assert catches(conclusions(daves)) == []

"""How spam is judged here: who is asked, in what state they are, and what other thresholds would have done."""

from datetime import timedelta

import pytest

from models import Site, db, now, transaction

LINKS = "https://a.example https://b.example https://c.example"


@pytest.fixture
def change_site(site):
    def change(**values):
        with transaction():
            db.session.execute(db.update(Site).where(Site.id == site.id).values(values))

    return change


@pytest.fixture
def thresholds(site):
    def read():
        db.session.rollback()
        found = Site.of(site.id)
        return found.hold_at, found.spam_at, found.discard_at

    return read


def test_it_works(room, thresholds):
    room.open("/room/spam")

    room.send("/room/spam/thresholds", hold_at="30", spam_at="70", discard_at="98")

    assert "Saved. From now on comments are judged by these thresholds." in room.text
    assert 'name="hold_at" value="30"' in room.page
    assert thresholds() == (30, 70, 98)


def test_every_page_leads_there(room):
    assert '<a href="/room/blog/spam">Judging</a>' in room.open("/room/owed").text


def test_an_empty_threshold_keeps_everything(room, thresholds, change_site):
    change_site(discard_at=95)
    room.open("/room/spam")

    room.send("/room/spam/thresholds", hold_at="40", spam_at="80", discard_at="")

    assert thresholds() == (40, 80, None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"hold_at": "0"}, "A whole number from 1 to 100, please."),
        ({"hold_at": ""}, "A whole number from 1 to 100, please."),
        ({"spam_at": "101"}, "A whole number from 1 to 100, please."),
        ({"spam_at": "٤٠"}, "A whole number from 1 to 100, please."),
        ({"spam_at": "12.5"}, "A whole number from 1 to 100, please."),
        ({"discard_at": "-1"}, "A whole number from 1 to 100, please."),
        ({"discard_at": "9" * 5000}, "A whole number from 1 to 100, please."),
        ({"spam_at": "39"}, "At least 40, as “Hold from” says."),
        ({"discard_at": "79"}, "At least 80, as “Spam from” says."),
    ],
)
@pytest.mark.parametrize("way", ["show", "save"])
def test_it_says_what_is_wrong_beside_the_field(room, thresholds, way, typed, words):
    fields = {"hold_at": "40", "spam_at": "80", "discard_at": ""} | typed
    room.open("/room/spam")
    ask = {
        "show": lambda: room.open("/room/spam", **fields),
        "save": lambda: room.send("/room/spam/thresholds", fields),
    }

    answer = ask[way]()

    assert answer.status_code == 422
    assert words in room.text
    assert room.page.count('aria-invalid="true"') == 1
    assert thresholds() == (40, 80, None)


def test_what_was_typed_stays(room):
    room.open("/room/spam")

    room.send("/room/spam/thresholds", hold_at="<b>", spam_at="80", discard_at="90")

    assert 'name="hold_at" value="&lt;b&gt;"' in room.page
    assert 'name="discard_at" value="90"' in room.page


def test_it_shows_what_they_would_have_done(room, bob, thresholds):
    bob.say(LINKS)

    room.open("/room/spam", hold_at="90", spam_at="95", discard_at="")

    assert "What they would have done to the last 2 comments" in room.text
    assert "By the rules of today By these rules" in room.text
    assert "Held for a moderator Published 1 Which they are" in room.text
    assert thresholds() == (40, 80, None)


def test_it_says_what_the_moderators_words_would_have_been_worth(room, bob, move):
    move(bob.say("Buy my pills.")["id"], "spam")

    room.open("/room/spam", hold_at="90", spam_at="95", discard_at="")

    assert "Of 2 comments a moderator has said whether they are spam." in room.text
    assert "Spam among them that would be published: 1. Others that would be taken for spam: 0." in room.text


def test_it_says_when_nothing_has_been_judged(room):
    assert "No comment has been judged here yet" in room.open("/room/spam").text


def test_it_tells_that_nobody_outside_is_asked(room):
    room.open("/room/spam")

    assert "Akismet Not asked: the site has no key." in room.text
    assert "CleanTalk Not asked: the site has no key." in room.text
    assert "DNS block lists No list is asked." in room.text


def test_it_tells_in_what_state_they_are(room, change_site):
    usage = {"limit": 1000, "usage": 120, "percentage": 12.0, "throttled": True, "at": "2026-01-01T00:00:00"}
    change_site(akismet_key="secret-a", akismet_problem="The key is <wrong>.", akismet_usage=usage)
    change_site(cleantalk_key="secret-c", cleantalk_problem="No credit.", dnsbl="one.example two.example")

    room.open("/room/spam")

    assert "The key is <wrong>." in room.text
    assert "Questions used this month: 120 of 1,000 (12%). Akismet answers less" in room.text
    assert "No credit." in room.text
    assert "Asked about addresses: one.example, two.example" in room.text
    assert "secret-" not in room.page


def test_a_key_that_stands_in_a_list_name_is_not_shown(room, change_site):
    change_site(dnsbl="abcdefghijklmnopqrstuvwxyz.zen.example.org")

    room.open("/room/spam")

    assert "zen.example.org" in room.text
    assert "abcdefghijklmnopqrstuvwxyz" not in room.page


def test_a_plan_without_a_limit_is_told_as_one(room, change_site):
    usage = {"limit": None, "usage": 120, "percentage": 0.0, "throttled": False, "at": "2026-01-01T00:00:00"}
    change_site(akismet_key="secret", akismet_usage=usage)

    assert "Questions used this month: 120. There is no limit." in room.open("/room/spam").text


@pytest.mark.parametrize("path", ["/room/", "/room/owed", "/room/spam"])
def test_a_rise_of_spam_is_told_on_every_page(room, change_site, path):
    change_site(attack_since=now() - timedelta(minutes=5), attack_until=now() + timedelta(minutes=25))

    room.open(path)

    assert "Spam is rising. It began" in room.text
    assert '<a href="/room/blog/spam">How spam is judged now</a>' in room.page


def test_when_the_rise_is_over_nothing_is_told(room, change_site):
    change_site(attack_since=now() - timedelta(hours=5), attack_until=now() - timedelta(hours=4))

    room.open("/room/spam")

    assert "Spam is rising" not in room.text
    assert "Spam is not rising now. The last rise ended" in room.text


def test_r10_thresholds_and_comments_of_another_site_are_left_alone(daves_room, bob, thresholds):
    daves_room.open("/room/spam", hold_at="1", spam_at="1", discard_at="")
    daves_room.send("/room/spam/thresholds", hold_at="1", spam_at="1", discard_at="")

    assert "No comment has been judged here yet" in daves_room.text
    assert thresholds() == (40, 80, None)

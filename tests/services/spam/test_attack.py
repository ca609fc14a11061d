from datetime import timedelta
from itertools import islice

import pytest
import time_machine

from models import Comment, Site, db, now, transaction
from services.sites.change_site import block
from tests.cast import Reader


@pytest.fixture
def lenient(site):
    """A site that publishes at once what nothing speaks against, and knows a spammer's word."""
    block(site, "word", "casino")
    with transaction():
        site.hold = "nothing"
    return site


@pytest.fixture
def wave(client, lenient):
    """So much spam within a minute."""

    numbers = iter(range(1000))

    def send(count):
        for number in islice(numbers, count):
            spammer = Reader(client, f"Spammer {number}", ip=f"203.{number % 200}.113.7")
            spammer.say(f"casino number {number}, come in")
        db.session.rollback()
        return Site.of(lenient.id)

    return send


def test_it_works(wave, carol):
    assert carol.say("Before the wave.")["status"] == "published"

    site = wave(10)

    assert site.is_attacked
    assert carol.say("In the wave, from somebody new.")["status"] == "pending"


def test_a_little_spam_is_no_attack(wave, carol):
    assert not wave(9).is_attacked
    assert carol.say("Quiet times.")["status"] == "published"


def test_it_ends_by_itself(wave, carol):
    wave(10)

    with time_machine.travel(now() + timedelta(minutes=31), tick=True):
        assert carol.say("After the wave.")["status"] == "published"


def test_it_lasts_as_long_as_the_spam_does(wave, carol):
    wave(10)

    with time_machine.travel(now() + timedelta(minutes=25), tick=True):
        wave(20)
    with time_machine.travel(now() + timedelta(minutes=40), tick=True):
        assert carol.say("Still in the wave.")["status"] == "pending"


def test_whom_a_moderator_has_approved_is_not_held(bob, wave):
    wave(10)

    assert bob.say("I have been here before.")["status"] == "published"


def test_another_site_is_left_alone(wave, client, dave):
    with transaction():
        Site.of(dave.site_id).hold = "nothing"
    wave(10)

    elsewhere = Reader(client, "Erin", site="other", page="https://other.example/lesson")
    assert elsewhere.say("A question about the lesson.")["status"] == "published"


def test_what_is_usual_on_a_site_is_no_attack(lenient, wave):
    wave(300)
    a_day = [now() - timedelta(minutes=10 * number + 11) for number in range(140)]
    with transaction():
        for comment, at in zip(db.session.scalars(db.select(Comment)), a_day * 3, strict=False):
            comment.created_at = at
        lenient.created_at = a_day[-1]
        lenient.attack_until = None

    assert not wave(10).is_attacked

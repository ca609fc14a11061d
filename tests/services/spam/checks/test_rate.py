from datetime import timedelta

import pytest

from models import now
from tests.cast import OTHER, Reader
from tests.signals import said, weight


@pytest.fixture
def flood(client, open_site):
    """Comments of so many new people from one network; what the rate of each weighed."""

    def post(count, network="198.51.100"):
        people = [Reader(client, f"Reader {number}", ip=f"{network}.{number % 250}") for number in range(count)]
        return [weight(reader.say(f"Thought {number}."), "rate") for number, reader in enumerate(people)]

    return post


def test_it_works(carol, open_site):
    weights = [weight(carol.say(f"Thought {number}."), "rate") for number in range(9)]

    assert weights == [0] * 8 + [0.2]


def test_the_penalty_grows(carol, open_site):
    weights = [weight(carol.say(f"Thought {number}."), "rate") for number in range(34)]

    assert (weights[8], weights[16], weights[32]) == (0.2, 0.35, 0.5)


def test_the_reason_is_the_loudest(carol, open_site):
    comments = [carol.say(f"Thought {number}.") for number in range(9)]

    assert said(comments[-1], "rate").reason == "Comments of the same person within ten minutes: 8"


def test_after_a_while_it_is_forgotten(carol, open_site, time_machine):
    comments = [carol.say(f"Thought {number}.") for number in range(10)]
    time_machine.move_to(now() + timedelta(minutes=11))

    assert weight(comments[-1], "rate") == 0.2
    assert said(carol.say("Another thought."), "rate") is None


def test_one_whom_a_moderator_approved_may_write_much(bob):
    weights = [weight(bob.say(f"Thought {number}."), "rate") for number in range(12)]

    assert weights == [0] * 12


def test_many_people_from_one_network_are_counted_together(flood):
    assert flood(21) == [0] * 20 + [0.2]


def test_another_network_is_another(flood):
    flood(21)

    assert flood(1, network="198.51.101") == [0]


@pytest.mark.parametrize(("count", "certainty"), [(1, 0), (2, 0.3), (5, 0.5), (10, 0.65)])
def test_a_network_that_sent_spam_is_watched(client, open_site, move, count, certainty):
    spammers = [Reader(client, f"Mallory {number}", ip=f"198.51.100.{number}") for number in range(count)]
    statuses = [move(each.say(f"Buy {each.name}.")["id"], "spam") for each in spammers]

    newcomer = Reader(client, "Erin", ip="198.51.100.200")

    assert len(statuses) == count
    assert weight(newcomer.say("Hello."), "rate") == certainty


def test_a_school_does_not_suffer_from_one_of_its_own(client, site, approve, move):
    school = [Reader(client, f"Pupil {number}", ip="198.51.100.7") for number in range(30)]
    comments = [pupil.say(f"I am {pupil.name}.") for pupil in school]
    decided = [approve(comment["id"]) for comment in comments[:25]] + [move(comments[-1]["id"], "spam")]

    assert len(decided) == 26
    assert said(Reader(client, "Erin", ip="198.51.100.7").say("Hello."), "rate") is None


def test_of_another_site_nothing_is_counted(flood, client, other_site):
    flood(21)
    theirs = Reader(client, "Erin", ip="198.51.100.1", site="other", page=f"{OTHER}/lesson")

    assert said(theirs.say("Hello."), "rate") is None


def test_the_newer_kind_of_address_counts_by_its_block(client, open_site):
    people = [Reader(client, f"Reader {number}", ip=f"2001:db8:7:{number}::1") for number in range(1, 22)]

    weights = [weight(each.say(f"I am {each.name}."), "rate") for each in people]

    assert weights == [0] * 20 + [0.2]

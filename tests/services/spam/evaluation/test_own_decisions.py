import pytest

from services.errors import Malformed
from services.moderation.decide import undo
from services.spam.evaluation.own_decisions import own_decisions


@pytest.fixture
def told(site, carol, mallory, move):
    """carol's comment was let through; what mallory wrote is spam."""
    kept, spam = carol.say("A thought about bridges.")["id"], mallory.say("Cheap watches, order now!")["id"]
    move(spam, "spam")
    move(kept, "published")
    return {"ham": kept, "spam": spam}


def labels(site, **more):
    return [(each.sample.text, each.is_spam) for each in own_decisions(site, **more).comments]


BOTH = [("Cheap watches, order now!", True), ("A thought about bridges.", False)]


def test_it_works(site, told):
    assert labels(site) == BOTH


def test_another_site_s_decisions_are_not_seen(other_site, told):
    with pytest.raises(Malformed, match="other: no comments"):
        own_decisions(other_site)


def test_what_nobody_decided_counts_for_nothing(site, told, carol):
    carol.say("Nobody has looked at this one yet.", url="https://blog.example/elsewhere")

    assert labels(site) == BOTH


@pytest.mark.parametrize("fate", ["rejected", "deleted"])
def test_what_was_taken_away_counts_for_nothing(site, told, carol, move, fate):
    other = carol.say("Something that does not belong here.", url="https://blog.example/elsewhere")["id"]

    move(other, "published")
    move(other, fate)

    assert labels(site) == BOTH


def test_the_last_decision_counts(site, told, move):
    move(told["ham"], "spam")
    move(told["spam"], "published")

    assert labels(site) == [("A thought about bridges.", True), ("Cheap watches, order now!", False)]


def test_a_decision_that_was_taken_back_counts_no_more(site, told, alice, move):
    undo(alice, move(told["ham"], "spam").batch)

    assert labels(site) == BOTH


def test_a_text_counts_as_it_stood_when_it_was_decided(site, told, carol):
    changed = carol.change(told["ham"], "Something else altogether.")

    assert changed.status_code == 200, changed.json
    assert labels(site) == BOTH


def test_who_wrote_is_told_when_asked_for(site, told):
    with_signals = [each.sample.author for each in own_decisions(site, with_signals=True).comments]

    assert with_signals == ["Mallory", "Carol"]
    assert {each.sample.author for each in own_decisions(site).comments} == {""}

from datetime import timedelta

import pytest

from models import Site, transaction
from services.insight.conclusions import conclusions
from services.insight.mistakes import altogether, mistakes

LINKS = "https://a.example https://b.example https://c.example"


@pytest.fixture
def wrong(window):
    """All that the service took for something, and how often a person said otherwise: kind → (all, decided, wrong)."""

    def read():
        seen = window()
        week = altogether(mistakes(seen, conclusions(seen)))
        return {kind: (count, week.decided[kind], week.wrong[kind]) for kind, count in week.all.items()}

    return read


@pytest.mark.parametrize(
    ("text", "kind", "to"),
    [("The casino.", "spam", "published"), (LINKS, "doubtful", "published"), ("Hello.", "published", "spam")],
)
def test_it_works(wrong, carol, move, text, kind, to):
    move(carol.say(text)["id"], to)

    assert wrong() == {kind: (1, 1, 1)}


@pytest.mark.parametrize(("text", "kind"), [("The casino.", "spam"), (LINKS, "doubtful"), ("Hello.", "published")])
def test_what_nobody_looked_at_is_not_wrong(wrong, carol, text, kind):
    carol.say(text)

    assert wrong() == {kind: (1, 0, 0)}


@pytest.mark.parametrize(
    ("text", "kind", "to"),
    [("The casino.", "spam", "spam"), (LINKS, "doubtful", "rejected"), ("Hello.", "published", "deleted")],
)
def test_other_decisions_say_nothing_against_it(wrong, carol, move, text, kind, to):
    move(carol.say(text)["id"], to)

    assert wrong() == {kind: (1, 1, 0)}


def test_an_undone_decision_does_not_count(wrong, carol, move, take_back):
    take_back(move(carol.say("Hello.")["id"], "spam").batch)

    assert wrong() == {"published": (1, 0, 0)}


def test_the_last_decision_counts(wrong, carol, move):
    comment = carol.say("The casino.")
    move(comment["id"], "published")
    move(comment["id"], "spam")

    assert wrong() == {"spam": (1, 1, 0)}


def test_when_the_last_is_undone_the_one_before_counts_again(wrong, carol, move, take_back, clock):
    comment = carol.say("Hello.")
    move(comment["id"], "spam")
    clock.shift(60)
    take_back(move(comment["id"], "published").batch)

    assert wrong() == {"published": (1, 1, 1)}


def test_what_is_judged_after_a_decision_excuses_nothing(wrong, carol, move, clock):
    comment = carol.say("The casino.")
    clock.shift(10)
    move(comment["id"], "published")
    clock.shift(10)
    carol.change(comment["id"], "The theatre.")

    assert wrong() == {"spam": (1, 1, 1)}


def test_a_decision_about_another_comment_changes_nothing(wrong, carol, move, clock):
    move(carol.say("Hello.")["id"], "spam")
    clock.shift(10)
    carol.say("The casino.")

    assert wrong() == {"published": (1, 1, 1), "spam": (1, 0, 0)}


def test_what_waits_by_the_sites_rule_alone_stands_apart(wrong, carol, approve, lenient):
    with transaction():
        Site.of(lenient.id).hold = "everything"
    approve(carol.say("Hello.")["id"])

    assert wrong() == {"waiting": (1, 1, 0)}


def test_it_counts_by_weeks(window, carol, move, clock):
    carol.say("Hello.")
    clock.shift(timedelta(days=7))
    move(carol.say("Hello again.")["id"], "spam")

    weeks = mistakes(seen := window(), conclusions(seen))

    assert [(week.day.isoformat(), week.share("published")) for week in weeks[-2:]] == [
        ("2026-03-02", 0.0),
        ("2026-03-09", 1.0),
    ]
    assert weeks[0].share("published") is None

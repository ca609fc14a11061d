"""Who is trusted: by so many comments that a moderator approved, the first of them so old, of a proven identity."""

from datetime import timedelta

import pytest

from models import Comment, Signal, Site, db, now, transaction
from services.spam.what_if import what_if
from tests.cast import BLOG


@pytest.fixture
def rule(site):
    def change(**values):
        with transaction():
            db.session.execute(db.update(Site).where(Site.id == site.id).values(values))

    return change


@pytest.fixture
def days_pass():
    """All that was written was written so many days earlier."""

    def pass_by(days):
        with transaction():
            db.session.execute(db.update(Comment).values(created_at=now() - timedelta(days=days)))

    return pass_by


def say(reader, approve, times):
    """The reader writes so many comments, all of which are approved."""
    return [approve(reader.say(f"Thought {n}.", url=f"{BLOG}/{n}")["id"]) for n in range(times)]


@pytest.mark.parametrize(("approved", "status"), [(2, "pending"), (3, "published")])
def test_it_works(carol, approve, rule, approved, status):
    rule(trust_comments=3)
    say(carol, approve, approved)

    assert carol.say("One more.")["status"] == status


@pytest.mark.parametrize(("days", "status"), [(6.9, "pending"), (7.1, "published")])
def test_r27_the_first_of_them_must_be_so_many_days_old(bob, rule, days_pass, days, status):
    rule(trust_days=7)
    days_pass(days)

    assert bob.say("One more.")["status"] == status


def test_r27_many_comments_in_one_day_are_not_enough(carol, approve, rule):
    rule(trust_comments=2, trust_days=1)
    say(carol, approve, 4)

    assert carol.say("One more.")["status"] == "pending"


def test_r27_a_name_and_an_address_are_no_identity(bob, rule, days_pass):
    rule(trust_days=7)
    days_pass(30)
    bob.token = None

    assert bob.say("It is me.", email="bob@blog.example")["status"] == "pending"


def test_one_that_is_called_spam_ends_it(carol, approve, move, rule):
    rule(trust_comments=2)
    say(carol, approve, 3)
    move(carol.say("Buy my pills.")["id"], "spam")

    assert carol.say("One more.")["status"] == "pending"


def test_a_comment_that_is_rejected_after_all_counts_no_more(bob, move):
    move(db.session.scalar(db.select(Comment.id)), "rejected")

    assert bob.say("One more.")["status"] == "pending"


def test_why_somebody_waits_is_said_by_the_rule(bob, rule):
    rule(trust_comments=5)

    comment = bob.say("One more.")

    db.session.rollback()
    waits_for = db.session.get(Comment, comment["id"]).waits_for
    assert waits_for == "Its author has too few approved comments here, or only recent ones"


@pytest.mark.parametrize(
    ("trust", "asked"), [({"trust_comments": 1}, False), ({"trust_comments": 2}, True), ({"trust_days": 1}, True)]
)
def test_browsers_of_people_who_are_not_trusted_yet_work(bob, rule, trust, asked):
    rule(**trust)

    assert bool(bob.open_form()["work"]) is asked


def test_the_rule_of_another_site_counts_for_nothing(bob, other_site):
    with transaction():
        Site.of(other_site.id).trust_comments = 50

    assert bob.say("Hello.")["status"] == "published"


@pytest.fixture
def would(site):
    """What other settings would have made of the latest comments."""

    def ask(**changes):
        db.session.rollback()
        return what_if(Site.of(site.id), changes)

    return ask


@pytest.mark.parametrize(
    ("changes", "moved"),
    [
        ({}, {}),
        ({"trust_comments": 2}, {("publish", "hold"): 1}),
        ({"trust_days": 1}, {("publish", "hold"): 1}),
        ({"hold": "everything"}, {("publish", "hold"): 1}),
        ({"hold": "nothing"}, {("hold", "publish"): 1}),
        ({"hold": "nothing", "trust_comments": 2}, {("hold", "publish"): 1}),
    ],
)
def test_what_a_rule_about_people_would_have_done(bob, would, changes, moved):
    bob.say("Hello again.")

    assert dict(would(**changes).changed) == moved


@pytest.mark.parametrize(("links_max", "moved"), [(0, {("publish", "hold"): 1}), (1, {}), (2, {})])
def test_links_are_counted_anew_in_the_text(bob, would, links_max, moved):
    bob.say("See https://a.example for it.")

    assert dict(would(links_max=links_max).changed) == moved


def test_a_language_that_is_made_usual_speaks_against_nobody(bob, site, would, rule):
    rule(hold="nothing", hold_at=20)
    bob.say("Das ist ein Text, der nicht in der Sprache der Seite ist, und das sieht man ihm auch sofort an.")

    assert dict(would(languages="de").changed) == {("hold", "publish"): 1}
    assert dict(would(languages="fr it").changed) == {}


def test_blatant_spam_would_not_have_been_kept(bob, akismet, work, would):
    akismet.mode = "discard"
    bob.say("Buy my pills.")
    work()

    assert dict(would(akismet_discards=True).changed) == {("spam", "discard"): 1}


def test_what_would_have_been_is_shown_with_samples_and_changes_nothing(bob, would):
    comment = bob.say("Hello <again>.")
    before = db.session.query(Signal).count(), db.session.get(Comment, comment["id"]).status

    found = would(hold="everything")

    assert [(each.comment_id, each.author_name, each.excerpt) for each in found.samples] == [
        (comment["id"], "Bob", "Hello <again>.")
    ]
    assert (db.session.query(Signal).count(), db.session.get(Comment, comment["id"]).status) == before


def test_comments_of_another_site_are_not_looked_at(bob, other_site):
    bob.say("Hello.")
    db.session.rollback()

    assert what_if(Site.of(other_site.id), {"hold": "everything"}).comments == 0

"""H2: Akismet may refuse the key, warn, or want to look again: no comment is lost, or published unchecked."""

from datetime import timedelta

import pytest

from models import Comment, OutboxEntry, Site, Verdict, db, now, transaction
from tests.hazards.room import Room
from tests.hazards.truth import what_is_wrong


@pytest.fixture
def comment_of():
    """A comment as the database has it now."""

    def find(told):
        db.session.rollback()
        return db.session.get(Comment, told["id"])

    return find


@pytest.fixture
def owed():
    """What is still owed to Akismet: one entry."""

    def find():
        db.session.rollback()
        return db.session.scalars(db.select(OutboxEntry).filter_by(kind="check", settled_at=None)).one()

    return find


@pytest.fixture
def blog():
    """The blog's row as it stands now."""

    def find():
        db.session.rollback()
        return Site.by_key("blog")

    return find


@pytest.fixture
def policy(site):
    def change(**settings):
        with transaction():
            db.session.execute(db.update(Site).values(**settings))

    return change


def test_it_works(bob, akismet, work):
    bob.say("Hello.")

    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_h2_with_a_trusting_policy_a_new_person_still_waits_for_a_moderator(carol, akismet, work, policy, comment_of):
    policy(akismet_away="trust")
    akismet.mode = "down"
    comment = carol.say("Hello.")

    work()

    assert comment_of(comment).waits_for == "First comment of someone whom no moderator has approved yet"
    assert carol.texts() == []


@pytest.mark.parametrize(
    ("mode", "problem"),
    [("invalid_key", "The key … is unknown"), ("error_alone", "suspended"), ("error_header", "suspended")],
)
def test_h2_a_refused_key_is_noted_at_the_site_until_it_is_good_again(bob, akismet, app, work, blog, mode, problem):
    akismet.mode = mode
    bob.say("Hello.")
    work()

    assert blog().akismet_problem == problem

    akismet.mode = "ok"
    app.extensions["jobs"].verify_keys()
    work()

    assert blog().akismet_problem is None
    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_h2_an_alert_stands_at_the_site_until_an_answer_comes_without(bob, akismet, work, blog):
    akismet.mode = "alert"
    bob.say("Hello.")
    work()

    assert blog().akismet_alert == "Over the limit for two months (10502)"

    akismet.mode = "ok"
    bob.say("Hello again.")
    work()

    assert blog().akismet_alert is None


def test_h2_the_room_shows_what_akismet_has_to_say(app, alice, bob, akismet, work):
    akismet.mode = "alert"
    bob.say("Hello.")
    work()

    assert "Over the limit for two months" in Room(app, alice).read()


def test_h2_the_room_shows_that_the_key_is_refused_and_why_a_comment_waits(app, alice, bob, akismet, work):
    akismet.mode = "invalid_key"
    bob.say("Hello.")
    work()

    assert "The key … is unknown; it will be asked again" in Room(app, alice).read()


def test_h2_what_akismet_wants_to_see_again_waits_for_that(bob, akismet, work, work_later, comment_of, owed):
    akismet.mode, akismet.recheck_after = "recheck", 300
    comment = bob.say("Hello.")
    work()

    assert comment_of(comment).status == "pending"
    assert comment_of(comment).waits_for == "Akismet wants to look at it once more"
    assert timedelta(seconds=295) < owed().due_at - now() < timedelta(seconds=301)

    work_later()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert [received.one("recheck_reason") for received in akismet.requests] == [None, "recheck"]


@pytest.mark.parametrize("mode", ["spam", "discard"])
def test_h2_spam_is_kept_for_a_moderator(bob, akismet, work, comment_of, mode):
    akismet.mode = mode
    comment = bob.say("Cheap watches.")

    work()

    assert comment_of(comment).status == "spam"
    assert bob.texts() == []


def test_h2_blatant_spam_is_dropped_where_the_site_says_so(bob, akismet, work, work_later, policy, comment_of, blog):
    policy(akismet_discards=True)
    akismet.mode = "discard"
    comment = bob.say("Cheap watches.")

    work()
    assert comment_of(comment).status == "spam"
    work_later()

    assert comment_of(comment) is None
    assert blog().discarded_count == 1
    assert what_is_wrong() == []


def test_h2_a_published_comment_that_turns_out_blatant_spam_is_not_dropped_with_its_replies(
    bob, akismet, work, work_later, policy
):
    policy(akismet_away="trust", akismet_discards=True)
    akismet.mode = "down"
    parent = bob.say("Cheap watches.")
    work()
    reply = bob.say("What is this?", parent=parent["id"])
    work()
    akismet.mode = "discard"

    work_later()

    assert db.session.get(Comment, reply["id"]) is not None
    assert what_is_wrong() == []


def test_h2_a_comment_that_was_published_unchecked_and_is_dropped_is_no_longer_counted(
    bob, akismet, work, work_later, policy
):
    policy(akismet_away="trust", akismet_discards=True)
    akismet.mode = "down"
    bob.say("Cheap watches.")
    work()
    akismet.mode = "discard"

    work_later()

    assert (bob.read()["thread"]["count"], bob.texts()) == (0, [])
    assert what_is_wrong() == []


def test_h2_a_moderators_decision_is_not_overruled_by_a_late_answer(bob, akismet, work, work_later, approve):
    akismet.mode = "down"
    comment = bob.say("Hello.")
    work()
    approve(comment["id"])
    akismet.mode = "spam"

    work_later()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert db.session.scalars(db.select(Verdict.outcome).where(Verdict.comment_id == comment["id"])).all() == ["spam"]

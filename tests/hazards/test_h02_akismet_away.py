"""H2: Akismet may be away, slow, or talk nonsense: no comment is refused, lost, or published unchecked."""

from datetime import timedelta

import pytest

from models import Comment, OutboxEntry, Signal, Site, Verdict, db, now, transaction
from services.spam.akismet_client import Akismet
from services.spam.akismet_gate import AkismetGate
from services.spam.breaker import TRIES
from tests.doubles.akismet_server import MODES
from tests.hazards.room import Room
from tests.hazards.truth import what_is_wrong

ANSWERS = {"ok", "ham", "spam", "discard", "recheck", "alert"}
SLOW = {"hang", "slow", "drip", "drip_headers"}
REASONS = {
    "error_header": "Akismet gives no verdict: suspended",
    "error_alone": "suspended",
    "invalid_key": "The key … is unknown",
    "down": "Akismet could not be reached",
    "reset": "Akismet could not be reached",
    "hang_up": "Akismet could not be reached",
    "hang": "Akismet did not answer in time",
    "slow": "Akismet did not answer in time",
    "drip": "Akismet did not answer in time",
    "drip_headers": "Akismet did not answer in time",
    "cut": "Akismet answered something we do not understand",
    "http_500": "Akismet answered with an error (500)",
    "http_502_html": "Akismet answered with an error (502)",
    "empty": "Akismet answered something we do not understand",
    "html": "Akismet answered something we do not understand",
    "garbage": "Akismet answered something we do not understand",
    "not_http": "Akismet answered something we do not understand",
    "bomb": "Akismet answered something we do not understand",
    "gzip_bomb": "Akismet answered something we do not understand",
    "redirect": "Akismet answered with an error (302)",
    "too_many": "Akismet asked us to slow down",
    "too_many_date": "Akismet asked us to slow down",
    "too_many_bare": "Akismet asked us to slow down",
}


@pytest.fixture
def turn(akismet, app):
    """Akismet turns good or bad. With what would only cost time the worker loses patience soon."""

    def to(mode):
        akismet.mode, jobs = mode, app.extensions["jobs"]
        jobs.gate.client.close()
        patience = {"timeout": 0.2, "total_timeout": 0.4} if mode in SLOW else {}
        jobs._gate = AkismetGate(Akismet(base_url=akismet.url, user_agent="Chiosa", **patience))

    return to


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
        return db.session.scalars(db.select(OutboxEntry).where(OutboxEntry.settled_at.is_(None))).one()

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

    assert work() == 1
    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_h2_each_way_in_which_akismet_fails_is_tried_here():
    assert set(MODES) - ANSWERS == set(REASONS)


@pytest.mark.parametrize("mode", REASONS)
def test_h2_a_comment_is_taken_held_and_settled_when_akismet_is_well_again(
    bob, turn, work, work_later, comment_of, mode
):
    turn(mode)
    answer = bob.write("Hello.")
    work()

    assert answer.status_code == 202
    assert comment_of(answer.json["comment"]).status == "pending"
    assert comment_of(answer.json["comment"]).waits_for == f"{REASONS[mode]}; it will be asked again"
    assert bob.texts() == []

    turn("ok")
    work_later()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert what_is_wrong() == []


@pytest.mark.parametrize("mode", ["invalid_key", "down", "hang", "empty"])
def test_h2_where_the_site_trusts_its_own_checks_they_decide_until_akismet_answers(
    bob, turn, work, work_later, policy, mode
):
    policy(akismet_away="trust")
    turn(mode)
    bob.say("Hello.")
    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert db.session.scalars(db.select(Signal.check)).all() == []

    turn("spam")
    work_later()

    assert bob.texts() == []
    assert what_is_wrong() == []


def test_h2_with_a_trusting_policy_a_new_person_still_waits_for_a_moderator(carol, akismet, work, policy, comment_of):
    policy(akismet_away="trust")
    akismet.mode = "down"
    comment = carol.say("Hello.")

    work()

    assert comment_of(comment).waits_for == "First comment of someone whom no moderator has approved yet"
    assert carol.texts() == []


@pytest.mark.parametrize("mode", ["down", "empty", "http_500"])
def test_h2_each_failure_is_tried_again_later_and_later(bob, akismet, work, work_later, owed, mode):
    akismet.mode = mode
    bob.say("Hello.")

    work()
    first = owed().due_at - now()
    work_later()
    second = owed().due_at - now()

    assert timedelta(seconds=29) < first < timedelta(seconds=37)
    assert timedelta(seconds=59) < second < timedelta(seconds=73)


@pytest.mark.parametrize("mode", ["too_many", "too_many_date"])
def test_h2_akismet_is_left_alone_as_long_as_it_asks(bob, akismet, work, owed, mode):
    akismet.mode, akismet.retry_after = mode, 1800
    bob.say("Hello.")

    work()

    assert timedelta(seconds=1795) < owed().due_at - now() < timedelta(seconds=2165)
    assert work() == 0


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


def test_h2_after_five_failures_in_a_row_akismet_is_left_in_peace(bob, akismet, work, work_later):
    akismet.mode = "http_500"
    said = [bob.say(f"Thought {number}.") for number in range(TRIES + 3)]
    work()

    assert len(akismet.requests) == TRIES
    assert db.session.query(OutboxEntry).filter(OutboxEntry.settled_at.is_(None)).count() == len(said)

    akismet.mode = "ok"
    work_later()

    assert len(akismet.requests) == TRIES


def test_h2_the_first_good_answer_after_the_rest_brings_all_that_waits(bob, akismet, app, work, work_later):
    akismet.mode = "http_500"
    said = [bob.say(f"Thought {number}.") for number in range(TRIES + 3)]
    work()
    akismet.mode = "ok"
    app.extensions["jobs"].gate._breakers[akismet.key]._open_until = 0.0

    work_later()

    assert len(bob.texts()) == len(said)
    assert len(akismet.requests) == TRIES + len(said)
    assert what_is_wrong() == []


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


def test_h2_blatant_spam_is_dropped_where_the_site_says_so(bob, akismet, work, policy, comment_of, blog):
    policy(akismet_discards=True)
    akismet.mode = "discard"
    comment = bob.say("Cheap watches.")

    work()

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

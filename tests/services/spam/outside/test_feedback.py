"""What moderators decide is told to those outside who learn from it."""

import pytest

from models import OutboxEntry, db
from services.moderation.decide import undo


@pytest.fixture
def told(cleantalk):
    """What CleanTalk was told, in order."""
    return lambda: [each.one("feedback") for each in cleantalk.requests if each.one("method_name") == "send_feedback"]


def test_it_works(bob, akismet, cleantalk, work, move, told, history):
    comment = bob.say("Cheap watches.")
    work()
    move(comment["id"], "spam")
    work()

    assert [received.operation for received in akismet.requests] == ["comment-check", "submit-spam"]
    assert [each.endswith(":0;") for each in told()] == [True]
    assert history(comment)[2:] == [("akismet", "spam", "", "told"), ("cleantalk", "spam", "", "told")]


def test_both_hear_that_it_was_no_spam(bob, akismet, cleantalk, work, move, told):
    akismet.mode = cleantalk.mode = "spam"
    comment = bob.say("Cheap watches.")
    work()
    move(comment["id"], "published")
    work()

    assert akismet.requests[-1].operation == "submit-ham"
    assert [each.endswith(":1;") for each in told()] == [True]


def test_the_feedback_names_the_question(bob, cleantalk, work, move, told):
    first, second = bob.say("Cheap watches."), bob.say("Dear watches.")
    work()
    move(first["id"], "spam")
    move(second["id"], "spam")
    work()

    assert len(set(told())) == 2


def test_who_has_not_heard_of_a_decision_does_not_hear_of_its_undoing(
    bob, alice, akismet, cleantalk, work, work_later, move, told
):
    comment = bob.say("Cheap watches.")
    work()
    cleantalk.mode = "http_500"
    outcome = move(comment["id"], "spam")
    work()
    undo(alice, outcome.batch)
    cleantalk.mode = "ok"
    asked = len(cleantalk.requests)
    work_later()

    assert [received.operation for received in akismet.requests][1:] == ["submit-spam", "submit-ham"]
    assert len(cleantalk.requests) == asked


def test_feedback_that_failed_is_sent_again(bob, cleantalk, work, work_later, move, history):
    comment = bob.say("Cheap watches.")
    work()
    cleantalk.mode = "http_500"
    move(comment["id"], "spam")
    work()
    cleantalk.mode = "ok"
    work_later()

    assert [outcome for _, kind, _, outcome in history(comment) if kind == "spam"] == ["failed", "told"]


def test_who_has_forgotten_the_comment_is_not_told_again(bob, cleantalk, work, work_later, move, history):
    comment = bob.say("Cheap watches.")
    work()
    cleantalk.mode = "forgotten"
    move(comment["id"], "spam")
    work()
    asked = len(cleantalk.requests)
    work_later()

    assert history(comment)[-1] == ("cleantalk", "spam", "", "failed")
    assert len(cleantalk.requests) == asked


def test_who_was_never_asked_is_not_told(bob, cleantalk, work, move, told):
    cleantalk.mode = "down"
    comment = bob.say("Cheap watches.")
    work()
    move(comment["id"], "spam")
    cleantalk.mode = "ok"
    work()

    assert told() == []


def test_a_block_list_is_told_nothing(bob, block_lists, work, move):
    comment = bob.say("Cheap watches.")
    work()
    move(comment["id"], "spam")

    assert db.session.scalars(db.select(OutboxEntry).filter_by(kind="spam")).all() == []


@pytest.mark.parametrize("is_test", [True, False])
def test_in_development_akismet_does_not_learn(app, bob, akismet, work, move, is_test):
    app.extensions["jobs"].gate.is_test = is_test
    comment = bob.say("Cheap watches.")
    work()
    move(comment["id"], "spam")
    work()

    assert [received.one("is_test") for received in akismet.requests] == ["1" if is_test else None] * 2

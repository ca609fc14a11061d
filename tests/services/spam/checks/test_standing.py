import pytest

from models import Decision, db, transaction
from services.moderation.decide import undo
from tests.signals import said, weight


@pytest.fixture
def approved(bob, move, site):
    """bob has so many comments that a moderator published, the first among them."""

    def write(count: int) -> None:
        with transaction():
            site.hold = "everything"
        for number in range(count - 1):
            move(bob.say(f"Number {number}.")["id"], "published")
        with transaction():
            site.hold = "first"

    return write


def test_it_works(bob, approved):
    approved(3)

    signal = said(bob.say("Hello."), "standing")

    assert (signal.score, signal.certainty) == (-1, 0.3)
    assert signal.reason == "Comments of the same person that a moderator has approved: 3"


@pytest.mark.parametrize(("count", "weighs"), [(2, 0), (7, -0.3), (8, -0.4), (20, -0.5)])
def test_trust_grows_slowly_and_has_an_end(bob, approved, count, weighs):
    approved(count)

    assert weight(bob.say("Hello."), "standing") == weighs


def test_a_regular_who_fills_in_the_trap_still_waits(bob, approved):
    approved(20)

    assert bob.say("Hello.", trap="x")["status"] == "pending"


def test_what_nobody_decided_earns_nothing(carol, site):
    with transaction():
        site.hold = "nothing"
    statuses = [carol.say(f"Number {number}.")["status"] for number in range(4)]

    assert statuses == ["published"] * 4
    assert said(carol.say("Hello."), "standing") is None


def test_spam_is_remembered_of_a_person(mallory, spam):
    spam("Buy this.")

    comment = mallory.say("A thought.")

    assert said(comment, "standing").reason == "Comments of the same person that are spam: 1"
    assert weight(comment, "standing") == 0.6


def test_of_others_nothing_is_remembered(bob, spam):
    spam("Buy this.")

    assert said(bob.say("A thought."), "standing") is None


def test_many_approvals_outweigh_one_mistake(bob, approved, move):
    approved(6)
    move(bob.say("A slip.")["id"], "spam")

    assert said(bob.say("Sorry."), "standing") is None


def test_an_approval_that_is_taken_back_does_not_count(bob, approved, alice):
    approved(3)
    undo(alice, db.session.scalars(db.select(Decision.batch).order_by(Decision.id.desc())).first())

    assert said(bob.say("Hello."), "standing") is None

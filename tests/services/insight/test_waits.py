from datetime import timedelta

import pytest

from models import Site, transaction
from services.insight.arrivals import arrivals
from services.insight.conclusions import conclusions
from services.insight.waits import ENDS, still_waiting, waits


@pytest.fixture
def careful(lenient):
    """The blog holds everything for a moderator."""
    with transaction():
        Site.of(lenient.id).hold = "everything"


@pytest.fixture
def wait(carol, clock, move, careful):
    """carol writes, and alice decides so many seconds later."""

    def decide_after(seconds, to="published"):
        comment = carol.say(f"A thought of {seconds} seconds.")
        clock.shift(seconds)
        return move(comment["id"], to)

    return decide_after


@pytest.fixture
def undecided(window):
    return lambda: still_waiting(arrivals(seen := window(), conclusions(seen)))


def test_it_works(wait, window, undecided):
    wait(60)
    wait(120)
    wait(3600)

    found = waits(window())

    assert (found.decided, undecided(), found.median, found.most) == (3, 0, 120, 3600)


def test_ninety_of_a_hundred_did_not_wait_longer(wait, window):
    list(map(wait, range(10, 101, 10)))

    assert waits(window()).most == 90


@pytest.mark.parametrize(
    ("seconds", "step"),
    [(0, 0), (59, 0), (60, 1), (599, 1), (600, 2), (3600, 3), (21_600, 4), (86_400, 5), (259_200, 6), (604_800, 7)],
)
def test_each_wait_is_in_its_step(wait, window, seconds, step):
    wait(seconds)

    found = waits(window()).steps

    assert [end for end, _ in found] == [*ENDS, None]
    assert [count for _, count in found] == [int(number == step) for number in range(8)]


def test_the_first_decision_ends_the_wait(wait, window, undecided, take_back, clock):
    batch = wait(60).batch
    clock.shift(1000)
    take_back(batch)

    found = waits(window())

    assert (found.decided, undecided(), found.median) == (1, 1, 60)


def test_what_did_not_wait_is_not_counted(window, carol, move, clock):
    comment = carol.say()
    clock.shift(60)
    move(comment["id"], "spam")

    assert waits(window()).decided == 0


def test_it_tells_how_many_wait(window, undecided, carol, careful):
    carol.say()

    found = waits(window())

    assert (found.decided, undecided(), found.median, found.most) == (0, 1, None, None)


def test_a_comment_that_was_held_later_waits_since_then(window, carol, move, clock):
    comment = carol.say("Hello.")
    clock.shift(timedelta(minutes=3))
    carol.change(comment["id"], "https://a.example https://b.example https://c.example")
    clock.shift(timedelta(minutes=1))
    move(comment["id"], "published")

    assert waits(window()).median == 60


def test_what_readers_reported_waits_since_then(clock, bob, window, lenient, carol, move):
    with transaction():
        Site.of(lenient.id).reports_hold = 1
    comment = carol.say("Hello.")
    clock.shift(1000)
    bob.report(comment["id"])
    clock.shift(60)
    move(comment["id"], "published")

    assert [count for _, count in waits(window()).steps[:3]] == [1, 1, 0]

import pytest
import time_machine
from limits import RateLimitItemPerMinute
from limits.strategies import MovingWindowRateLimiter

from blueprints.recent_writes import RecentWrites

TWICE = RateLimitItemPerMinute(2)
NOON = 1_800_000_000


@pytest.fixture
def writes() -> RecentWrites:
    return RecentWrites()


@pytest.fixture
def limiter(writes: RecentWrites) -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(writes)


def test_it_works(limiter: MovingWindowRateLimiter) -> None:
    answers = [limiter.hit(TWICE, "carol"), limiter.hit(TWICE, "carol"), limiter.hit(TWICE, "carol")]

    assert answers == [True, True, False]


def test_each_key_has_a_window_of_its_own(limiter: MovingWindowRateLimiter) -> None:
    limiter.hit(TWICE, "carol", cost=2)

    assert limiter.hit(TWICE, "bob")


def test_a_write_counts_until_its_minute_has_passed(limiter: MovingWindowRateLimiter) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        limiter.hit(TWICE, "carol")
        clock.shift(40)
        limiter.hit(TWICE, "carol")
        clock.shift(19)
        early = limiter.hit(TWICE, "carol")
        clock.shift(1)
        late = limiter.hit(TWICE, "carol")

    assert (early, late) == (False, True)


def test_a_refused_write_does_not_count(limiter: MovingWindowRateLimiter) -> None:
    limiter.hit(TWICE, "carol")
    limiter.hit(TWICE, "carol", cost=2)

    assert limiter.get_window_stats(TWICE, "carol").remaining == 1


def test_who_has_not_written_for_a_minute_is_forgotten(limiter: MovingWindowRateLimiter, writes: RecentWrites) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        limiter.hit(TWICE, "carol")
        limiter.hit(TWICE, "mallory")
        clock.shift(60)
        limiter.hit(TWICE, "bob")

        assert len(writes) == 1


def test_reset_forgets_everyone(limiter: MovingWindowRateLimiter, writes: RecentWrites) -> None:
    limiter.hit(TWICE, "carol", cost=2)

    writes.reset()

    assert limiter.hit(TWICE, "carol")


def test_one_key_can_be_cleared(limiter: MovingWindowRateLimiter) -> None:
    limiter.hit(TWICE, "carol", cost=2)

    limiter.clear(TWICE, "carol")

    assert limiter.hit(TWICE, "carol")

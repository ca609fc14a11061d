from datetime import date, datetime, timedelta

import pytest

from services.insight.arrivals import arrivals, by_week
from services.insight.conclusions import conclusions
from tests.cast import OTHER, Reader


@pytest.fixture
def days(window):
    """What each day brought, without the empty ones."""

    def read(length=30):
        seen = window(length)
        found = arrivals(seen, conclusions(seen))
        return {each.day.isoformat(): dict(each.fates) for each in found if each.fates}

    return read


def test_it_works(days, carol, mallory, move):
    carol.say("Good morning.")
    mallory.say("Come to the casino.")
    move(carol.say("Another word.")["id"], "rejected")

    assert days() == {"2026-03-02": {"published": 1, "spam": 1, "rejected": 1}}


def test_a_day_ends_at_midnight_utc(days, carol, clock):
    clock.move_to(datetime.fromisoformat("2026-03-02T23:59:59+00:00"))
    carol.say("Late.")
    clock.shift(1)
    carol.say("Early.")

    assert days() == {"2026-03-02": {"published": 1}, "2026-03-03": {"published": 1}}


def test_each_day_of_the_window_is_there(window):
    found = arrivals(seen := window(), conclusions(seen))

    assert [found[0].day, found[-1].day, len(found)] == [date(2026, 2, 1), date(2026, 3, 2), 30]


@pytest.mark.parametrize(("passed", "count"), [(29, 1), (30, 0)])
def test_what_is_older_than_the_window_is_left_out(days, carol, clock, passed, count):
    carol.say()
    clock.shift(timedelta(days=passed))

    assert len(days()) == count


def test_what_is_still_being_checked_counts_as_waiting(days, carol, akismet):
    carol.say()

    assert days() == {"2026-03-02": {"pending": 1}}


def test_it_counts_where_a_comment_stands_now(days, carol, move, clock):
    comment = carol.say()
    clock.shift(timedelta(days=2))
    move(comment["id"], "deleted")

    assert days() == {"2026-03-02": {"deleted": 1}}


def test_another_sites_comments_are_not_counted(days, carol, dave, client):
    carol.say()
    Reader(client, "Erin", site="other", page=f"{OTHER}/lesson").say()

    assert days() == {"2026-03-02": {"published": 1}}


def test_weeks_begin_on_monday(window, carol, clock):
    clock.shift(timedelta(days=-1))
    carol.say("On Sunday.")
    clock.shift(timedelta(days=1))
    carol.say("On Monday.")
    clock.shift(timedelta(days=6))
    carol.say("On Sunday again.")

    weeks = by_week(arrivals(seen := window(), conclusions(seen)))

    assert [(week.day.isoformat(), week.fates.total()) for week in weeks[-2:]] == [("2026-02-23", 1), ("2026-03-02", 2)]

"""H7: the clock jumps: nobody is refused for it, and what came first stays first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from models import Comment, OutboxEntry, db
from tests.hazards.room import Room
from tests.hazards.truth import what_is_wrong

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
JUMPS = {
    "an hour back": NOON - timedelta(hours=1),
    "a day back": NOON - timedelta(days=1),
    "a day ahead": NOON + timedelta(days=1),
    "to 1970": datetime(1970, 1, 1, 0, 0, 10, tzinfo=UTC),
    "to 2038": datetime(2038, 1, 19, 4, 0, tzinfo=UTC),
}


@pytest.fixture
def clock():
    """A clock that stands at noon and goes on from there, until it jumps."""
    with time_machine.travel(NOON, tick=True) as traveller:
        yield traveller


@pytest.fixture
def ids_on_page(bob):
    return lambda: [comment["id"] for comment in bob.read()["comments"]]


@pytest.fixture
def set_limit(app):
    """How often one visitor may write."""
    house = app.extensions["chiosa"]

    def change(limit):
        app.extensions["chiosa"] = replace(house, config=replace(house.config, limit_visitor=limit))

    yield change
    app.extensions["chiosa"] = house


def test_it_works(clock, bob):
    assert bob.say("Hello.")["created"].startswith("2026-06-01T12:00")


@pytest.mark.parametrize("moment", JUMPS.values(), ids=JUMPS)
def test_h7_posting_goes_on_and_the_newest_comment_stands_first(clock, bob, ids_on_page, moment):
    before = bob.say("Before.")["id"]
    clock.move_to(moment)

    after = bob.say("After.")["id"]

    assert ids_on_page() == [after, before]
    assert what_is_wrong() == []


def test_h7_a_comment_of_tomorrow_is_not_pinned_on_top(clock, bob, ids_on_page):
    clock.move_to(NOON + timedelta(days=1))
    of_tomorrow = bob.say("Tomorrow.")["id"]
    clock.move_to(NOON)

    of_today = bob.say("Today.")["id"]

    assert ids_on_page() == [of_today, of_tomorrow]


@pytest.mark.parametrize("hours", [1, 23])
def test_h7_a_form_that_was_opened_before_the_clock_was_set_back_is_good(clock, bob, hours):
    form = bob.open_form()["form"]
    clock.move_to(NOON - timedelta(hours=hours))

    assert bob.post(bob.body("Hello.", form=form)).status_code == 201


def test_h7_a_form_that_seems_too_old_brings_a_refusal_that_says_what_to_do(clock, bob):
    form = bob.open_form()["form"]
    clock.move_to(NOON + timedelta(hours=25))

    refused = bob.post(bob.body("Hello.", form=form))

    assert (refused.status_code, refused.json["error"]["code"]) == (422, "form_expired")
    assert bob.write("Hello.").status_code == 201


@pytest.mark.parametrize("moment", [JUMPS["an hour back"], JUMPS["a day back"], JUMPS["to 1970"]])
def test_h7_who_reached_a_limit_is_not_kept_out_because_the_clock_was_set_back(clock, bob, set_limit, moment):
    set_limit("3 per minute")
    statuses = [bob.write(f"Thought {number}.").status_code for number in range(4)]
    clock.move_to(moment)

    assert statuses == [201, 201, 201, 429]
    assert bob.write("Later.").status_code == 201


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_h7_a_check_that_was_owed_before_the_clock_was_set_back_is_made(clock, bob, akismet, work, back):
    bob.say("Hello.")
    clock.move_to(NOON - back)

    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_h7_what_was_put_off_in_a_far_future_is_not_forgotten_there(clock, bob, akismet, work):
    clock.move_to(JUMPS["to 2038"])
    akismet.mode = "http_500"
    bob.say("Hello.")
    work()
    clock.move_to(NOON)
    akismet.mode = "ok"

    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_h7_what_a_moderator_deleted_can_still_be_undone_when_the_clock_was_set_back(clock, bob, move, work):
    comment = bob.say("Hello.")
    move(comment["id"], "deleted")
    clock.move_to(NOON - timedelta(hours=1))

    work()

    assert db.session.get(Comment, comment["id"], populate_existing=True).source == "Hello."


def test_h7_a_worker_that_died_holds_its_entry_no_longer_because_the_clock_was_set_back(clock, bob, akismet, work):
    bob.say("Hello.")
    OutboxEntry.claim_next("of a worker that died")
    clock.move_to(NOON - timedelta(days=1))

    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_h7_the_hour_that_comes_twice_keeps_its_order(bob, ids_on_page):
    rome = ZoneInfo("Europe/Rome")
    with time_machine.travel(datetime(2026, 10, 25, 2, 50, tzinfo=rome), tick=True) as clock:
        first = bob.say("In summer time.")
        clock.shift(20 * 60)
        second = bob.say("Twenty minutes later, in winter time.")

    assert [first["created"], second["created"]] == ["2026-10-25T00:50:00Z", "2026-10-25T01:10:00Z"]
    assert ids_on_page() == [second["id"], first["id"]]


def test_h7_a_moderator_stays_signed_in_when_the_clock_is_set_back(clock, app, alice):
    room = Room(app, alice)
    clock.move_to(NOON - timedelta(days=1))

    assert "Sign in" not in room.read()

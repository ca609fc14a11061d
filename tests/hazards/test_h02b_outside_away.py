"""H2: who judges outside may be away, slow, or talk nonsense: no comment is refused, lost, or published unchecked.

The same holds for each service, and for two of them together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from flask import Flask

from models import Comment, Consultation, Origin, OutboxEntry, Signal, Site, db, now, transaction
from services.spam.outside.akismet_client import Akismet
from services.spam.outside.akismet_gate import AkismetGate
from services.spam.outside.breaker import TRIES
from services.spam.outside.cleantalk_client import CleanTalk
from services.spam.outside.cleantalk_judge import CleanTalkGate
from services.spam.outside.gate import Gate
from tests.doubles.failing_server import FAILURES
from tests.hazards.truth import what_is_wrong

SLOW = {"hang", "slow", "drip", "drip_headers"}
REASONS = {
    "down": "could not be reached",
    "reset": "could not be reached",
    "hang_up": "could not be reached",
    "hang": "did not answer in time",
    "slow": "did not answer in time",
    "drip": "did not answer in time",
    "drip_headers": "did not answer in time",
    "cut": "answered something we do not understand",
    "http_500": "answered with an error (500)",
    "http_502_html": "answered with an error (502)",
    "empty": "answered something we do not understand",
    "html": "answered something we do not understand",
    "garbage": "answered something we do not understand",
    "not_http": "answered something we do not understand",
    "bomb": "answered something we do not understand",
    "gzip_bomb": "answered something we do not understand",
    "redirect": "answered with an error (302)",
    "too_many": "asked us to slow down",
    "too_many_date": "asked us to slow down",
    "too_many_bare": "asked us to slow down",
}
ALONE = {
    "akismet": {
        "error_header": "Akismet gives no verdict: suspended",
        "error_alone": "suspended",
        "invalid_key": "The key … is unknown",
    },
    "cleantalk": {
        "error_alone": "suspended",
        "invalid_key": "The key … is unknown.",
        "no_verdict": "CleanTalk answered something we do not understand",
        "deep": "CleanTalk answered something we do not understand",
        "list": "CleanTalk answered something we do not understand",
        "forgotten": "CleanTalk answered something we do not understand",
    },
}
ANSWERS = {"ok", "ham", "spam", "discard", "recheck", "alert"}


def impatient_akismet(url: str) -> AkismetGate:
    return AkismetGate(Akismet(base_url=url, user_agent="Chiosa", timeout=0.2, total_timeout=0.4))


def impatient_cleantalk(url: str) -> CleanTalkGate:
    return CleanTalkGate(CleanTalk(f"{url}/api2.0", "Chiosa", timeout=0.2, total_timeout=0.4))


@dataclass
class Service:
    """Akismet, or CleanTalk: its double, and how the worker reaches it."""

    name: str
    title: str
    double: Any
    jobs: Any
    place: str
    impatient: Callable[[str], Gate]

    @property
    def gate(self) -> Any:
        return self.jobs.gate if self.name == "akismet" else self.jobs.cleantalk

    def turn(self, mode: str) -> None:
        """It turns good or bad. With what would only cost time the worker loses patience soon."""
        self.gate.client.close()
        self.double.mode = mode
        setattr(self.jobs, self.place, self.impatient(self.double.url) if mode in SLOW else None)

    def let_rest_pass(self) -> None:
        """The minute is over in which nobody was asked."""
        self.gate._breakers[self.double.key]._open_until = 0.0

    @property
    def checks(self) -> int:
        return len(self.double.requests)


SERVICES = {
    "akismet": ("Akismet", "_gate", impatient_akismet),
    "cleantalk": ("CleanTalk", "_cleantalk", impatient_cleantalk),
}


@pytest.fixture(params=SERVICES)
def outside(request: pytest.FixtureRequest, app: Flask) -> Service:
    title, place, impatient = SERVICES[request.param]
    double = request.getfixturevalue(request.param)
    return Service(request.param, title, double, app.extensions["jobs"], place, impatient)


@pytest.fixture
def comment_of(app):
    """A comment as the database has it now."""

    def find(told):
        db.session.rollback()
        return db.session.get(Comment, told["id"])

    return find


@pytest.fixture
def owed(app):
    """The checks that are still owed."""

    def find():
        db.session.rollback()
        return db.session.scalars(db.select(OutboxEntry).filter_by(kind="check", settled_at=None)).all()

    return find


@pytest.fixture
def history(app):
    """Who said what of a comment, oldest first."""

    def find(told):
        db.session.rollback()
        rows = db.session.scalars(db.select(Consultation).filter_by(comment_id=told["id"]).order_by(Consultation.id))
        return [(row.service, row.kind, row.reason, row.outcome) for row in rows]

    return find


@pytest.fixture
def policy(site):
    def change(**settings):
        with transaction():
            db.session.execute(db.update(Site).values(**settings))

    return change


def test_it_works(bob, outside, work, history):
    comment = bob.say("Hello.")
    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert history(comment) == [(outside.name, "check", "", "ham")]


def test_h2_each_way_in_which_one_fails_is_tried_here(outside):
    assert set(FAILURES) == set(REASONS)
    assert set(outside.double.modes) - ANSWERS - set(FAILURES) == set(ALONE[outside.name])


@pytest.mark.parametrize("mode", REASONS)
def test_h2_a_comment_is_taken_held_and_settled_when_the_service_is_well_again(
    bob, outside, work, work_later, comment_of, mode
):
    outside.turn(mode)
    answer = bob.write("Hello.")
    work()

    assert answer.status_code == 202
    assert comment_of(answer.json["comment"]).status == "pending"
    assert comment_of(answer.json["comment"]).waits_for == f"{outside.title} {REASONS[mode]}; it will be asked again"
    assert bob.texts() == []

    outside.turn("ok")
    work_later()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert what_is_wrong() == []


@pytest.mark.parametrize(
    ("outside", "mode"), [(name, mode) for name in ALONE for mode in ALONE[name]], indirect=["outside"]
)
def test_h2_a_comment_is_held_with_what_only_this_service_says(bob, outside, work, work_later, comment_of, mode):
    outside.turn(mode)
    comment = bob.say("Hello.")
    work()

    assert comment_of(comment).waits_for == f"{ALONE[outside.name][mode]}; it will be asked again"
    assert bob.texts() == []

    outside.turn("ok")
    work_later()

    assert bob.texts() == ["<p>Hello.</p>\n"]


@pytest.mark.parametrize("mode", ["invalid_key", "down", "hang", "empty"])
def test_h2_where_the_site_trusts_its_own_checks_they_decide_until_there_is_an_answer(
    bob, outside, work, work_later, policy, mode
):
    policy(akismet_away="trust")
    outside.turn(mode)
    bob.say("Hello.")
    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert db.session.scalars(db.select(Signal.check).filter_by(check=outside.name)).all() == []

    outside.turn("spam")
    work_later()

    assert bob.texts() == []
    assert what_is_wrong() == []


@pytest.mark.parametrize("mode", ["down", "empty", "http_500"])
def test_h2_each_failure_is_tried_again_later_and_later(bob, outside, work, work_later, owed, mode):
    outside.turn(mode)
    bob.say("Hello.")

    work()
    first = owed()[0].due_at - now()
    work_later()
    second = owed()[0].due_at - now()

    assert timedelta(seconds=29) < first < timedelta(seconds=37)
    assert timedelta(seconds=59) < second < timedelta(seconds=73)


@pytest.mark.parametrize("mode", ["too_many", "too_many_date"])
def test_h2_a_service_is_left_alone_as_long_as_it_asks(bob, outside, work, owed, mode):
    outside.turn(mode)
    outside.double.retry_after = 1800
    bob.say("Hello.")

    work()

    assert timedelta(seconds=1795) < owed()[0].due_at - now() < timedelta(seconds=2165)
    assert work() == 0


@pytest.mark.parametrize("mode", ["http_500", "invalid_key"])
def test_h2_after_five_failures_in_a_row_a_service_is_left_in_peace(bob, outside, work, work_later, owed, mode):
    outside.turn(mode)
    said = [bob.say(f"Thought {number}.") for number in range(TRIES + 3)]
    work()

    assert outside.checks == TRIES
    assert len(owed()) == len(said)

    outside.double.mode = "ok"
    work_later()

    assert outside.checks == TRIES


def test_h2_each_minute_one_is_asked_about_and_no_more(bob, outside, work, owed):
    outside.turn("http_500")
    said = [bob.say(f"Thought {number}.") for number in range(TRIES + 3)]
    work()

    for probes in (1, 2):
        outside.let_rest_pass()
        work()
        assert outside.checks == TRIES + probes

    assert len(owed()) == len(said)


@pytest.mark.parametrize(("mode", "seconds"), [("http_500", 60), ("too_many", 1800), ("invalid_key", 900)])
def test_h2_the_rest_is_as_long_as_the_service_asks(bob, outside, work, mode, seconds):
    outside.turn(mode)
    outside.double.retry_after = 1800
    said = [bob.say(f"Thought {number}.") for number in range(TRIES)]
    work()

    assert len(said) == outside.checks
    assert seconds - 5 < outside.gate._breakers[outside.double.key]._open_until - monotonic() <= seconds


@pytest.mark.parametrize("mode", ["invalid_key", "http_500"])
def test_h2_with_a_new_key_all_that_waits_is_asked_about_at_once(bob, outside, app, work, mode):
    outside.turn(mode)
    bob.say("Hello.")
    work()
    outside.double.mode, outside.double.key = "ok", "another0key1"
    app.test_cli_runner().invoke(args=["site", outside.name, "blog"], input="another0key1\n")
    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_h2_the_first_good_answer_brings_all_that_waits(bob, outside, work):
    outside.turn("http_500")
    said = [bob.say(f"Thought {number}.") for number in range(TRIES + 3)]
    work()
    outside.double.mode = "ok"
    outside.let_rest_pass()

    work()

    assert len(bob.texts()) == len(said)
    assert outside.checks == TRIES + len(said)
    assert what_is_wrong() == []


def test_h2_what_waits_is_not_changed_by_every_try_so_that_moderators_can_decide(
    bob, outside, work, work_later, comment_of
):
    outside.turn("http_500")
    said = [bob.say(f"Thought {number}.") for number in range(TRIES + 1)]
    work()
    before = comment_of(said[0]).version
    work_later()

    assert comment_of(said[0]).version == before


def test_h2_what_can_never_be_asked_about_is_left_to_a_moderator(bob, outside, work, work_later, comment_of):
    outside.turn("http_500")
    comment = bob.say("Hello.")
    work()
    with transaction():
        db.session.execute(db.delete(Origin))
    outside.turn("ok")
    work_later()

    assert comment_of(comment).waits_for == f"It was too late to ask {outside.title} about it"
    assert bob.texts() == []


def test_h2_the_history_tells_of_each_try(bob, outside, work, work_later, history):
    outside.turn("empty")
    comment = bob.say("Hello.")
    work()
    outside.turn("spam")
    work_later()

    assert history(comment) == [(outside.name, "check", "", "failed"), (outside.name, "check", "retry", "spam")]


def test_h2_the_history_holds_no_key(bob, outside, work, comment_of):
    outside.turn("invalid_key")
    bob.say("Hello.")
    work()

    assert outside.double.key not in "".join(db.session.scalars(db.select(Consultation.detail)))


def test_h2_a_refused_key_is_noted_at_the_site(bob, outside, work):
    outside.turn("invalid_key")
    bob.say("Hello.")
    work()
    db.session.rollback()

    assert "is unknown" in getattr(Site.by_key("blog"), f"{outside.name}_problem")

    outside.turn("ok")
    bob.say("Hello again.")
    work()
    db.session.rollback()

    assert getattr(Site.by_key("blog"), f"{outside.name}_problem") is None


def test_h2_a_comment_waits_while_one_of_two_is_away(bob, akismet, cleantalk, work, work_later, comment_of):
    cleantalk.mode = "http_500"
    comment = bob.say("Hello.")
    work()

    assert comment_of(comment).status == "pending"
    assert db.session.scalars(db.select(Signal.check)).all() == ["akismet"]

    cleantalk.mode = "ok"
    work_later()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert len(akismet.requests) == 1


@pytest.mark.parametrize(("first", "second"), [("spam", "ham"), ("ham", "spam")])
def test_h2_two_who_disagree_are_weighed_together(bob, akismet, cleantalk, work, comment_of, first, second):
    akismet.mode, cleantalk.mode = first, second
    comment = bob.say("Hello.")
    work()

    assert comment_of(comment).status == "pending"
    assert sorted(db.session.scalars(db.select(Signal.check))) == ["akismet", "cleantalk"]


def test_h2_a_dropped_comment_takes_along_what_others_are_owed(
    bob, akismet, cleantalk, work, work_later, policy, comment_of
):
    policy(akismet_discards=True)
    akismet.mode = "discard"
    comment = bob.say("Cheap watches.")
    work()
    work_later()

    assert comment_of(comment) is None
    assert what_is_wrong() == []


@pytest.mark.parametrize("mode", ["servfail", "refused"])
def test_h2_nothing_waits_for_a_block_list(client, bob, block_lists, work, history, mode):
    block_lists.mode, bob.ip = mode, "9.9.9.9"
    comment = bob.say("Hello.")
    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert history(comment) == [("dnsbl", "check", "", "failed")]

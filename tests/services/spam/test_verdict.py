from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.spam.verdict import Rules, conclude, spamminess

ORDER = ("publish", "hold", "spam", "discard")
ANYBODY = Rules(hold="nothing")
KEEPS_LITTLE = Rules(hold="nothing", discard_at=90)


@dataclass(frozen=True)
class Said:
    score: float
    certainty: float
    check: str = "a check"
    reason: str = "A reason"


def outcome(signals, rules=ANYBODY, is_approved=False):
    return conclude(signals, rules, is_approved=is_approved).outcome


def test_it_works():
    assert outcome([]) == "publish"
    assert outcome([Said(1, 0.5)]) == "hold"
    assert outcome([Said(1, 0.9)]) == "spam"
    assert outcome([Said(1, 0.9)], KEEPS_LITTLE) == "discard"


OPINIONS = st.builds(Said, st.floats(-1, 1), st.floats(0, 1))
SPAM_SIGNS = st.builds(Said, st.floats(0.01, 1), st.floats(0.01, 1))


@given(st.lists(OPINIONS, max_size=8), SPAM_SIGNS, st.sampled_from([ANYBODY, KEEPS_LITTLE, Rules(), Rules(1, 1, 1)]))
def test_a_sign_of_spam_never_makes_it_look_better(signals, sign, rules):
    before, after = outcome(signals, rules), outcome([*signals, sign], rules)

    assert spamminess([*signals, sign]) >= spamminess(signals) - 1e-9
    assert ORDER.index(after) >= ORDER.index(before)


@given(st.lists(OPINIONS, max_size=8))
def test_a_sign_of_a_wanted_comment_never_makes_it_look_worse(signals):
    assert outcome([*signals, Said(-1, 0.5)]) in ORDER[: ORDER.index(outcome(signals)) + 1]


@given(st.lists(st.builds(Said, st.floats(0.1, 1), st.floats(0, 0.49)), min_size=1, max_size=50))
def test_many_trifles_make_a_moderator_look_but_no_spam(signals):
    assert outcome(signals) in ("publish", "hold")


def test_a_certain_one_decides_alone():
    assert outcome([Said(1, 1), *[Said(-1, 0.9)] * 5]) == "spam"


@pytest.mark.parametrize(("hold", "approved", "new"), [("everything", "hold", "hold"), ("first", "publish", "hold")])
def test_where_nothing_speaks_against_it_the_site_decides_about_people(hold, approved, new):
    rules = Rules(hold=hold)

    assert (outcome([], rules, is_approved=True), outcome([], rules)) == (approved, new)


def test_where_others_are_asked_the_filter_alone_discards_nothing():
    sure = [Said(1, 0.95, "learnt")]
    rules = Rules(hold="nothing", discard_at=90, asks_outside=True)

    assert outcome(sure, rules) == "spam"
    assert outcome([*sure, Said(1, 0.95, "akismet")], rules) == "discard"


def test_a_site_that_is_lenient_publishes_what_another_holds():
    assert outcome([Said(1, 0.5)], Rules(hold_at=60, hold="nothing")) == "publish"

"""R33: after any sequence of posts, replies, verdicts, decisions, undoings and erasings each counter is true."""

import pytest
from hypothesis import HealthCheck, example, given, settings

from models import transaction
from tests.hazards.story import STEPS, Story

MANY = settings(
    max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def story(bob, alice, akismet, work):
    return lambda: Story(bob, alice, akismet, work)


@pytest.fixture
def bold(site):
    """The policy with the most changes: publish at once, unchecked while Akismet is away, drop blatant spam."""
    with transaction():
        site.hold, site.akismet_away, site.akismet_discards = "nothing", "trust", True


def test_it_works(story):
    assert story().tell([("write", 1), ("ok", 0), ("write", 1), ("ok", 0), ("spam", 0), ("undo", 0)]) == []


@MANY
@given(steps=STEPS)
@example(steps=[("write", 1), ("http_500", 0), ("write", 1), ("http_500", 0), ("discard", 0)])
def test_r33_counters_are_true_where_the_site_is_bold(story, bold, steps):
    assert story().tell(steps) == []


@MANY
@given(steps=STEPS)
def test_r33_counters_are_true_where_the_site_is_careful(story, steps):
    assert story().tell(steps) == []

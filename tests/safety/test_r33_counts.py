"""R33: every number that readers see equals what can be counted, after any sequence of decisions."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models import STATUSES, Comment, Moderator, Thread, db
from services.moderation.decide import TARGETS, Choice, decide, undo
from tests.crowd import fill


def told() -> dict[int, int]:
    """The numbers as they stand: of each comment its replies; under 0 the thread's comments."""
    db.session.rollback()
    counts = dict(db.session.execute(db.select(Comment.id, Comment.reply_count)).all())
    return counts | {0: db.session.scalars(db.select(Thread.comment_count)).one()}


def truth() -> dict[int, int]:
    """The same numbers, counted one by one."""
    rows = {row.id: row for row in db.session.execute(db.select(Comment.id, Comment.parent_id, Comment.status))}
    counts = dict.fromkeys([0, *rows], 0)
    for row in (row for row in rows.values() if row.status == "published"):
        for above in _line(row, rows):
            counts[above] += 1
    return counts


def _line(row: Any, rows: dict[int, Any]) -> Iterable[int]:
    yield 0
    while row.parent_id is not None:
        yield row.parent_id
        row = rows[row.parent_id]


@pytest.fixture
def tree(site) -> list[int]:
    """A root with two replies, one of which has two more; and a root of its own."""
    first, second = fill(site, 2)
    left, right = fill(site, 2, parent=first)
    return [first, second, left, right, *fill(site, 2, parent=left)]


def move(alice: Moderator, comment_id: int, to: Any) -> str:
    db.session.rollback()
    version = db.session.scalar(db.select(Comment.version).where(Comment.id == comment_id))
    return decide(alice, [Choice(comment_id, version)], to).batch


def test_it_works(tree):
    assert told() == truth()
    assert told()[0] == 6
    assert told()[tree[0]] == 4


@pytest.mark.parametrize("to", ["rejected", "spam", "deleted"])
@pytest.mark.parametrize("which", [0, 2, 5])
def test_after_one_decision_and_after_its_undoing(tree, alice, which, to):
    before, batch = told(), move(alice, tree[which], to)
    between = (told(), truth())

    undo(alice, batch)

    assert between[0] == between[1] != before
    assert told() == truth() == before


MOVES = some.tuples(some.integers(0, 5), some.sampled_from(TARGETS))


@settings(max_examples=12, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=some.lists(MOVES, max_size=8))
def test_after_any_decisions(tree, alice, moves):
    decided = [move(alice, tree[which], to) for which, to in moves]

    assert len(decided) == len(moves)
    assert told() == truth()


def test_after_many_at_once(tree, alice):
    db.session.rollback()
    choices = [Choice(comment.id, comment.version) for comment in db.session.scalars(db.select(Comment))]

    outcome = decide(alice, choices, "spam")

    assert len(outcome.changed) == 6
    assert told() == truth() == dict.fromkeys([0, *tree], 0)


def test_a_number_is_of_published_comments_alone(carol, bob, approve):
    waiting = carol.say("Hello.")
    before = bob.read()["thread"]["count"]

    approve(waiting["id"])

    assert (before, bob.read()["thread"]["count"]) == (0, 1)
    assert set(STATUSES) - {"published"} == {"checking", "pending", "rejected", "spam", "deleted"}

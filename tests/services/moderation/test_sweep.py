"""Going through a sweep: whole chunks, in the midst of others' decisions, and the numbers true after each."""

import pytest

from models import Comment, Moderator, OutboxEntry, Sweep, db, now, transaction
from services.moderation import sweep as sweeping
from services.moderation.search import Query
from services.moderation.sweep import begin_sweep, begin_undo, go_through, stop, take_chunk
from tests.hazards.truth import what_is_wrong


@pytest.fixture
def by_twos(monkeypatch):
    """Two comments at a time, as in the middle of thousands."""
    monkeypatch.setattr(sweeping, "CHUNK", 2)


@pytest.fixture
def said(bob):
    """Bob's comment, an answer to it, an answer to that, and two more below the page, all published."""
    first = bob.say("The first.")["id"]
    second = bob.say("An answer.", parent=first)["id"]
    third = bob.say("An answer to the answer.", parent=second)["id"]
    return [first, second, third, bob.say("Another.")["id"], bob.say("The last.")["id"]]


@pytest.fixture
def begin(alice, said):
    site_id = alice.site_id

    def sweep(to, status="published", **query):
        moderator = Moderator.all_of(site_id)[0]
        look = {"newest_id": said[-1], "seen_at": now()}
        return begin_sweep(moderator, Query(status=status, page="/article", **query), to, **look).id

    return sweep


@pytest.fixture
def finish():
    """The same worker goes on until nothing is left."""

    def go_on(sweep_id):
        while take_chunk(sweep_id):
            pass

    return go_on


def statuses(comment_ids):
    db.session.rollback()
    found = dict(db.session.execute(db.select(Comment.id, Comment.status)).all())
    return [found[comment_id] for comment_id in comment_ids]


def sweep_of(sweep_id):
    db.session.rollback()
    return db.session.get(Sweep, sweep_id)


def test_it_works(by_twos, begin, said):
    sweep_id = begin("spam")

    chunks = [take_chunk(sweep_id) for _ in range(3)]

    assert chunks == [True, True, False]
    assert statuses(said) == ["spam"] * 5
    assert (sweep_of(sweep_id).changed, sweep_of(sweep_id).stale) == (5, 0)


@pytest.mark.parametrize("to", ["spam", "rejected", "deleted"])
def test_r33_after_each_chunk_the_numbers_are_true(by_twos, begin, to):
    sweep_id = begin(to)

    found = [(take_chunk(sweep_id), what_is_wrong()) for _ in range(3)]

    assert found == [(True, []), (True, []), (False, [])]


def test_h8_who_decides_in_its_midst_is_not_overwritten(by_twos, begin, finish, said, move):
    sweep_id = begin("spam")
    take_chunk(sweep_id)
    move(said[0], "rejected")

    finish(sweep_id)

    assert statuses(said) == ["rejected", "spam", "spam", "spam", "spam"]
    assert (sweep_of(sweep_id).changed, sweep_of(sweep_id).stale) == (4, 1)
    assert what_is_wrong() == []


def test_h8_what_its_author_changes_in_its_midst_is_left_alone(by_twos, begin, finish, said, bob):
    sweep_id = begin("spam")
    take_chunk(sweep_id)
    bob.change(said[0], "Otherwise.")

    finish(sweep_id)

    assert statuses(said)[0] == "pending"
    assert sweep_of(sweep_id).stale == 1


def test_stopped_in_its_midst_it_leaves_the_rest(by_twos, begin, said, alice):
    sweep_id = begin("spam")
    take_chunk(sweep_id)

    stop(alice, sweep_of(sweep_id).batch)
    go_through(lambda: False)

    assert statuses(said) == ["published"] * 3 + ["spam"] * 2
    assert what_is_wrong() == []


def test_taken_back_in_its_midst_everything_is_as_it_was(by_twos, begin, said, alice):
    sweep_id = begin("spam")
    take_chunk(sweep_id)

    begin_undo(alice, sweep_of(sweep_id).batch)
    go_through(lambda: False)

    assert statuses(said) == ["published"] * 5
    assert what_is_wrong() == []


@pytest.mark.parametrize(("role", "removed_at"), [("viewer", None), ("owner", now())])
def test_r10_it_stops_once_its_moderator_may_decide_no_more(by_twos, begin, said, alice, role, removed_at):
    sweep_id = begin("spam")
    take_chunk(sweep_id)
    with transaction():
        whose = db.update(Moderator).where(Moderator.id == alice.id)
        db.session.execute(whose.values(role=role, removed_at=removed_at))

    go_through(lambda: False)
    assert take_chunk(sweep_id) is False

    assert statuses(said) == ["published"] * 3 + ["spam"] * 2
    assert (sweep_of(sweep_id).changed, sweep_of(sweep_id).stopped_at is not None) == (2, True)
    assert what_is_wrong() == []


def test_what_a_stopped_taking_back_left_is_taken_back_by_another(by_twos, begin, finish, said, alice):
    sweep_id = begin("spam")
    finish(sweep_id)
    batch = sweep_of(sweep_id).batch
    undoing = begin_undo(alice, batch)
    take_chunk(undoing.id)
    stop(alice, undoing.batch)

    second = begin_undo(alice, batch)
    finish(second.id)

    assert statuses(said) == ["published"] * 5
    assert (sweep_of(second.id).total, sweep_of(second.id).changed, sweep_of(second.id).stale) == (3, 3, 0)
    assert what_is_wrong() == []


def test_a_worker_that_must_end_leaves_it_to_the_next(by_twos, begin, said):
    begin("spam")
    ending = iter([False, False, True, True])

    assert go_through(lambda: next(ending)) == 1
    assert go_through(lambda: False) == 2
    assert statuses(said) == ["spam"] * 5


def test_whom_another_worker_looks_at_is_left_alone_until_its_lease_is_over(by_twos, begin, said):
    sweep_id = begin("spam")
    take_chunk(sweep_id)
    assert go_through(lambda: False) == 0

    with transaction():
        db.session.execute(db.update(Sweep).values(claimed_until=Sweep.created_at))

    assert go_through(lambda: False) == 2


def test_what_it_deletes_is_erased_an_hour_later_and_not_before(begin, said, work, work_later):
    begin("deleted")
    work()
    kept = db.session.scalars(db.select(Comment.source).where(Comment.id == said[0])).one()

    work_later()

    db.session.rollback()
    assert kept == "The first."
    assert db.session.scalars(db.select(Comment.source).where(Comment.id.in_(said))).all() == [""] * 5
    assert db.session.scalars(db.select(OutboxEntry).where(OutboxEntry.settled_at.is_(None))).all() == []

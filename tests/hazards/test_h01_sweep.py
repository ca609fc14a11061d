"""H1: kill -9 of the worker at any step of a sweep, or of its undoing, loses nothing and does nothing twice."""

from itertools import count

import pytest

from models import Comment, Decision, Moderator, OutboxEntry, Sweep, db, now, transaction
from services.moderation.search import Query
from services.moderation.sweep import begin_sweep, begin_undo, take_chunk
from tests.cast import Reader
from tests.doubles import doomed
from tests.hazards.truth import what_is_wrong

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
NUMBERS = count(1)


@pytest.fixture
def sweep_all(client, site, let_go):
    """Three comments that wait; alice has begun to reject them all."""
    site_id = site.id

    def begin():
        said = [somebody(client).say(f"Thought number {next(NUMBERS)}.")["id"] for _ in range(3)]
        sweep = begin_sweep(moderator(site_id), Query(status="pending"), "rejected", newest_id=said[-1], seen_at=now())
        batch = sweep.batch
        let_go()
        return batch, said

    return begin


@pytest.fixture
def rescue(work):
    """Another worker comes, once the dead one's leases are over."""

    def finish():
        with transaction():
            db.session.execute(db.update(Sweep).values(claimed_until=None))
            db.session.execute(db.update(OutboxEntry).values(claimed_until=OutboxEntry.created_at))
        work()

    return finish


def somebody(client):
    number = next(NUMBERS)
    return Reader(client, f"Reader {number}", ip=f"10.8.{number // 250}.{number % 250}")


def moderator(site_id):
    db.session.rollback()
    return Moderator.all_of(site_id)[0]


@ON_SQLITE
def test_h1_a_worker_killed_at_any_step_of_a_sweep(alice, environment, sweep_all, rescue, rows):
    told = []

    def begin():
        told[:] = sweep_all()
        return ()

    def finish():
        batch, said = told
        rescue()

        sweep = Sweep.by_batch(alice_site(batch), batch)
        assert (sweep.total, sweep.changed, sweep.stale, sweep.done_at is None) == (3, 3, 0, False)
        assert rows(Decision, batch=batch) == 3
        assert [rows(Comment, id=each, status="rejected") for each in said] == [1] * 3
        assert rows(OutboxEntry, settled_at=None) == 0
        assert what_is_wrong() == []

    assert doomed.deaths(doomed.sweep_by_twos, environment, begin, finish) > 20


@ON_SQLITE
def test_h1_a_worker_killed_at_any_step_of_taking_a_sweep_back(
    alice, site, environment, sweep_all, rescue, rows, let_go, work
):
    site_id, told = site.id, []

    def begin():
        batch, said = sweep_all()
        work()
        undoing = begin_undo(moderator(site_id), batch)
        told[:] = undoing.batch, said
        let_go()
        return ()

    def finish():
        batch, said = told
        rescue()

        assert rows(Decision, batch=batch) == 3
        assert [rows(Comment, id=each, status="pending") for each in said] == [1] * 3
        assert rows(OutboxEntry, settled_at=None) == 0
        assert what_is_wrong() == []
        empty_the_queue(site_id)

    assert doomed.deaths(doomed.sweep_by_twos, environment, begin, finish) > 20


def alice_site(batch):
    db.session.rollback()
    return db.session.scalars(db.select(Sweep.site_id).where(Sweep.batch == batch)).one()


def empty_the_queue(site_id):
    """So that the next sweep finds its own three alone."""
    sweep = begin_sweep(moderator(site_id), Query(status="pending"), "rejected", newest_id=10**9, seen_at=now())
    take_chunk(sweep.id)

"""The numbers on the queue's tabs. R33: they are the truth, as far as anybody counts."""

from collections import Counter

import pytest
from sqlalchemy import insert

from models import Comment, Thread, db, transaction
from services.moderation.queue import COUNTED_MOST, counts

TO = ("published", "spam", "rejected", "deleted", "spam")


@pytest.fixture
def truth(site):
    """Every comment of the site, looked at."""

    def count():
        statuses = db.session.scalars(db.select(Comment.status).where(Comment.site_id == site.id))
        found = Counter({"checking": "pending"}.get(status, status) for status in statuses)
        return dict.fromkeys(("pending", "published", "rejected", "spam", "deleted"), 0) | dict(found)

    return count


@pytest.fixture
def crowd(site, carol):
    """So many comments with a status, in Carol's discussion."""
    carol.say()

    def write(how_many, status):
        thread_id = db.session.scalars(db.select(Thread.id)).one()
        row = {"site_id": site.id, "thread_id": thread_id, "status": status, "version": 1}
        with transaction():
            db.session.execute(insert(Comment), [row | {"source": "", "html": "", "fingerprint": ""}] * how_many)

    return write


def test_it_works(site, carol, truth):
    carol.say()

    assert counts(site.id) == truth() | {"reported": 0}


def test_r33_they_are_true_after_any_decisions(site, carol, move, truth):
    comments = [carol.say(f"Thought number {number}.") for number in range(7)]

    outcomes = [move(comment["id"], to) for comment, to in zip(comments, TO, strict=False)]

    assert all(outcome.changed for outcome in outcomes)
    assert counts(site.id) == truth() | {"reported": 0}


def test_nobody_counts_further_than_ten_thousand(site, crowd):
    crowd(COUNTED_MOST + 5, "spam")
    crowd(COUNTED_MOST - 1, "checking")

    found = counts(site.id)

    assert (found["spam"], found["pending"]) == (COUNTED_MOST + 1, COUNTED_MOST)


def test_another_sites_comments_are_not_among_them(site, other_site, carol):
    carol.say()

    assert sum(counts(other_site.id).values()) == 0

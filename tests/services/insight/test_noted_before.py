"""What the charts count is noted with each comment; of those from before, when the database is brought up to date."""

import pytest
from flask_migrate import downgrade, upgrade

from models import Site, db, transaction
from services.insight.conclusions import conclusions
from services.insight.waits import waits


@pytest.fixture
def told(window):
    return lambda: (sorted(map(repr, conclusions(window()))), waits(window()))


def brought_up_to_date():
    db.session.remove()
    downgrade(revision="0004")
    upgrade()
    db.engine.dispose()


def test_it_works(told, carol, mallory, move, clock, lenient):
    mallory.say("Come to the casino.")
    with transaction():
        Site.of(lenient.id).hold = "everything"
    comment = carol.say("Good morning.")
    clock.shift(60)
    move(comment["id"], "published")
    before = told()

    brought_up_to_date()

    assert (len(before[0]), before[1].median) == (2, 60)
    assert told() == before


def test_what_was_undone_or_erased_stays_so(told, carol, mallory, move, take_back, work_later, clock):
    take_back(move(carol.say("Hello.")["id"], "spam").batch)
    move(mallory.say("Come to the casino.")["id"], "deleted")
    work_later()
    before = told()

    brought_up_to_date()

    assert told() == before

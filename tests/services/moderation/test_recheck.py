"""A moderator has a comment looked at once more."""

import pytest

from models import Comment, Origin, db, transaction
from services.errors import Conflict, NotFound
from services.moderation.recheck import recheck


@pytest.fixture
def status_of():
    def find(told):
        db.session.rollback()
        return db.session.get(Comment, told["id"]).status

    return find


@pytest.fixture
def comment(carol, akismet, work):
    """carol is new: her first comment waits, whatever Akismet says."""
    told = carol.say("Hello.")
    work()
    return told


def test_it_works(alice, comment, akismet, work, status_of):
    akismet.mode = "spam"
    asked = recheck(alice, comment["id"])
    work()

    assert asked == ["akismet"]
    assert akismet.requests[-1].one("recheck_reason") == "recheck_queue"
    assert status_of(comment) == "spam"


def test_what_a_moderator_decided_stands(alice, comment, akismet, work, approve, status_of):
    approve(comment["id"])
    akismet.mode = "spam"
    recheck(alice, comment["id"])
    work()

    assert status_of(comment) == "published"


def test_everybody_outside_is_asked(alice, comment, akismet, cleantalk, work):
    assert recheck(alice, comment["id"]) == ["akismet", "cleantalk"]

    work()

    assert len(cleantalk.requests) == 1


def test_asking_twice_asks_once(alice, comment, akismet, work):
    before = len(akismet.requests)
    recheck(alice, comment["id"])
    recheck(alice, comment["id"])
    work()

    assert len(akismet.requests) == before + 1


def test_a_comment_of_another_site_is_not_found(dave, comment):
    with pytest.raises(NotFound):
        recheck(dave, comment["id"])


def test_without_anybody_to_ask_it_says_so(alice, carol):
    comment = carol.say("Hello.")

    with pytest.raises(Conflict, match="Nobody outside"):
        recheck(alice, comment["id"])


def test_without_its_origin_nobody_can_judge_it(alice, comment):
    with transaction():
        db.session.execute(db.delete(Origin))

    with pytest.raises(Conflict, match="forgotten"):
        recheck(alice, comment["id"])

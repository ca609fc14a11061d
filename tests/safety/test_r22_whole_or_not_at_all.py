"""R22: a comment is taken whole or not at all, wherever the database fails while it is stored."""

import pytest
from sqlalchemy.exc import SQLAlchemyError

from models import Comment, Report, Site, db, transaction
from services.sites.change_settings import change_settings
from tests.tables import stored

STEPS = ["receipt", "thread", "address", "used_form", "person", "comment", "origin", "signal", "verdict"]
STEPS += ["band", "linked_domain", "search_text"]
WHOLE = dict.fromkeys(STEPS, 1) | {"signal": 3, "band": 12, "linked_domain": 3}
KEY = {"Idempotency-Key": "one-key-for-each-try"}


def send(reader, form: str):
    """A comment that leaves a row in each table that a post can touch."""
    return reader.post(reader.body("See http://a.example http://b.example http://c.example", form=form), **KEY)


def test_it_works(carol):
    answer = send(carol, carol.open_form()["form"])

    assert answer.status_code == 201
    assert stored() == WHOLE


@pytest.mark.parametrize("table", STEPS)
def test_what_fails_half_way_leaves_nothing_and_the_same_form_and_key_bring_it_later(carol, breaking, table):
    form = carol.open_form()["form"]

    with breaking(table):
        answer = send(carol, form)

    assert answer.status_code == 500
    assert stored() == {}
    assert send(carol, form).status_code == 201
    assert stored() == WHOLE


def test_without_its_outbox_entry_no_comment_is_taken(bob, akismet, breaking):
    with breaking("outbox"):
        answer = bob.write("Hello.")

    assert answer.status_code == 500
    assert db.session.scalar(db.select(Comment.id).where(Comment.status == "checking")) is None


def test_a_reply_that_fails_leaves_every_count_as_it_was(bob, breaking):
    parent = bob.say("Hello.")
    with breaking("verdict"):
        bob.write("A reply.", parent=parent["id"])

    page = bob.read()

    assert page["thread"]["count"] == 1
    assert page["comments"][0]["reply_count"] == 0


def test_a_decision_that_fails_changes_nothing(carol, approve, breaking):
    comment = carol.say("Hello.")

    with breaking("decision"), pytest.raises(Exception, match="secret insides"):
        approve(comment["id"])

    assert carol.texts() == []
    assert carol.read()["thread"]["count"] == 0


def test_a_decision_that_fails_settles_no_report(bob, carol, move, breaking):
    comment = bob.say("Hello.")
    carol.report(comment["id"])

    with breaking("decision"), pytest.raises(Exception, match="secret insides"):
        move(comment["id"], "published")

    assert db.session.scalars(db.select(Report.settled_at)).all() == [None]


def test_a_vote_that_fails_counts_nowhere(bob, carol, breaking):
    comment = bob.say("Hello.")
    before = carol.read()
    with breaking("vote"):
        answer = carol.vote(comment["id"])

    assert answer.status_code == 500
    assert carol.read() == before


def test_a_reaction_that_fails_begins_no_discussion(carol, site, breaking):
    with transaction():
        site.reactions = "👍"

    with breaking("reaction"):
        answer = carol.react("👍")

    assert answer.status_code == 500
    assert stored() == {}


def test_a_verdict_that_fails_is_asked_for_again(bob, akismet, breaking, work, work_later):
    bob.say("Hello.")
    with breaking("verdict"):
        work()
    between = bob.texts()

    work_later()

    assert between == []
    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_settings_whose_line_in_the_log_fails_are_not_changed(site, breaking):
    values = {"votes": "both", "links_max": 7}

    with breaking("change"), pytest.raises(SQLAlchemyError):
        change_settings(site.id, None, values)

    db.session.rollback()
    assert (Site.of(site.id).votes, Site.of(site.id).links_max) == ("up", 2)

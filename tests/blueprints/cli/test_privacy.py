import json

import pytest

from models import Comment, Origin, SearchText, db
from tests.cast import Reader


@pytest.fixture
def erin(client, site, approve) -> Reader:
    reader = Reader(client, "Erin", ip="192.0.2.77")
    approve(reader.say("What I think.", email="Erin@mail.example")["id"])
    return reader


def kept(run, email="erin@mail.example"):
    done = run("privacy", "export", "blog", email)
    assert done.exit_code == 0, done.output
    return json.loads(done.output)["comments"]


def texts(reader):
    return [comment["html"] for comment in reader.read()["comments"]]


def test_it_works(run, erin):
    (told,) = kept(run)

    assert (told["text"], told["name"], told["email"]) == ("What I think.", "Erin", "Erin@mail.example")
    assert told["address"] == "192.0.2.77"
    assert told["status"] == "published"


def test_r29_what_somebody_wrote_is_erased_when_they_ask(run, erin):
    done = run("privacy", "erase", "blog", "ERIN@mail.example", "--yes")

    assert done.output == "Comments erased: 1\n"
    assert kept(run) == []
    assert texts(erin) == []
    assert db.session.scalars(db.select(Comment.source)).all() == [""]
    assert db.session.scalars(db.select(Origin.ip)).all() == []
    assert db.session.scalars(db.select(SearchText.people)).all() == []


def test_replies_of_others_stay(run, erin, bob):
    root = erin.read()["comments"][0]
    bob.say("I think otherwise.", parent=root["id"])

    run("privacy", "erase", "blog", "erin@mail.example", "--yes")

    (tombstone,) = erin.read()["comments"]
    assert (tombstone["status"], tombstone["author"]) == ("removed", None)
    assert "I think otherwise." in tombstone["replies"][0]["html"]


def test_others_and_other_sites_are_left_alone(run, erin, bob, other_site):
    bob.say("Bob's.", email="bob@mail.example")

    done = run("privacy", "erase", "other", "erin@mail.example", "--yes")

    assert done.output == "Comments erased: 0\n"
    assert len(kept(run)) == len(kept(run, "bob@mail.example")) == 1


def test_without_a_yes_nothing_is_erased(run, erin):
    done = run("privacy", "erase", "blog", "erin@mail.example", input="n\n")

    assert done.exit_code == 1
    assert len(kept(run)) == 1


def test_a_site_that_is_none_is_refused(run):
    done = run("privacy", "export", "nowhere", "erin@mail.example")

    assert (done.exit_code, "There is no site with this key." in done.output) == (1, True)

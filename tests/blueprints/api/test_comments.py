import pytest

from models import Comment, OutboxEntry, Signal, db
from tests.cast import BLOG, PAGE


def test_it_works(bob):
    answer = bob.write("Hello *there*.")

    assert answer.status_code == 201
    assert answer.json["comment"]["status"] == "published"
    assert bob.texts() == ["<p>Hello <em>there</em>.</p>\n"]


def test_the_first_comment_of_a_new_person_waits_for_a_moderator(carol):
    comment = carol.say("Hello.")

    assert comment["status"] == "pending"
    assert carol.texts() == []


def test_an_approved_comment_appears(carol, approve):
    comment = carol.say("Hello.")

    approve(comment["id"])

    assert carol.texts() == ["<p>Hello.</p>\n"]


def test_a_typed_address_of_a_trusted_person_earns_no_trust(bob, mallory):
    bob.say("It is me.", email="bob@blog.example")

    comment = mallory.say("It is me, Bob.", name="Bob", email="bob@blog.example")

    assert comment["status"] == "pending"


def test_the_email_address_is_never_told(bob):
    bob.say(email="bob@secret.example")

    told = bob.get("/threads").text + bob.get("/mine").text + bob.client.get(f"/embed/thread?site=blog&url={PAGE}").text

    assert "secret.example" not in told


def test_a_reply_stands_below_its_parent(bob):
    parent = bob.say("A question?")

    bob.say("An answer.", parent=parent["id"])

    assert [reply["html"] for reply in bob.read()["comments"][0]["replies"]] == ["<p>An answer.</p>\n"]


def test_with_akismet_it_is_stored_before_it_is_judged(bob, akismet):
    answer = bob.write("Hello.")

    assert answer.status_code == 202
    assert answer.json["comment"]["status"] == "checking"
    assert db.session.scalars(db.select(OutboxEntry.kind)).all() == ["check"]
    assert akismet.requests == []


def test_what_akismet_finds_clean_is_published(bob, akismet, work):
    bob.say("Hello.")

    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_what_akismet_calls_spam_never_shows(bob, akismet, work):
    akismet.mode = "spam"
    comment = bob.say("Cheap watches.")

    work()

    assert bob.texts() == []
    assert db.session.get(Comment, comment["id"]).status == "spam"


def test_a_filled_trap_is_spam_and_looks_like_waiting_to_its_author(mallory):
    comment = mallory.say("Hello.", trap="http://spam.example")

    assert comment["status"] == "pending"
    assert db.session.get(Comment, comment["id"]).status == "spam"


def test_every_reason_is_kept_in_plain_words(mallory):
    mallory.say("See http://a.example http://b.example http://c.example")

    assert "3 links" in db.session.scalars(db.select(Signal.reason)).one()


@pytest.mark.parametrize("path", ["article", "article/", "article?utm_source=x", "article#part", "article/index.html"])
def test_spellings_of_one_address_lead_to_one_thread(bob, path):
    bob.say("Hello.")

    assert bob.texts(url=f"{BLOG}/{path}") == ["<p>Hello.</p>\n"]

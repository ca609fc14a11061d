"""The reasons that moderators read are whole sentences with values in them, and what people wrote in them is text."""

import pytest

from models import Comment, Sentence, Signal, db, transaction
from models.reacting import REASONS
from services.sites.change_site import block
from services.spam.history import history
from services.spam.verdict import NEW_PERSON

LINKS = "https://a.example https://b.example https://c.example"


def told(comment) -> str:
    """The first reason that is kept of a comment."""
    db.session.rollback()
    return db.session.scalars(db.select(Signal.reason).where(Signal.comment_id == comment["id"])).first()


def waits_for(comment) -> str:
    db.session.rollback()
    return db.session.get(Comment, comment["id"]).waits_for


def why(room, comment) -> str:
    room.open(f"/room/comments/{comment['id']}/why")
    return room.text


def test_it_works(room, bob):
    comment = bob.say(LINKS)

    assert told(comment).values == {"count": 3, "most": 2}
    assert waits_for(comment).values == {"count": 3, "most": 2}
    assert "Links in it: 3; the site lets 2 pass" in why(room, comment)


@pytest.mark.parametrize("name", ['["<b>%(name)s</b> 100% https://x.example', "<script>alert(1)</script> x.shop %s"])
def test_r2_a_name_in_a_reason_is_text(room, mallory, name):
    comment = mallory.say("Hello.", name=name)

    assert f"The name “{name}” is a web address" in why(room, comment)
    assert name not in room.page
    assert told(comment).values == {"name": name}


@pytest.mark.parametrize("term", ["100%", "%(term)s", '["', "<b>"])
def test_r2_so_is_a_word_of_the_blocklist(room, site, carol, term):
    block(site, "word", term)

    comment = carol.say(f"It is {term} good.")

    assert f"The blocklist names the word “{term}”" in why(room, comment)
    assert "<b>”" not in room.page


def test_a_failure_keeps_its_service_and_its_number(room, carol, akismet, work):
    akismet.mode = "http_500"
    comment = carol.say("Hello.")
    work()

    assert waits_for(comment).values["reason"].values == {"service": "Akismet", "status": 500}
    assert "Akismet answered with an error (500); it will be asked again" in room.open("/room/").text
    assert "Akismet: no answer. Akismet answered with an error (500)" in why(room, comment)
    assert "Akismet answered with an error (500)" in room.open("/room/owed").text


def test_what_a_service_says_itself_is_told_as_it_came(room, site):
    with transaction():
        site.akismet_problem, site.akismet_alert = '["100%(x)s <i>', "Over the limit (10502)"

    room.open("/room/spam")

    assert '["100%(x)s <i>' in room.text
    assert "Over the limit (10502)" in room.text


def test_a_reason_of_before_is_shown_as_it_was_written(room, mallory):
    comment = mallory.say(LINKS)
    with transaction():
        db.session.execute(db.text("UPDATE signal SET reason = '9 links: 100 % of %(count)s'"))

    assert "9 links: 100 % of %(count)s" in why(room, comment)
    assert not isinstance(told(comment), Sentence)


def test_the_history_holds_sentences_alone(carol, akismet, work):
    comment = carol.say("Hello.")
    work()

    said = [event.what for event in history(db.session.get(Comment, comment["id"]))]

    details = [what.values["detail"] for what in said if "detail" in what.values]
    assert [detail.pattern for detail in details] == ["Akismet finds nothing wrong with it", NEW_PERSON]
    assert {type(what) for what in said} == {Sentence}


def test_what_was_decided_is_told_in_sentences(room, carol, move):
    comment = carol.say("Hello.")
    for to in ("published", "rejected", "spam", "deleted"):
        move(comment["id"], to)

    seen = why(room, comment)

    said = ("Alice published it", "Alice rejected it", "Alice marked it as spam", "Alice deleted it")
    assert sorted(said, key=seen.index) == list(said)


@pytest.mark.parametrize(
    ("before", "is_back"),
    [(None, "it waits again"), ("published", "it is published again"), ("rejected", "it is rejected again")],
)
def test_and_what_was_taken_back(room, carol, alice, move, before, is_back):
    from services.moderation.decide import undo

    comment = carol.say("Hello.")
    batch = [move(comment["id"], to).batch for to in (before, "spam") if to][-1]

    undo(alice, batch)

    assert f"Alice took the decision back: {is_back}" in why(room, comment)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_of_a_report_has_its_sentence(room, bob, carol, reason):
    comment = bob.say("Hello.")
    carol.say("I am here, too.")

    assert carol.report(comment["id"], reason).status_code < 300

    assert "A reader reported it: " in why(room, comment)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("it", "Link al suo interno: 3; il sito ne ammette 2"),
        ("tlh", "Links in it: 3; the site lets 2 pass"),
    ],
)
def test_a_reason_is_told_in_the_language_of_whoever_reads_it(room, bob, language, said):
    comment = bob.say(LINKS)
    room.client.environ_base |= {"HTTP_ACCEPT_LANGUAGE": language}

    assert said in why(room, comment)

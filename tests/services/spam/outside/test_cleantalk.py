"""What CleanTalk hears of a comment, and what its word does."""

import json

import pytest

from models import Origin, db
from tests.doubles.cleantalk_server import SPAMMER


def test_it_works(bob, cleantalk, work, reasons):
    comment = bob.say("Hello.", email="bob@bob.example", website="https://bob.example/")
    work()
    fields = cleantalk.requests[0].fields

    assert fields | {"submit_time": 0} == {
        "method_name": "check_message",
        "auth_key": cleantalk.key,
        "agent": "chiosa-0.1.0",
        "sender_ip": "192.0.2.20",
        "sender_nickname": "Bob",
        "sender_email": "bob@bob.example",
        "message": "Hello.",
        "sender_info": fields["sender_info"],
        "post_info": fields["post_info"],
        "submit_time": 0,
    }
    assert json.loads(fields["sender_info"]) == {
        "REFERRER": "https://blog.example/article",
        "USER_AGENT": "Bob's browser",
        "sender_url": "https://bob.example/",
    }
    assert json.loads(fields["post_info"]) == {"comment_type": "comment", "post_url": "https://blog.example/article"}
    assert "CleanTalk finds nothing wrong with it" in reasons(comment)


def test_what_was_not_given_is_not_sent(bob, cleantalk, work):
    bob.say("Hello.")
    work()

    assert "sender_email" not in cleantalk.requests[0].fields


@pytest.mark.parametrize(("mode", "status"), [("ham", "published"), ("spam", "spam"), ("discard", "spam")])
def test_its_word_decides(bob, cleantalk, work, comment_of, mode, status):
    cleantalk.mode = mode
    comment = bob.say("Hello.")
    work()

    assert comment_of(comment).status == status


def test_its_reason_is_shown(bob, cleantalk, work, reasons):
    comment = bob.say("Hello.", email=SPAMMER)
    work()

    assert "CleanTalk calls it spam: Forbidden. Sender blacklisted." in reasons(comment)


def test_its_name_for_the_question_is_kept_with_the_origin(bob, cleantalk, work):
    comment = bob.say("Hello.")
    work()
    db.session.rollback()

    assert len(db.session.scalar(db.select(Origin.cleantalk_id).filter_by(comment_id=comment["id"]))) == 32


def test_a_changed_text_is_judged_anew(bob, cleantalk, work, history, comment_of):
    comment = bob.say("Hello.")
    work()
    cleantalk.mode = "spam"
    bob.change(comment["id"], "Cheap watches.")
    work()

    assert cleantalk.requests[-1].one("message") == "Cheap watches."
    assert history(comment)[-1] == ("cleantalk", "check", "edit", "spam")
    assert comment_of(comment).status == "spam"


def test_a_text_of_any_kind_arrives_as_it_is(bob, cleantalk, work):
    text = 'Ciao “mondo” \\ </script> 👩‍👩‍👧 "quoted" \u202e'
    bob.say(text)
    work()

    assert cleantalk.requests[0].one("message") == text


def test_where_a_local_check_is_certain_nobody_is_asked(app, bob, cleantalk, work):
    app.test_cli_runner().invoke(args=["site", "block", "blog", "word", "watches"])
    bob.say("Cheap watches.")
    work()

    assert cleantalk.requests == []

"""What could not be sent is shown with its error, and sent again when a moderator says so."""

import pytest


@pytest.fixture
def failing(carol, akismet, work):
    """A comment that Akismet could not be asked about."""
    akismet.mode = "http_500"
    comment = carol.say("Who will ask about me?")
    work()
    return comment


def test_it_works(room, failing):
    room.open("/room/owed")

    assert "Ask Akismet whether it is spam" in room.text
    assert "Akismet answered with an error (500)" in room.text
    assert "1 try so far" in room.text
    assert "Who will ask about me?" in room.text


def test_every_page_says_how_much_it_is(room, failing):
    room.open()

    assert "Not sent 1" in room.text


def test_the_button_makes_it_due_now(room, failing, akismet, work):
    room.open("/room/owed")
    akismet.mode = "ok"
    assert work() == 0

    room.send("/room/try-again")

    assert "1 message is being sent again now." in room.text
    assert work() == 1
    assert "Everything has been sent." in room.open("/room/owed").text


def test_it_shows_feedback_that_was_not_sent(room, carol, akismet, move, work):
    comment = carol.say()
    work()
    akismet.mode = "http_500"
    move(comment["id"], "spam")
    work()

    assert "Tell Akismet that it is spam" in room.open("/room/owed").text


def test_it_shows_no_text_of_a_deleted_comment(room, failing, move):
    move(failing["id"], "deleted")

    room.open("/room/owed")

    assert "Akismet answered with an error (500)" in room.text
    assert "Who will ask about me?" not in room.text


def test_it_says_when_everything_has_been_sent(room):
    room.open("/room/owed")

    assert "Everything has been sent." in room.text
    assert "Try again now" not in room.text

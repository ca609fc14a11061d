"""What CleanTalk may answer, and what becomes of it."""

from contextlib import closing

import pytest

from services.spam.outside.cleantalk_client import CleanTalk
from services.spam.outside.failures import Refused, Unavailable
from tests.doubles.cleantalk_server import MODES, SPAMMER, CleanTalkServer

FIELDS = {"sender_ip": "192.0.2.7", "sender_nickname": "Bob", "message": "Thank you, Alice."}
NONSENSE = "CleanTalk answered something we do not understand"
OUT_OF_REACH = "CleanTalk could not be reached"
LATE = "CleanTalk did not answer in time"
REASONS = {
    "no_verdict": NONSENSE,
    "deep": NONSENSE,
    "list": NONSENSE,
    "forgotten": NONSENSE,
    "down": OUT_OF_REACH,
    "reset": OUT_OF_REACH,
    "hang_up": OUT_OF_REACH,
    "hang": LATE,
    "slow": LATE,
    "drip": LATE,
    "drip_headers": LATE,
    "cut": NONSENSE,
    "http_500": "CleanTalk answered with an error (500)",
    "http_502_html": "CleanTalk answered with an error (502)",
    "empty": NONSENSE,
    "html": NONSENSE,
    "garbage": NONSENSE,
    "not_http": NONSENSE,
    "bomb": NONSENSE,
    "gzip_bomb": NONSENSE,
    "redirect": "CleanTalk answered with an error (302)",
    "too_many": "CleanTalk asked us to slow down",
    "too_many_date": "CleanTalk asked us to slow down",
    "too_many_bare": "CleanTalk asked us to slow down",
}
ANSWERING = {"ok", "ham", "spam", "discard", "invalid_key", "error_alone"}


@pytest.fixture
def cleantalk():
    with CleanTalkServer() as double:
        yield double


@pytest.fixture
def client(cleantalk):
    with closing(CleanTalk(f"{cleantalk.url}/api2.0", "chiosa", timeout=0.3, total_timeout=0.5)) as client:
        yield client


def test_it_works(client, cleantalk):
    judgement = client.check(cleantalk.key, FIELDS)

    assert (judgement.allowed, judgement.certain, judgement.comment) == (True, False, "Allowed.")
    assert len(judgement.request_id) == 32
    assert cleantalk.requests[0].fields == FIELDS | {
        "method_name": "check_message",
        "auth_key": cleantalk.key,
        "agent": "chiosa",
    }


def test_the_documented_spammer_is_refused(client, cleantalk):
    judgement = client.check(cleantalk.key, FIELDS | {"sender_email": SPAMMER})

    assert (judgement.allowed, judgement.comment) == (False, "Forbidden. Sender blacklisted.")


def test_it_says_of_what_it_is_certain(client, cleantalk):
    cleantalk.mode = "discard"

    assert client.check(cleantalk.key, FIELDS).certain


@pytest.mark.parametrize(("spam", "said"), [(True, "a1b2:0;"), (False, "a1b2:1;")])
def test_it_is_told_what_a_moderator_decided(client, cleantalk, spam, said):
    is_known = client.tell(cleantalk.key, "a1b2", spam=spam)

    assert is_known
    assert (cleantalk.requests[0].one("method_name"), cleantalk.requests[0].one("feedback")) == ("send_feedback", said)


def test_it_may_have_forgotten_what_it_was_asked(client, cleantalk):
    cleantalk.mode = "forgotten"

    assert not client.tell(cleantalk.key, "a1b2", spam=True)


def test_each_way_in_which_it_fails_is_tried_here():
    assert set(MODES) - ANSWERING == set(REASONS)


@pytest.mark.parametrize("mode", REASONS)
def test_it_says_in_plain_words_why_there_is_no_answer(client, cleantalk, mode):
    cleantalk.mode = mode

    with pytest.raises(Unavailable) as caught:
        client.check(cleantalk.key, FIELDS)

    assert caught.value.reason == REASONS[mode]
    assert cleantalk.key not in repr(caught.value)


@pytest.mark.parametrize(("mode", "reason"), [("invalid_key", "The key … is unknown."), ("error_alone", "suspended")])
def test_a_refused_key_is_told_without_the_key(client, cleantalk, mode, reason):
    cleantalk.mode = mode

    with pytest.raises(Refused) as caught:
        client.check(cleantalk.key, FIELDS)

    assert caught.value.reason == reason


@pytest.mark.parametrize(("mode", "seconds"), [("too_many", 120), ("too_many_date", 120), ("too_many_bare", None)])
def test_it_may_say_when_to_ask_again(client, cleantalk, mode, seconds):
    cleantalk.mode = mode

    with pytest.raises(Unavailable) as caught:
        client.check(cleantalk.key, FIELDS)

    assert caught.value.retry_after == pytest.approx(seconds, abs=2) if seconds else caught.value.retry_after is None

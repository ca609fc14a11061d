import logging
import subprocess
import sys
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest

from services.spam.outside.akismet_client import Akismet, AkismetRefused, AkismetUnavailable
from tests.doubles.akismet_server import MODES, AkismetServer

BLOG = "https://blog.example"
FROM_BOB = {"user_ip": "192.0.2.7", "comment_author": "Bob", "comment_content": "Thank you, Alice."}
OUT_OF_REACH = "Akismet could not be reached"
NONSENSE = "Akismet answered something we do not understand"
KEY = "k3yoftheblog"
QUESTIONS = {"check": (KEY, BLOG, FROM_BOB), "verify": (KEY, BLOG)}
ANSWERING = {"ok", "ham", "spam", "discard", "recheck", "alert", "error_header"}


@pytest.fixture
def akismet():
    with AkismetServer(KEY) as double:
        yield double


@pytest.fixture
def client(akismet):
    with closing(Akismet(base_url=akismet.url, user_agent="Chiosa/0.1 | akismet/25.10.1")) as client:
        yield client


@pytest.fixture
def impatient(akismet):
    with closing(Akismet(base_url=akismet.url, user_agent="Chiosa", timeout=0.1, total_timeout=0.3)) as client:
        yield client


def unavailable(client, akismet, mode):
    akismet.mode = mode
    with pytest.raises(AkismetUnavailable) as caught:
        client.check(akismet.key, BLOG, FROM_BOB)
    return caught.value


def test_it_works(client, akismet):
    answer = client.check(akismet.key, BLOG, FROM_BOB)

    assert not answer.spam
    assert akismet.requests[0].path == "/1.1/comment-check"


@pytest.mark.parametrize(
    ("mode", "spam", "blatant"),
    [("ham", False, False), ("spam", True, False), ("discard", True, True), ("recheck", False, False)],
)
def test_it_tells_ham_spam_and_blatant_spam_apart(client, akismet, mode, spam, blatant):
    akismet.mode = mode

    answer = client.check(akismet.key, BLOG, FROM_BOB)

    assert (answer.spam, answer.blatant) == (spam, blatant)
    assert len(answer.guid) == 32


@pytest.mark.parametrize(
    ("guaranteed", "spam"),
    [
        ({"comment_author": "akismet-guaranteed-spam"}, True),
        ({"comment_author": "viagra-test-123"}, True),
        ({"comment_author_email": "akismet-guaranteed-spam@example.com"}, True),
        ({"comment_author": "akismet-guaranteed-spam", "user_role": ["editor", "administrator"]}, False),
    ],
)
def test_it_gets_the_answers_that_akismet_guarantees(client, akismet, guaranteed, spam):
    answer = client.check(akismet.key, BLOG, FROM_BOB | guaranteed)

    assert answer.spam == spam


@pytest.mark.parametrize(("asked", "waits"), [(120, 120), (0, 1), (10**8, 86_400), ("soon", 120)])
def test_ham_is_provisional_when_akismet_wants_to_be_asked_again(client, akismet, asked, waits):
    akismet.mode, akismet.recheck_after = "recheck", asked

    answer = client.check(akismet.key, BLOG, FROM_BOB)

    assert (answer.spam, answer.recheck_after) == (False, waits)


def test_an_alert_lasts_until_an_answer_comes_without(client, akismet):
    akismet.mode = "alert"
    alarmed = client.check(akismet.key, BLOG, FROM_BOB)
    akismet.mode = "ok"
    calm = client.check(akismet.key, BLOG, FROM_BOB)

    assert (alarmed.alert_code, alarmed.alert_message) == ("10502", "Over the limit for two months")
    assert (calm.alert_code, calm.alert_message) == (None, None)


def test_a_suspended_account_is_a_problem_and_not_just_ham(client, akismet):
    akismet.mode = "error_header"

    answer = client.check(akismet.key, BLOG, FROM_BOB)

    assert answer.problem == "suspended"


def test_a_problem_without_a_verdict_is_a_refusal(client, akismet):
    akismet.mode = "error_alone"

    with pytest.raises(AkismetRefused, match=r"^suspended$"):
        client.check(akismet.key, BLOG, FROM_BOB)


@pytest.mark.parametrize(
    ("mode", "code", "reason"),
    [
        ("down", "unreachable", OUT_OF_REACH),
        ("reset", "unreachable", OUT_OF_REACH),
        ("hang_up", "unreachable", OUT_OF_REACH),
        ("http_500", "http_error", "Akismet answered with an error (500)"),
        ("http_502_html", "http_error", "Akismet answered with an error (502)"),
        ("redirect", "http_error", "Akismet answered with an error (302)"),
        ("too_many", "slow_down", "Akismet asked us to slow down"),
        ("empty", "garbage", NONSENSE),
        ("html", "garbage", NONSENSE),
        ("garbage", "garbage", NONSENSE),
        ("not_http", "garbage", NONSENSE),
        ("cut", "garbage", NONSENSE),
        ("bomb", "garbage", NONSENSE),
        ("gzip_bomb", "garbage", NONSENSE),
    ],
)
def test_it_says_in_plain_words_why_there_is_no_answer(client, akismet, mode, code, reason):
    failure = unavailable(client, akismet, mode)

    assert (failure.code, failure.reason, str(failure)) == (code, reason, reason)


@pytest.mark.parametrize("mode", ["hang", "slow", "drip", "drip_headers"])
def test_it_does_not_wait_for_ever(impatient, akismet, mode):
    started = time.monotonic()

    failure = unavailable(impatient, akismet, mode)

    assert (failure.code, failure.reason) == ("time_out", "Akismet did not answer in time")
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("mode", ["drip", "drip_headers"])
def test_a_steady_drip_ends_with_the_total_time(akismet, mode):
    akismet.drip_interval = 0.02
    started = time.monotonic()

    with closing(Akismet(base_url=akismet.url, user_agent="Chiosa", timeout=30, total_timeout=0.3)) as client:
        failure = unavailable(client, akismet, mode)

    assert failure.code == "time_out"
    assert 0.2 < time.monotonic() - started < 3


def test_an_answer_that_is_only_slow_counts(client, akismet):
    akismet.mode, akismet.delay = "slow", 0.1

    answer = client.check(akismet.key, BLOG, FROM_BOB | {"comment_author": "akismet-guaranteed-spam"})

    assert answer.spam


def test_an_answer_longer_than_the_limit_is_not_read(akismet):
    with closing(Akismet(base_url=akismet.url, user_agent="Chiosa", max_bytes=100)) as client:
        failure = unavailable(client, akismet, "ok")

    assert failure.code == "garbage"


@pytest.mark.parametrize(("mode", "least", "most"), [("too_many", 120, 120), ("too_many_date", 100, 120)])
def test_it_hears_when_to_come_back(client, akismet, mode, least, most):
    failure = unavailable(client, akismet, mode)

    assert least <= failure.retry_after <= most


@pytest.mark.parametrize(
    ("mode", "asked", "kept"),
    [
        ("too_many", 10**9, 86_400),
        ("too_many_date", 10**9, 86_400),
        ("too_many", -5, 0),
        ("too_many_date", -3600, 0),
        ("too_many", "soon", None),
        ("too_many", "Mon, 99 Foo 2026 25:61:61 GMT", None),
        ("too_many_bare", 120, None),
    ],
)
def test_the_time_to_come_back_is_between_now_and_a_day(client, akismet, mode, asked, kept):
    akismet.retry_after = asked

    failure = unavailable(client, akismet, mode)

    assert failure.retry_after == kept


def test_a_redirect_is_not_followed(client, akismet):
    unavailable(client, akismet, "redirect")

    assert [request.path for request in akismet.requests] == ["/1.1/comment-check"]


def test_it_is_back_as_soon_as_akismet_is(client, akismet):
    unavailable(client, akismet, "down")
    akismet.mode = "discard"

    answer = client.check(akismet.key, BLOG, FROM_BOB)

    assert answer.blatant


def test_a_server_that_speaks_no_tls_is_out_of_reach(akismet):
    with closing(Akismet(base_url=akismet.url.replace("http:", "https:"), user_agent="Chiosa")) as client:
        failure = unavailable(client, akismet, "ok")

    assert failure.code == "unreachable"
    assert akismet.requests == []


def test_a_wrong_key_is_refused(client):
    with pytest.raises(AkismetRefused) as caught:
        client.check("wr0ngwr0ngwr", BLOG, FROM_BOB)

    assert caught.value.reason == str(caught.value) == "The key … is unknown"


def test_it_says_what_akismet_misses(client, akismet):
    with pytest.raises(AkismetRefused, match='Empty "blog" value'):
        client.submit(akismet.key, "", FROM_BOB, spam=True)


def test_each_question_brings_its_own_key(client, akismet):
    with suppress(AkismetRefused):
        client.check("an0therskey1", "https://dave.example", FROM_BOB)

    client.check(akismet.key, BLOG, FROM_BOB)

    assert [request.all("api_key") for request in akismet.requests] == [["an0therskey1"], [akismet.key]]
    assert [request.all("blog") for request in akismet.requests] == [["https://dave.example"], [BLOG]]


def test_a_good_key_is_verified(client, akismet):
    standing = client.verify(akismet.key, BLOG)

    assert (standing.alert_code, standing.alert_message, standing.problem) == (None, None, None)
    assert akismet.requests[0].path == "/1.1/verify-key"
    assert akismet.requests[0].pairs == [("key", akismet.key), ("blog", BLOG)]


def test_a_good_key_may_have_an_alert(client, akismet):
    akismet.mode = "alert"

    standing = client.verify(akismet.key, BLOG)

    assert (standing.alert_code, standing.alert_message) == ("10502", "Over the limit for two months")


def test_a_wrong_key_is_not_verified(client):
    with pytest.raises(AkismetRefused, match=r"not valid: The key … is unknown"):
        client.verify("wr0ngwr0ngwr", BLOG)


@pytest.mark.parametrize("mode", ["html", "empty", "garbage"])
def test_only_the_word_valid_makes_a_key_valid(client, akismet, mode):
    akismet.mode = mode

    with pytest.raises(AkismetUnavailable, match=NONSENSE):
        client.verify(akismet.key, BLOG)


def test_every_field_arrives_as_the_protocol_wants_it(client, akismet):
    fields = {
        "user_ip": "2001:db8::7",
        "user_agent": "Mozilla/5.0",
        "referrer": "https://blog.example/archive?a=1&b=2",
        "permalink": "https://blog.example/post",
        "comment_type": "reply",
        "comment_author": "Bób 🌍",
        "comment_author_email": "bob@example.com",
        "comment_author_url": "https://bob.example",
        "comment_content": "<b>first & last</b>\nline = 100 %",
        "comment_date_gmt": "2026-01-02T03:04:05+00:00",
        "comment_post_modified_gmt": "2026-01-01T00:00:00+00:00",
        "comment_parent": "42",
        "user_role": "editor",
        "blog_lang": "en, it",
        "blog_charset": "UTF-8",
        "is_test": "1",
        "recheck_reason": "retry",
        "callback": "https://comments.example/akismet",
        "honeypot_field_name": "homepage",
        "homepage": "buy & buy",
    }

    client.check(akismet.key, BLOG, fields)

    assert dict(akismet.requests[0].pairs) == fields | {"api_key": akismet.key, "blog": BLOG}
    assert len(akismet.requests[0].pairs) == len(fields) + 2


def test_the_context_is_a_list_in_the_way_of_php(client, akismet):
    client.check(akismet.key, BLOG, FROM_BOB | {"comment_context": ["gardening", "", "pests & slugs"]})

    assert akismet.requests[0].all("comment_context[]") == ["gardening", "pests & slugs"]
    assert akismet.requests[0].all("comment_context") == []


def test_a_list_elsewhere_is_joined_by_commas(client, akismet):
    client.check(akismet.key, BLOG, FROM_BOB | {"user_role": ["editor", "author"]})

    assert akismet.requests[0].all("user_role") == ["editor,author"]


def test_what_is_empty_is_not_sent(client, akismet):
    empty = {"referrer": "", "comment_parent": None, "comment_context": [], "user_role": [], "blog_lang": None}

    client.check(akismet.key, BLOG, FROM_BOB | empty)

    assert dict(akismet.requests[0].pairs) == FROM_BOB | {"api_key": akismet.key, "blog": BLOG}


@pytest.mark.parametrize("value", ["false", "False", "0", "", None])
def test_it_is_never_a_test_by_mistake(client, akismet, value):
    client.check(akismet.key, BLOG, FROM_BOB | {"is_test": value})

    assert akismet.requests[0].one("is_test") is None


def test_half_a_character_is_no_reason_to_fail(client, akismet):
    client.check(akismet.key, BLOG, FROM_BOB | {"comment_content": "half \ud83d", "comment_context": ["\udc00"]})

    assert akismet.requests[0].one("comment_content") == "half ?"
    assert akismet.requests[0].one("comment_context[]") == "?"


@pytest.mark.parametrize(
    "fields",
    [
        {"referer": "https://blog.example"},
        {"homepage": "typed into a trap that has no name"},
        {"honeypot_field_name": "comment_author"},
        {"honeypot_field_name": "api_key", "api_key": "x"},
    ],
)
def test_a_name_that_the_protocol_lacks_or_needs_is_our_mistake(client, akismet, fields):
    with pytest.raises(ValueError, match="Akismet's protocol"):
        client.check(akismet.key, BLOG, FROM_BOB | fields)

    assert akismet.requests == []


@pytest.mark.parametrize(("spam", "path"), [(True, "/1.1/submit-spam"), (False, "/1.1/submit-ham")])
def test_it_tells_what_a_moderator_decided(client, akismet, spam, path):
    decided = FROM_BOB | {"comment_check_response": "true", "reporter": "moderator-1"}

    client.submit(akismet.key, BLOG, decided, spam=spam)

    assert akismet.requests[0].path == path
    assert dict(akismet.requests[0].pairs) == decided | {"api_key": akismet.key, "blog": BLOG}


def test_only_thanks_mean_that_akismet_took_it(client, akismet):
    akismet.mode = "html"

    with pytest.raises(AkismetUnavailable, match=NONSENSE):
        client.submit(akismet.key, BLOG, FROM_BOB, spam=False)


def test_it_says_who_asks_and_nothing_else(client, akismet):
    client.check(akismet.key, BLOG, FROM_BOB)

    headers = akismet.requests[0].headers
    assert headers["User-Agent"] == "Chiosa/0.1 | akismet/25.10.1"
    assert headers["Host"] == akismet.url.removeprefix("http://")
    assert headers["Accept-Encoding"] == "identity"
    assert headers["Cookie"] is headers["Authorization"] is None


def test_a_path_in_the_address_is_kept(akismet):
    with closing(Akismet(base_url=f"{akismet.url}/relay/", user_agent="Chiosa")) as client:
        unavailable(client, akismet, "http_500")

    assert akismet.requests[0].path == "/relay/1.1/comment-check"


def test_it_takes_no_proxy_from_the_environment(client, akismet, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("PYTHON_AKISMET_API_KEY", "fr0mtheenvir")

    client.check(akismet.key, BLOG, FROM_BOB)

    assert akismet.requests[0].all("api_key") == [akismet.key]


@pytest.mark.parametrize("mode", sorted(MODES))
@pytest.mark.parametrize("operation", ["check", "verify"])
def test_the_key_is_in_no_log(impatient, akismet, caplog, mode, operation):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="httpx")
    caplog.set_level(logging.DEBUG, logger="httpcore")
    caplog.set_level(logging.DEBUG, logger="httpx")
    caplog.set_level(logging.DEBUG, logger="httpcore")
    akismet.mode = mode

    with suppress(AkismetRefused, AkismetUnavailable):
        getattr(impatient, operation)(*QUESTIONS[operation])

    assert "connect_tcp" in caplog.text
    assert akismet.key not in caplog.text


@pytest.mark.parametrize("mode", sorted(MODES.keys() - ANSWERING))
@pytest.mark.parametrize("operation", ["check", "verify"])
def test_the_key_is_in_no_error(impatient, akismet, mode, operation):
    akismet.mode = mode

    with pytest.raises((AkismetRefused, AkismetUnavailable)) as caught:
        getattr(impatient, operation)(*QUESTIONS[operation])

    told = "".join(traceback.format_exception(caught.value))
    assert caught.value.reason in told
    assert akismet.key not in told
    assert not str(type(caught.value.__context__)).startswith("<class 'akismet")


def test_twenty_threads_share_it(client, akismet):
    authors = ["akismet-guaranteed-spam", "Bob"] * 50

    with ThreadPoolExecutor(20) as threads:
        asked = [FROM_BOB | {"comment_author": name, "comment_parent": str(i)} for i, name in enumerate(authors)]
        answers = list(threads.map(lambda fields: client.check(akismet.key, BLOG, fields), asked))

    assert [answer.spam for answer in answers] == [True, False] * 50
    assert len({answer.guid for answer in answers}) == 100
    assert sorted(int(request.one("comment_parent")) for request in akismet.requests) == list(range(100))


def test_a_closed_one_opens_again(client, akismet):
    client.check(akismet.key, BLOG, FROM_BOB)
    client.close()

    client.check(akismet.key, BLOG, FROM_BOB)

    assert len(akismet.requests) == 2


@pytest.mark.parametrize("url", ["https://rest.akismet.com", "http://localhost:8000", "http://[::1]:8000"])
def test_it_may_ask_over_tls_or_on_this_machine(url):
    Akismet(base_url=url, user_agent="Chiosa").close()


@pytest.mark.parametrize(
    "url",
    [
        "http://rest.akismet.com",
        "http://127.0.0.1.example",
        "http://192.168.1.1",
        "https://",
        "https://host:99999",
        "https://user:word@host",
        "https://host?x",
        "ftp://127.0.0.1",
        "rest.akismet.com",
        "",
    ],
)
def test_it_sends_no_key_in_the_clear(url):
    with pytest.raises(ValueError, match=r"must be like https|Port out of range"):
        Akismet(base_url=url, user_agent="Chiosa")


def test_it_costs_nothing_before_the_first_question():
    program = (
        "import sys; from services.spam.outside.akismet_client import Akismet; Akismet(user_agent='Chiosa');"
        " print({'akismet', 'httpx', 'httpcore'} & set(sys.modules))"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "set()"


def test_a_question_that_hangs_is_answered_when_it_is_released(client, akismet):
    akismet.mode = "hang"

    with ThreadPoolExecutor(1) as thread:
        late = thread.submit(client.check, akismet.key, BLOG, FROM_BOB)
        akismet.wait_for(1)
        akismet.release()

    assert not late.result().spam


@pytest.mark.parametrize("mode", ["hang", "slow", "drip", "drip_headers", "bomb"])
def test_the_double_stops_at_once_and_leaves_nothing_behind(mode):
    before = set(threading.enumerate())
    with ThreadPoolExecutor(1) as thread, AkismetServer() as akismet:
        akismet.mode = mode
        client = Akismet(base_url=akismet.url, user_agent="Chiosa", timeout=30, max_bytes=1 << 40)
        question = thread.submit(client.check, akismet.key, BLOG, FROM_BOB)
        akismet.wait_for(1)
        started = time.monotonic()
    stopped = time.monotonic()
    client.close()

    assert isinstance(question.exception(), AkismetUnavailable)
    assert stopped - started < 2
    assert set(threading.enumerate()) <= before

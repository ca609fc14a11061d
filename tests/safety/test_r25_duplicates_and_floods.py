"""R25: what was said already is refused with 409, what comes too often with 429 and a time to wait."""

from datetime import UTC, datetime, timedelta

import pytest

from models import now
from tests.cast import BLOG, PAGE, Reader
from tests.tables import stored


def codes(reader: Reader, times: int) -> list[int]:
    """The answers to that many different comments, one after the other."""
    return [reader.post(reader.body(f"Comment {number} of {reader.ip}.")).status_code for number in range(times)]


def from_addresses(reader: Reader, addresses: list[str]) -> list[int]:
    """The answers to one comment from each address, each by a new visitor."""
    mallories = [Reader(reader.client, f"Mallory {number}", ip=address) for number, address in enumerate(addresses)]
    return [mallory.write("Hello.").status_code for mallory in mallories]


def test_it_works(carol):
    carol.say("Hello.")

    answer = carol.write("Hello.")

    assert answer.status_code == 409
    assert answer.json["error"]["code"] == "duplicate"
    assert stored()["comment"] == 1


@pytest.mark.parametrize(
    "again", ["hello there", "HELLO  THERE", " hello\nthere ", "hello\u200b there", "ｈｅｌｌｏ ｔｈｅｒｅ"]
)
def test_a_text_that_reads_the_same_is_the_same(carol, again):
    carol.say("Hello there")

    answer = carol.write(again)

    assert answer.status_code == 409


def test_whatever_became_of_the_first(carol, move):
    move(carol.say("Hello.")["id"], "rejected")

    answer = carol.write("Hello.")

    assert answer.status_code == 409


def test_a_new_visitor_of_the_same_name_and_address_is_the_same(carol):
    carol.say("Hello.")
    carol.token = None

    answer = carol.post(carol.body("Hello."))

    assert answer.status_code == 409


def test_another_person_may_say_the_same(carol, mallory):
    carol.say("Hello.")

    answer = mallory.write("Hello.")

    assert answer.status_code == 201


def test_the_same_may_be_said_under_another_page(carol):
    carol.say("Hello.")

    answer = carol.write("Hello.", url=f"{BLOG}/elsewhere")

    assert answer.status_code == 201


def test_an_address_that_writes_too_often_is_told_when_to_come_back(carol, set_up):
    set_up(limit_address="2 per minute")
    codes(carol, 2)

    answer = carol.write("Once more.")

    assert answer.status_code == 429
    assert answer.json["error"]["code"] == "too_many"
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert stored()["comment"] == 2


@pytest.mark.parametrize(
    ("addresses", "answers"),
    [
        (["192.0.2.1", "192.0.2.1"], [201, 429]),
        (["192.0.2.1", "192.0.2.2"], [201, 201]),
        (["2001:db8:1:1::1", "2001:db8:1:1:ffff::1"], [201, 429]),
        (["2001:db8:1:1::1", "2001:db8:1:2::1"], [201, 201]),
        (["192.0.2.1", "::ffff:192.0.2.1"], [201, 429]),
    ],
)
def test_an_address_is_a_household(carol, set_up, addresses, answers):
    set_up(limit_address="1 per minute")

    assert from_addresses(carol, addresses) == answers


@pytest.mark.parametrize(
    ("addresses", "answers"),
    [
        (["192.0.2.1", "192.0.2.200"], [201, 429]),
        (["192.0.2.1", "192.0.3.1"], [201, 201]),
        (["2001:db8:1:1::1", "2001:db8:1:2::1"], [201, 429]),
        (["2001:db8:1:1::1", "2001:db8:2:1::1"], [201, 201]),
    ],
)
def test_a_network_is_a_block_of_addresses(carol, set_up, addresses, answers):
    set_up(limit_network="1 per minute")

    assert from_addresses(carol, addresses) == answers


def test_a_visitor_is_counted_wherever_they_are(carol, set_up):
    set_up(limit_visitor="2 per minute")
    carol.open_form()
    here = codes(carol, 2)
    carol.ip = "198.51.100.1"

    assert here + codes(carol, 1) == [201, 201, 429]


def test_without_a_token_a_visitor_is_their_address(carol, set_up):
    set_up(limit_visitor="2 per minute")

    assert codes(carol, 3) == [201, 201, 429]


def test_a_new_token_for_each_comment_escapes_no_limit_of_the_address(carol, set_up):
    set_up(limit_address="2 per minute")

    assert from_addresses(carol, ["192.0.2.1"] * 3) == [201, 201, 429]


def test_a_forwarded_address_of_ones_own_escapes_no_limit(carol, set_up):
    set_up(limit_address="1 per minute")
    carol.post(carol.body("Hello."), **{"X-Forwarded-For": "198.51.100.1"})

    answer = carol.post(carol.body("Hello again."), **{"X-Forwarded-For": "198.51.100.2"})

    assert answer.status_code == 429


def test_what_is_refused_counts_too(carol, set_up):
    set_up(limit_address="2 per minute")

    answers = [carol.post([]).status_code, carol.post({}).status_code, carol.post(carol.body("Hello.")).status_code]

    assert answers == [400, 422, 429]


def test_reading_is_never_refused(carol, set_up):
    set_up(limit_address="1 per minute", limit_network="1 per minute", limit_visitor="1 per minute")
    codes(carol, 2)

    assert [carol.get(path).status_code for path in ("/threads", "/form", "/counts", "/threads")] == [200] * 4


def test_the_page_without_a_script_counts_with_the_others(client, carol, set_up):
    set_up(limit_address="1 per minute")
    form = carol.open_form()["form"]
    carol.write("Hello.")

    answer = client.post(
        f"/embed/thread?site=blog&url={PAGE}",
        data={"form": form, "name": "Carol", "text": "Again."},
        environ_base={"REMOTE_ADDR": carol.ip},
    )

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "That was quick. Try again in " in answer.text
    assert f"frame-ancestors {BLOG}" in answer.headers["Content-Security-Policy"]


def test_after_the_time_it_goes_on(carol, set_up, time_machine):
    set_up(limit_address="1 per minute")
    codes(carol, 1)
    wait = int(carol.write("Too early.").headers["Retry-After"])
    time_machine.move_to(now() + timedelta(seconds=wait + 1))

    answer = carol.write("Now.")

    assert answer.status_code == 201


def test_the_wait_is_the_time_that_is_left(carol, set_up, time_machine):
    set_up(limit_address="1 per minute")
    time_machine.move_to(datetime(2026, 5, 1, 12, 0, tzinfo=UTC), tick=False)
    codes(carol, 1)

    time_machine.move_to(datetime(2026, 5, 1, 12, 0, 45, tzinfo=UTC), tick=False)

    assert 10 <= int(carol.write("Too early.").headers["Retry-After"]) <= 20

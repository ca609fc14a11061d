"""What DNS block lists say of an address, and what their answers mean."""

import pytest

from services.spam.outside import dnsbl
from services.spam.outside.breaker import TRIES
from services.spam.outside.dnsbl import BlockLists, reversed_name, shown_zone, split_port
from tests.doubles.dns_server import MODES, DnsServer

ZONE = "dnsbl.example"
BAD = "203.0.113.66"
ITS_NAME = "66.113.0.203.dnsbl.example"


@pytest.fixture
def server():
    with DnsServer() as server:
        yield server


@pytest.fixture
def lists(server, monkeypatch):
    monkeypatch.setattr(dnsbl, "SECONDS", 0.2)
    return BlockLists(server.address)


def test_it_works(server, lists):
    server.names = {ITS_NAME: ["127.0.0.2"]}

    assert lists.ask(BAD, [ZONE, "other.example"]) == {ZONE: "listed", "other.example": "clean"}
    assert server.asked == [ITS_NAME, "66.113.0.203.other.example"]


@pytest.mark.parametrize(
    ("answers", "meaning"),
    [
        (["127.0.0.2", "127.0.0.9"], "listed"),
        (["127.255.255.254"], "no answer"),
        (["127.255.255.255"], "no answer"),
        (["127.0.0.2", "127.255.255.252"], "no answer"),
        (["127.0.0.1"], "no answer"),
        (["198.51.100.7"], "no answer"),
        (["127.0.0.10"], "listed"),
    ],
)
def test_not_every_answer_is_a_listing(server, lists, answers, meaning):
    server.names = {ITS_NAME: answers}

    assert lists.ask(BAD, [ZONE]) == {ZONE: meaning}


@pytest.mark.parametrize(("answers", "meaning"), [(["127.0.0.10"], "clean"), (["127.0.0.11", "127.0.0.4"], "listed")])
def test_spamhauss_list_of_dial_up_lines_says_nothing_of_readers(server, lists, answers, meaning):
    server.names = {"66.113.0.203.zen.spamhaus.org": answers}

    assert lists.ask(BAD, ["zen.spamhaus.org"]) == {"zen.spamhaus.org": meaning}


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "ok"])
def test_a_list_that_fails_says_nothing(server, lists, mode):
    server.mode, server.names = mode, {ITS_NAME: ["127.0.0.2"]}

    assert lists.ask(BAD, [ZONE]) == {ZONE: "no answer"}


def test_a_list_that_keeps_failing_is_left_in_peace(server, lists):
    server.mode = "servfail"
    said = [lists.ask(f"203.0.113.{number}", [ZONE])[ZONE] for number in range(TRIES + 3)]

    assert said == ["no answer"] * (TRIES + 3)
    assert len(set(server.asked)) == TRIES


def test_what_was_answered_is_not_asked_again_so_soon(server, lists):
    server.names = {ITS_NAME: ["127.0.0.2"]}
    lists.ask(BAD, [ZONE])
    lists.ask(BAD, [ZONE])

    assert server.asked == [ITS_NAME]


def test_an_ipv6_address_is_asked_about_by_its_digits():
    assert reversed_name("2001:db8::1", "d.example") == f"1.{'0.' * 23}8.b.d.0.1.0.0.2.d.example."


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("127.0.0.1", ("127.0.0.1", 53)),
        ("127.0.0.1:5353", ("127.0.0.1", 5353)),
        ("::1", ("::1", 53)),
        ("[::1]:5353", ("::1", 5353)),
    ],
)
def test_a_resolver_has_a_port(address, parts):
    assert split_port(address) == parts


def test_a_key_in_the_name_of_a_list_is_shown_to_nobody():
    assert shown_zone("abcdefghijklmnopqrstuvwxyz.zen.dq.spamhaus.net") == "zen.dq.spamhaus.net"

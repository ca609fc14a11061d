"""Whose address counts: what a proxy forwards is believed from configured proxies only."""

from ipaddress import ip_network

import pytest

from blueprints.context import forwarded_ip
from models import Origin, db

PROXIES = (ip_network("10.9.0.0/16"), ip_network("2001:db8:9::/48"))
PROXY, READER = "10.9.0.1", "198.51.100.7"


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (READER, "", READER),
        (READER, "203.0.113.1", READER),
        (PROXY, READER, READER),
        (PROXY, "", PROXY),
        (PROXY, f"203.0.113.1, {READER}", READER),
        (PROXY, f"{READER}, 10.9.0.2", READER),
        (PROXY, f"203.0.113.1, {READER}, 10.9.0.3, 10.9.0.2", READER),
        (PROXY, "10.9.0.3, 10.9.0.2", "10.9.0.3"),
        (PROXY, f"  {READER}  ", READER),
        (PROXY, "garbage", PROXY),
        (PROXY, f"{READER}, garbage", PROXY),
        (PROXY, f"{READER},", PROXY),
        (PROXY, f"{READER}:4711", PROXY),
        (PROXY, "999.1.1.1", PROXY),
        (PROXY, "198.51.100.07", PROXY),
        (PROXY, "2001:DB8::0001", "2001:db8::1"),
        ("2001:db8:9::1", READER, READER),
        ("::ffff:10.9.0.1", READER, READER),
        (PROXY, f"::ffff:{READER}", READER),
        ("::ffff:198.51.100.7", "", READER),
    ],
)
def test_it_works(peer, forwarded, address):
    assert forwarded_ip(peer, forwarded, PROXIES) == address


@pytest.mark.parametrize("forwarded", ["127.0.0.1", "10.9.0.1, 127.0.0.1", "1.1.1.1"])
def test_without_configured_proxies_nothing_is_believed(forwarded):
    assert forwarded_ip(PROXY, forwarded, ()) == PROXY


def kept() -> str:
    return db.session.scalars(db.select(Origin.ip)).one()


def test_a_comment_keeps_the_readers_address(carol):
    carol.ip = PROXY

    carol.post(carol.body("Hello."), **{"X-Forwarded-For": f"203.0.113.1, {READER}"})

    assert kept() == READER


def test_a_reader_names_no_address_of_their_choice(carol):
    carol.post(
        carol.body("Hello."),
        **{"X-Forwarded-For": "203.0.113.1", "X-Real-Ip": "203.0.113.1", "Forwarded": "for=1.1.1.1"},
    )

    assert kept() == carol.ip


def test_a_zone_that_has_a_meaning_only_at_home_is_left_out(carol):
    carol.ip = PROXY

    carol.post(carol.body("Hello."), **{"X-Forwarded-For": "fe80::1%<script>"})

    assert kept() == "fe80::1"

"""Where a site asks block lists, the address that a comment came from may speak against it."""

import pytest

BAD, ITS_NAME = "9.9.9.9", "9.9.9.9"


def test_it_works(bob, block_lists, work, reasons, history, comment_of):
    bob.ip, block_lists.names = BAD, {f"{ITS_NAME}.dnsbl.example": ["127.0.0.2"]}
    comment = bob.say("Hello.")
    work()

    assert "Its address is listed by dnsbl.example" in reasons(comment)
    assert history(comment) == [("dnsbl", "check", "", "spam")]
    assert comment_of(comment).status == "pending"


def test_two_lists_that_agree_are_a_stronger_sign(bob, block_lists, work, reasons):
    bob.ip = BAD
    block_lists.names = {f"{ITS_NAME}.{zone}.example": ["127.0.0.2"] for zone in ("dnsbl", "bad")}
    comment = bob.say("Hello.")
    work()

    assert "Its address is listed by dnsbl.example, bad.example" in reasons(comment)


def test_an_address_that_no_list_knows_says_nothing(bob, block_lists, work, reasons, history):
    bob.ip = BAD
    comment = bob.say("Hello.")
    work()

    assert [each for each in reasons(comment) if "list" in each] == []
    assert history(comment) == [("dnsbl", "check", "", "ham")]
    assert bob.texts() == ["<p>Hello.</p>\n"]


@pytest.mark.parametrize("ip", ["10.9.0.1", "192.168.1.20", "127.0.0.1", "fd00::1", "100.64.0.9", "192.0.2.20"])
def test_nobody_hears_of_a_private_address(bob, block_lists, work, ip):
    bob.ip = ip
    bob.say("Hello.")
    work()

    assert block_lists.asked == []
    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_a_silent_list_costs_a_comment_little(bob, block_lists, work, history, monkeypatch):
    monkeypatch.setattr("services.spam.outside.dnsbl.SECONDS", 0.1)
    block_lists.mode, bob.ip = "silent", BAD
    comment = bob.say("Hello.")
    work()

    assert history(comment) == [("dnsbl", "check", "", "failed")]
    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_a_listing_beside_a_silent_list_counts(bob, block_lists, work, reasons):
    bob.ip = BAD
    block_lists.names = {
        f"{ITS_NAME}.dnsbl.example": ["127.0.0.2"],
        f"{ITS_NAME}.bad.example": ["127.255.255.254"],
    }
    comment = bob.say("Hello.")
    work()

    assert "Its address is listed by dnsbl.example" in reasons(comment)


def test_a_comment_waits_for_akismet_and_not_for_a_list(bob, akismet, block_lists, work, work_later):
    akismet.mode, block_lists.mode, bob.ip = "http_500", "servfail", BAD
    bob.say("Hello.")
    work()
    akismet.mode = "ok"
    asked = len(block_lists.asked)
    work_later()

    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert len(block_lists.asked) == asked

import pytest

from tests.signals import said, weight


def test_it_works(bob):
    comment = bob.say("See http://a.example and http://b.example and http://c.example")

    assert said(comment, "links").reason == "Links in it: 3; the site lets 2 pass"


def test_the_same_link_counts_each_time(bob):
    assert weight(bob.say("http://a.example " * 3), "links") == 0.5


@pytest.mark.parametrize("address", ["https://bit.ly/3xyz", "http://WWW.TinyURL.com/abc", "[here](https://t.ly/x)"])
def test_a_link_that_hides_where_it_leads_is_named(bob, address):
    comment = bob.say(f"Look at {address}")

    assert "hides where the link leads" in said(comment, "shorteners").reason
    assert comment["status"] == "published"


@pytest.mark.parametrize("address", ["https://notbit.ly/x", "https://bit.ly.example/x", "bit.ly"])
def test_what_only_looks_like_a_shortener_is_none(bob, address):
    assert said(bob.say(f"Look at {address}"), "shorteners") is None


@pytest.mark.parametrize("written", [{"text": "See https://carol.example"}, {"website": "carol.example"}])
def test_a_new_persons_first_link_is_noticed(carol, written):
    assert weight(carol.say(**{"text": "Hello."} | written), "first_link") == 0.2


def test_who_was_published_before_may_link(bob):
    assert said(bob.say("See https://bob.example", website="bob.example"), "first_link") is None


def test_a_link_to_the_site_itself_is_none(carol):
    assert said(carol.say("As in https://blog.example/first"), "first_link") is None

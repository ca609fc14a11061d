"""R3: what comes in is decoded once, before it is looked at, and never again."""

import pytest

from tests.cast import BLOG, PAGE

# What is told to a browser does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

ENCODED = [
    "%3Cb%3E",
    "&lt;b&gt;",
    "\\x3cb\\x3e",
    "%253Cb%253E",
    "=?utf-8?q?=3Cb=3E?=",
    "+ADw-b+AD4-",
    "100%25 &amp; +1",
]


def test_it_works(bob):
    comment = bob.say("100%25 & more")

    assert comment["html"] == "<p>100%25 &amp; more</p>\n"


@pytest.mark.parametrize("name", ENCODED)
def test_a_name_is_not_decoded_a_second_time(carol, name):
    comment = carol.say("Hello.", name=name)

    assert comment["author"]["name"] == name


def test_what_was_written_as_an_entity_of_an_entity_stays_one(bob):
    bob.say("&amp;lt;script&amp;gt;")

    assert bob.texts() == ["<p>&amp;lt;script&amp;gt;</p>\n"]


def test_a_query_that_was_encoded_twice_is_no_address(client, site):
    answer = client.get(f"/api/v1/threads?site=blog&url={PAGE.replace(':', '%253A')}")

    assert answer.json["error"]["fields"]["url"]["code"] == "not_a_link"


def test_a_control_character_is_found_behind_its_escape(client, site):
    answer = client.get(f"/api/v1/threads?site=blog&url={PAGE}%0a")

    assert answer.json["error"]["fields"]["url"]["code"] == "control_characters"


@pytest.mark.parametrize("up", ["../..", "%2e%2e/%2e%2e", "%252e%252e/%252e%252e", "..%2f..", "..%5c..", "x/%00"])
def test_no_spelling_of_a_path_leads_out_of_its_folder(client, site, up):
    answer = client.get(f"/chiosa/{up}/config.py")

    assert answer.status_code == 404


def test_two_spellings_of_an_escape_are_one_page_and_a_double_one_another(bob):
    bob.say("Hello.", url=f"{BLOG}/caf%c3%a9")

    assert len(bob.texts(url=f"{BLOG}/café")) == 1
    assert bob.texts(url=f"{BLOG}/caf%25c3%25a9") == []

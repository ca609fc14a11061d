import pytest

from tests.signals import said, weight


def test_it_works(bob):
    comment = bob.say("Sign in at https://pаypal.com/ now")

    signal = said(comment, "lookalikes")
    assert signal.certainty == 0.7
    assert "pаypal.com" in signal.reason
    assert "xn--pypal-4ve.com" in signal.reason


@pytest.mark.parametrize(
    "link", ["https://xn--pypal-4ve.com", "https://www.gοοgle.com", "https://shop.pаypal.com.login.example"]
)
def test_it_is_seen_however_it_is_written(bob, link):
    assert weight(bob.say(link), "lookalikes") == 0.7


def test_a_name_of_nothing_but_lookalikes_is_held(bob):
    assert weight(bob.say("https://сосо.com"), "lookalikes") == 0.5


@pytest.mark.parametrize(
    "link",
    [
        "https://bücher.example",
        "https://президент.рф",
        "https://сосо.рф",
        "https://例え.jp",
        "https://ελλάδα.gr",
        "https://عربي.example",
        "https://xn--zzzzzzzzzz99999.example",
    ],
)
def test_honest_names_of_all_languages_are_let_be(bob, link):
    assert said(bob.say(f"See {link} for more."), "lookalikes") is None


def test_an_authors_website_counts(bob):
    assert weight(bob.say("Hello.", website="https://pаypal.com"), "lookalikes") == 0.7

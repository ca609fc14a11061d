import pytest

from tests.signals import said, weight


def test_it_works(bob):
    comment = bob.say("Nice post.", name="Buy Cheap Pills")

    assert said(comment, "names").reason == "The name “Buy Cheap Pills” is made of words that sell something"
    assert comment["status"] == "published"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("casino-bonus.com", "a web address"),
        ("Visit www.pills.example", "a web address"),
        ("Call +1 (555) 010-4477", "A telephone number"),
        ("купить заказать окна", "words that sell"),
        ("The best place for used garden chairs", "more words than names have"),
    ],
)
def test_what_no_person_is_called_is_told(bob, name, reason):
    assert reason in said(bob.say("Nice post.", name=name), "names").reason


@pytest.mark.parametrize(
    "name",
    [
        "Bob",
        "José María de la Cruz y Ortega",
        "Price",
        "Mary Price",
        "Anna-Lena von der Heide",
        "J. R. R. Tolkien",
        "山田太郎",
        "محمد بن سلمان",
        "user2024",
        "St. John",
        "",
    ],
)
def test_people_are_called_many_things(bob, name):
    assert said(bob.say("Nice post.", name=name or "B"), "names") is None


@pytest.mark.parametrize(
    ("name", "website", "certainty"),
    [
        ("Used Garden Chairs", "https://www.used-gardenchairs.example/buy", 0.25),
        ("Bob Smith", "https://bobsmith.example", 0),
        ("Used Garden Chairs", "https://else.example", 0),
        ("Used Garden Chairs", None, 0),
    ],
)
def test_a_name_that_is_its_websites_is_a_hint(bob, name, website, certainty):
    assert weight(bob.say("Nice post.", name=name, website=website), "names") == certainty

from datetime import timedelta

from services.insight.discussed import most_discussed
from tests.cast import BLOG, OTHER, Reader


def test_it_works(window, carol, mallory):
    carol.say("One.", url=f"{BLOG}/quiet")
    carol.say("Two.", url=f"{BLOG}/busy", title="A busy page")
    carol.say("Three.", url=f"{BLOG}/busy")
    mallory.say("The casino.", url=f"{BLOG}/quiet")

    found = most_discussed(window())

    assert [(each.url, each.published, each.sent) for each in found] == [
        (f"{BLOG}/busy", 2, 2),
        (f"{BLOG}/quiet", 1, 2),
    ]


def test_a_page_without_a_published_comment_is_not_discussed(window, mallory):
    mallory.say("The casino.")

    assert most_discussed(window()) == []


def test_only_comments_of_the_window_count(window, carol, clock):
    carol.say(url=f"{BLOG}/old")
    clock.shift(timedelta(days=30))
    carol.say(url=f"{BLOG}/new")

    assert [each.url for each in most_discussed(window())] == [f"{BLOG}/new"]


def test_it_shows_ten_at_most(window, carol):
    [carol.say(f"Thought {number}.", url=f"{BLOG}/{number}") for number in range(11)]

    assert len(most_discussed(window())) == 10


def test_another_sites_pages_are_not_shown(window, carol, dave, client):
    Reader(client, "Erin", site="other", page=f"{OTHER}/lesson").say()

    assert most_discussed(window()) == []

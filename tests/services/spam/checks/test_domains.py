import pytest

from models import LinkedDomain, db
from tests.cast import BLOG
from tests.signals import said, weight


def pills(number: int) -> str:
    """A text of its own, so that nothing but the link repeats."""
    return f"{'Look here.' if number % 2 else 'See.'} https://shop{number}.pills.example/{number}"


def test_it_works(bob, spam):
    spam(pills(1))
    spam(pills(2))

    comment = bob.say("My cure: https://www.pills.example/")

    assert said(comment, "domains").reason == "It leads to pills.example, as spam did before on this site (comments: 2)"
    assert comment["status"] == "pending"


def test_once_is_not_enough(bob, spam):
    spam(pills(1))

    assert said(bob.say("https://pills.example/"), "domains") is None


@pytest.mark.parametrize(("count", "certainty"), [(2, 0.6), (5, 0.75), (10, 0.85)])
def test_the_more_the_surer(bob, spam, count, certainty):
    marked = [spam(pills(number)) for number in range(count)]

    assert len(marked) == count
    assert weight(bob.say("https://pills.example"), "domains") == certainty


def test_the_authors_website_counts_on_both_sides(bob, spam):
    spam("Nice post.", website="https://pills.example")
    spam("Great post.", website="pills.example/buy")

    assert weight(bob.say("I agree.", website="http://www.pills.example"), "domains") == 0.6


def test_a_domain_that_people_link_to_for_good_reasons_stays_clean(bob, spam):
    bob.say("A talk: https://video.example/1")
    spam("https://video.example/2")
    spam("Watch https://video.example/3")

    assert said(bob.say("Another talk: https://video.example/4"), "domains") is None


@pytest.mark.parametrize("link", [f"{BLOG}/other-article", "https://www.blog.example"])
def test_the_sites_own_never_turns_bad(bob, spam, link):
    spam(f"First {link}")
    spam(f"Second {link}")

    assert said(bob.say(f"As you said in {link}"), "domains") is None


def test_who_shares_a_host_with_spam_is_not_to_blame(bob, spam):
    spam("https://pills.github.io/one")
    spam("Buy https://pills.github.io/two")

    assert said(bob.say("My notes: https://bob.github.io"), "domains") is None


def test_a_moderators_other_mind_takes_it_off(bob, spam, move):
    marked = [spam(pills(1)), spam(pills(2))]
    move(marked[0]["id"], "published")

    assert said(bob.say("https://pills.example/"), "domains") is None


def test_a_bad_link_behind_many_good_ones_is_found(bob, spam):
    spam(pills(1))
    spam(pills(2))
    good = " ".join(f"https://good{number}.example" for number in range(30))

    assert weight(bob.say(f"{good} https://pills.example"), "domains") == 0.6


def test_what_is_remembered_is_bounded(bob):
    bob.say(" ".join(f"https://a{number}.example" for number in range(300)))

    assert db.session.query(LinkedDomain).count() == 20


def test_an_edit_takes_the_former_links_along(bob):
    comment = bob.say("https://before.example")

    bob.change(comment["id"], "https://after.example")

    assert db.session.scalars(db.select(LinkedDomain.domain)).all() == ["after.example"]

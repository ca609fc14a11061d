"""What a moderator sees of each comment, and how it is found. R2: what readers typed is text here."""

import re

import pytest

from models import BlockedTerm, Comment, db, transaction
from tests.cast import BLOG, Reader

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture
def change_comments():
    """What a reader could never bring in through the front door stands in the database."""

    def change(**values):
        with transaction():
            db.session.execute(db.update(Comment).values(values))

    return change


def test_it_works(room, carol):
    carol.say(
        "I keep *pencils* in every book.",
        email="carol@mail.example",
        website="https://carol.example/",
        title="On margins",
    )

    room.open()

    assert "I keep <em>pencils</em> in every book." in room.page
    assert "carol@mail.example" in room.text
    assert (
        f'<a href="{carol.page}" rel="nofollow noopener noreferrer" target="_blank"><bdi>On margins</bdi></a>'
        in room.page
    )
    assert '<a href="https://carol.example/" rel="nofollow noopener noreferrer" target="_blank">' in room.page
    assert "Network 192.0.2.30" in room.text
    assert "Carol's browser" in room.text


@pytest.mark.parametrize("status", ["published", "rejected", "spam"])
def test_each_status_has_its_tab(room, carol, move, status):
    move(carol.say("Somewhere in the tabs.")["id"], status)

    assert "Somewhere in the tabs." not in room.open("/room/").text
    assert "Somewhere in the tabs." in room.open("/room/", status=status).text


def test_the_tabs_count(room, carol, move):
    move(carol.say("One, which is spam.")["id"], "spam")
    carol.say("Two, which waits.")

    room.open()

    assert "Pending 1 Reported 0 Published 0 Spam 1 Rejected 0 Deleted 0" in room.text


def test_of_a_deleted_comment_nothing_is_shown(room, carol, move):
    move(carol.say("Take this away.", email="carol@mail.example")["id"], "deleted")

    room.open("/room/", status="deleted")

    assert "Deleted comment" in room.text
    assert "Take this away." not in room.page
    assert "Carol" not in room.page
    assert "carol@mail.example" not in room.page
    assert room.buttons == []


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        ("pending", ["published", "rejected", "spam", "deleted"]),
        ("published", ["rejected", "spam", "deleted"]),
        ("rejected", ["published", "spam", "deleted"]),
        ("spam", ["published", "rejected", "spam", "deleted"]),
    ],
)
def test_it_offers_what_would_change_something(room, carol, status, buttons, change_comments):
    carol.say()
    change_comments(status=status)

    room.open("/room/", status=status)

    assert room.buttons == buttons


def test_it_says_that_a_first_comment_waits_for_being_one(room, carol):
    carol.say()

    assert "Why it waits First comment of someone whom no moderator has approved yet" in _text(room)


def test_it_says_what_the_checks_found_and_how_much_it_weighs(room, mallory):
    mallory.say("https://a.example https://b.example https://c.example")

    assert "Links in it: 3; the site lets 2 pass clear sign of spam" in _text(room)


def test_it_says_which_sign_decided_alone(room, mallory, site):
    with transaction():
        db.session.add(BlockedTerm(site_id=site.id, kind="word", term="watches"))
    mallory.say("Fine watches.")

    assert "The blocklist names the word “watches” decides alone" in _text(room, status="spam")


def test_it_says_what_speaks_for_a_comment(room, carol, akismet, work):
    carol.say()
    work()

    assert "Akismet finds nothing wrong with it speaks clearly for it" in _text(room)


def test_it_says_that_akismet_is_being_asked(room, carol, akismet):
    carol.say()

    assert "It is being checked right now" in _text(room)


def test_it_says_why_it_waits_when_akismet_is_away(room, carol, akismet, work):
    akismet.mode = "http_500"
    carol.say()
    work()

    assert "Akismet answered with an error (500); it will be asked again" in _text(room)


def test_it_tells_the_history_of_a_person_without_the_comment_itself(room, bob, move):
    move(bob.say("No.")["id"], "rejected")
    bob.say("https://a.example https://b.example https://c.example")

    assert "History 1 published, 1 rejected" in _text(room)


def test_it_says_when_there_is_no_history(room, carol):
    carol.say()

    assert "History no other comment" in _text(room)


def test_it_says_to_whom_one_replies(room, bob, carol):
    question = bob.say("A question?")
    carol.say("An answer.", parent=question["id"])

    assert "reply to Bob" in _text(room)


def test_r2_names_titles_and_browsers_are_text(room, client, site):
    reader = Reader(client, HOSTILE, page=f"{BLOG}/x")
    reader.say("Hello.", title=HOSTILE, website="https://x.example/?q=<b>")

    room.open()

    assert room.page.count("<script") == 1
    assert "<img" not in room.page
    assert "&lt;script&gt;alert(1)" in room.page


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "JAVASCRIPT:alert(1)"]
)
def test_r2_only_a_web_address_becomes_a_link(room, carol, website, change_comments):
    carol.say()
    change_comments(author_website=website)

    room.open()

    assert f"<bdi>{website}</bdi>" in room.page
    assert f'href="{website}"' not in room.page


@pytest.mark.parametrize("words", ["PENCILS", "carol", "mail.example", "carol.example/blog", "192.0.2.30", "/article"])
def test_search_finds_by(room, carol, words):
    carol.say("I keep pencils.", email="carol@mail.example", website="https://carol.example/blog", title="On margins")

    assert "I keep pencils." in _text(room, q=words)


@pytest.mark.parametrize("words", ["crayons", "%", "_", "\\", "'", "pencils\x00crayons", "é" * 5000])
def test_search_leaves_out_what_does_not_match(room, carol, words):
    carol.say("I keep pencils.")

    assert "No comment here matches that." in _text(room, q=words)


def test_search_stays_when_the_tab_changes(room):
    room.open("/room/", q="a & b")

    assert 'href="/room/blog/?status=spam&amp;q=a+%26+b"' in room.page


def test_another_tab_begins_at_the_newest_again(room):
    room.open("/room/", status="spam", before=5)

    assert 'href="/room/blog/?status=rejected"' in room.page


def test_the_newest_come_first_and_the_older_by_a_link(room, carol):
    [carol.say(f"The comment with number {number:02}, no other.") for number in range(51)]

    first = room.open()
    older = room.open("/room/", before=first.text.partition("before=")[2].partition('"')[0])

    assert "number 50" in first.text
    assert "number 00" not in first.text
    assert "number 00" in older.text
    assert "number 01" not in older.text


@pytest.mark.parametrize(
    "query", [{"status": "checking"}, {"status": "x"}, {"before": "x"}, {"before": "-1"}, {"before": "9" * 30}]
)
def test_what_is_no_list_is_not_there(room, query):
    assert room.open("/room/", **query).status_code == 404


def test_all_on_the_page_can_be_selected_without_a_script(room, carol):
    carol.say("One of them.")
    carol.say("Another of them.")

    assert room.open("/room/", chosen="all").text.count(" checked>") == 2 + 1


def test_it_says_that_akismet_is_off(room):
    assert "Akismet is off: comments are judged by the local checks alone." in _text(room)


def test_it_says_nothing_of_akismet_while_all_is_well(room, akismet):
    assert re.search("Akismet (is|has|says)", _text(room)) is None


def test_it_says_what_is_wrong_with_the_key(room, carol, akismet, work):
    akismet.mode = "invalid_key"
    carol.say()
    work()

    assert "Akismet has a problem:" in _text(room)


def test_it_passes_on_what_akismet_has_to_say(room, carol, akismet, work):
    akismet.mode = "alert"
    carol.say()
    work()

    assert "Akismet says: Over the limit for two months (10502)" in _text(room)


def _text(room, **query):
    room.open("/room/", **query)
    return room.text

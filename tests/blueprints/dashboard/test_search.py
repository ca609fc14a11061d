"""Looking for comments in the room: the form, what it says of bad input, and searches that are kept."""

import re
from html import unescape

import pytest

from models import Change, SavedSearch, SearchText, Site, db, transaction
from services.moderation.unfound import make_found

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def viewer(alice):
    """alice only looks."""
    with transaction():
        alice.role = "viewer"


def test_it_works(room, carol, mallory):
    carol.say("I keep pencils in every book.")
    mallory.say("Something else altogether.")

    room.open("/room/", q="pencil")

    assert "I keep pencils in every book." in room.text
    assert "Something else altogether." not in room.text
    assert "1 comment matches." in room.text


def test_all_statuses_can_be_searched_at_once(room, carol, move):
    move(carol.say("A pencil that is spam.")["id"], "spam")
    carol.say("A pencil that waits.")

    room.open("/room/", q="pencil", status="all")

    assert "2 comments match." in room.text
    assert "A pencil that is spam." in room.text


@pytest.mark.parametrize(
    ("asked", "chip"),
    [
        ({"author": "carol"}, "Author: carol"),
        ({"email": "@mail.example"}, "E-mail: @mail.example"),
        ({"domain": "carol.example"}, "Link to: carol.example"),
        ({"network": "192.0.2.0/24"}, "Network: 192.0.2.0/24"),
        ({"page": "margins"}, "Page: margins"),
        ({"signal": "first_link"}, "Check: First link"),
        ({"since": "2020-01-01"}, "First day: 2020-01-01"),
        ({"until": "2099-12-31"}, "Last day: 2099-12-31"),
        ({"q": "192.0.2.30"}, "Network: 192.0.2.30"),
        ({"q": "/article"}, "Page: /article"),
        ({"q": "@mail.example"}, "E-mail: @mail.example"),
    ],
)
def test_each_filter_is_a_chip_that_can_be_taken_away(room, carol, asked, chip):
    carol.say("I keep pencils.", email="c@mail.example", website="https://carol.example/", title="On margins")

    room.open("/room/", **asked)

    assert "I keep pencils." in room.text
    assert f"{chip} ×" in room.text
    assert _chips(room) == ["/room/blog/?status=pending"]


def test_taking_one_filter_away_leaves_the_others(room):
    room.open("/room/", q="a & b", author="carol")

    assert _chips(room) == ["/room/blog/?status=pending&author=carol", "/room/blog/?status=pending&q=a+%26+b"]


@pytest.mark.parametrize("words", ['"a phrase" -not', "a & b", "50% +1", "日本語", "a=b?c#d", "שלום", HOSTILE])
def test_what_was_typed_stands_in_the_field_and_in_every_link(room, words):
    room.open("/room/", q=words)
    link = unescape(re.search(r'href="(/room/blog/\?status=spam[^"]+)"', room.page)[1])

    room.open(link)

    assert unescape(re.search(r'id="q" name="q" value="([^"]*)"', room.page)[1]) == words
    assert "<script>alert" not in room.page


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"q": "%"}, "There is no word in it to look for: words are letters and digits."),
        ({"author": "!"}, "There is no word in it to look for"),
        ({"email": "carol"}, "Give a whole address, or @ and its domain."),
        ({"domain": "no domain"}, "Give a name as it stands in a link"),
        ({"network": "10.0.0.0/8"}, "Give an address, an IPv4 network from /16 on, or an IPv6 /48."),
        ({"network": "nowhere"}, "Give an address, an IPv4 network"),
        ({"signal": "nobody"}, "There is no such check."),
        ({"since": "31.1.2026"}, "Give a day as in 2026-01-31."),
        ({"until": "2026-02-30"}, "Give a day as in 2026-01-31."),
        ({"since": "2026-02-02", "until": "2026-02-01"}, "The last day lies before the first."),
    ],
)
def test_r11_what_cannot_be_looked_for_is_said_beside_the_field(room, carol, asked, message):
    carol.say("I keep pencils.")

    answer = room.open("/room/", **asked)

    assert answer.status_code == 422
    assert message in room.text
    assert "I keep pencils." not in room.text


@pytest.mark.parametrize("name", ["q", "author", "email", "domain", "network", "page", "signal", "since", "until"])
@pytest.mark.parametrize("value", ["\x00", "'" * 300, HOSTILE, "％＿", "\ud7ff\U0010ffff", "-", "*", "NULL", "0" * 500])
def test_r11_no_input_is_too_much(room, carol, name, value):
    carol.say("I keep pencils.")

    answer = room.open("/room/", status="all", **{name: value})

    assert answer.status_code in (200, 422)
    assert "<script>alert" not in room.page


def test_a_search_is_kept_under_a_name_and_opened_again(room, carol):
    carol.say("I keep pencils.")
    room.open("/room/", q="pencil", author="carol")

    room.send("/room/searches", status="pending", q="pencil", author="carol", name="Pencils")

    assert "Saved. You find it under Saved searches." in room.text
    assert '<a href="/room/blog/?status=pending&amp;q=pencil&amp;author=carol"><bdi>Pencils</bdi></a>' in room.page
    assert db.session.scalars(db.select(Change.action).where(Change.action.contains("search"))).all() == []


def test_a_kept_search_is_replaced_by_one_of_the_same_name(room):
    room.open()
    room.send("/room/searches", q="pencil", name="Mine")

    room.send("/room/searches", q="crayon", name=" Mine ")

    assert [(each.name, each.query["words"]) for each in db.session.scalars(db.select(SavedSearch))] == [
        ("Mine", "crayon")
    ]


def test_a_kept_search_is_deleted(room):
    room.open()
    room.send("/room/searches", q="pencil", name="Pencils")
    saved = db.session.scalar(db.select(SavedSearch.id))

    room.send(f"/room/searches/{saved}/delete")

    assert "The saved search is gone." in room.text
    assert db.session.scalars(db.select(SavedSearch)).all() == []


@pytest.mark.parametrize(
    "fields", [{"q": "pencil", "name": ""}, {"q": "pencil", "name": "x" * 61}, {"q": "%", "name": "X"}]
)
def test_r11_a_search_that_cannot_be_kept_is_not(room, fields):
    room.open()

    answer = room.send("/room/searches", **fields)

    assert answer.status_code == 422
    assert db.session.scalars(db.select(SavedSearch)).all() == []


def test_r10_whoever_only_looks_may_search_and_keep(room, viewer, carol):
    carol.say("I keep pencils.")
    room.open("/room/", q="pencil")

    answer = room.send("/room/searches", q="pencil", name="Pencils")

    assert "I keep pencils." in room.text
    assert answer.status_code == 200


def test_r10_nobody_sees_or_deletes_the_searches_of_others(room, daves_room):
    room.open()
    room.send("/room/searches", q="pencil", name="Pencils")
    saved = db.session.scalar(db.select(SavedSearch.id))

    answer = daves_room.send(f"/room/searches/{saved}/delete")

    assert answer.status_code == 404
    assert "Pencils" not in daves_room.open().text
    assert db.session.scalar(db.select(SavedSearch.id)) == saved


def test_r10_another_sites_comments_are_not_found(daves_room, carol):
    carol.say("I keep pencils.", email="carol@mail.example")

    assert "I keep pencils." not in daves_room.open("/room/", q="pencil", status="all").text
    assert "I keep pencils." not in daves_room.open("/room/", email="carol@mail.example", status="all").text


@pytest.fixture
def before_the_index(carol):
    """Comments that were written before there was an index."""
    texts = [carol.say(f"Pencil number {number}, no other.")["id"] for number in range(3)]
    with transaction():
        db.session.execute(db.delete(SearchText))
        db.session.execute(db.update(Site).values(unfound_below=max(texts) + 1))
    return texts


def test_it_says_what_is_not_in_the_index_yet(room, before_the_index):
    room.open("/room/", q="pencil")

    assert "3 comments are not in the search index yet" in room.text
    assert "No comment here matches that." in room.text


def test_the_worker_brings_them_in(app, room, before_the_index):
    app.extensions["jobs"].index()

    room.open("/room/", q="pencil")

    assert "3 comments match." in room.text
    assert "not in the search index yet" not in room.text


def test_what_was_written_meanwhile_stays_as_it_is(room, carol, before_the_index):
    carol.change(before_the_index[0], "A crayon instead.")

    make_found()

    assert "1 comment matches." in room.open("/room/", q="crayon", status="all").text
    assert "2 comments match." in room.open("/room/", q="pencil", status="all").text


def test_h17_what_was_erased_meanwhile_is_not_brought_in(room, carol, before_the_index):
    carol.remove(before_the_index[0])

    make_found()

    assert before_the_index[0] not in db.session.scalars(db.select(SearchText.id)).all()


def test_a_worker_that_ends_goes_on_where_it_was(before_the_index):
    make_found(lambda: True)
    assert db.session.scalar(db.select(db.func.count(SearchText.id))) == 0

    make_found()

    assert db.session.scalar(db.select(db.func.count(SearchText.id))) == 3
    assert db.session.scalar(db.select(Site.unfound_below)) is None


def _chips(room):
    """Where the chips lead, but for the last, which takes all away."""
    chips = room.page.partition('class="chips"')[2].partition("</ul>")[0]
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', chips)][:-1]

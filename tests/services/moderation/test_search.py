"""What is found, and what is not: the same on both databases. The cast's comments are the noise."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models import Comment, SearchText, Site, db, now, transaction
from services.moderation import search
from services.moderation.search import Query, conditions, count, find
from tests.cast import BLOG, Reader

TEXT = "The café at the corner sells “Straßenkuchen”. Mail cook@café.example, see https://www.menu.example/today?x=1."


@pytest.fixture(params=["one by one", "by an index"])
def look(site: Site, request, monkeypatch):
    """The texts that a query finds, newest first: looked at one by one, and as if there were far too many for that."""
    monkeypatch.setattr(search, "LOOK", {"one by one": search.LOOK, "by an index": 1}[request.param])

    def read(**asked: Any) -> list[str]:
        db.session.rollback()
        ids = list(_all_pages(site.id, Query(**asked)))
        rows = db.session.scalars(db.select(Comment).where(Comment.id.in_(ids)).order_by(Comment.id.desc()))
        return [comment.source for comment in rows]

    return read


def _all_pages(site_id: int, query: Query, before: int | None = None) -> Iterator[int]:
    found = find(site_id, query, before=before)
    yield from found.ids
    if found.next is not None:
        yield from _all_pages(site_id, query, found.next)


@pytest.fixture
def noise(mallory: Reader) -> list[str]:
    """What is not looked for."""
    texts = ["Nothing of the kind is said here.", "Neither here, by somebody else."]
    return [mallory.say(text)["id"] for text in texts]


def test_it_works(look, carol, noise):
    carol.say("I keep pencils in every book.")

    assert look(words="pencils") == ["I keep pencils in every book."]


@pytest.mark.parametrize(
    "words",
    [
        "corner",
        "CORNER",
        "cafe",
        "CAFÉ",
        "cafe\u0301",
        "ｃａｆｅ",
        "strassenkuchen",
        "Straßen",
        "corn",
        "sells corner",
        "corner sel",
        '"at the corner"',
        "„at the corner“",
        "「at the corner」",
        '"the café at"',
        "cook@café.example",
        "menu.example",
        "https://www.menu.example/today",
        "today",
        "corner -garden",
        'corner -"corner the"',
        "carol corner",
        "mail.example",
    ],
)
def test_words_that_find(look, carol, noise, words):
    carol.say(TEXT, email="carol@mail.example")

    assert look(words=words) == [TEXT]


@pytest.mark.parametrize(
    "words",
    [
        "garden",
        "corner garden",
        "orner",
        '"corner the"',
        '"corn"',
        "sell corner",
        "corner -cafe",
        'corner -"the corner"',
        '"menu carol"',
        "%",
        "_",
        "\\",
        "'",
        '"',
        "-",
        "corner\x00garden",
        "') OR 1=1 --",
        "search_index MATCH",
    ],
)
def test_words_that_do_not_find(look, carol, noise, words):
    carol.say(TEXT)

    assert look(words=words) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("図書館で本を読みました。", "図書館"),
        ("図書館で本を読みました。", "本"),
        ("図書館で本を読みました", "た"),
        ("図書館で本を読みました。", "館で本"),
        ("ฉันอ่านหนังสือในห้องสมุด", "หนังสือ"),
        ("שָׁלוֹם לכולם", "שלום"),
        ("مَرْحَبًا بكم", "مرحبا"),
        ("Всё хорошо, ёлка стоит", "все елка"),
        ("Ο ΟΔΟΣ είναι εδώ", "οδός"),
        ("Żółty łoś", "zolty los"),
        ("Smørrebrød og Æbleskiver", "smorrebrod aeble"),
        ("अच्छी किताब है", "किताब"),
        ("좋은 책입니다", "책"),
    ],
)
def test_every_script_has_words(look, carol, noise, text, words):
    carol.say(text)

    assert look(words=words) == [text]


@pytest.mark.parametrize(("text", "words"), [("図書館で読む", "書で"), ("Мой дом", "мои"), ("किताब", "कताब")])
def test_other_letters_are_other_words(look, carol, noise, text, words):
    carol.say(text)

    assert look(words=words) == []


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ({"author": "carol"}, "mallory"),
        ({"author": "CAR"}, "arol"),
        ({"email": "Carol@Mail.example"}, "carol@mail.exampl"),
        ({"email": "@mail.example"}, "@example"),
        ({"domain": "menu.example"}, "example"),
        ({"domain": "https://WWW.menu.example/other"}, "menu.exampl"),
        ({"network": "192.0.2.30"}, "192.0.2.3"),
        ({"network": "192.0.2.0/24"}, "192.0.3.0/24"),
        ({"network": "192.0.0.0/16"}, "192.1.0.0/16"),
        ({"network": "192.0.2.16/28"}, "192.0.2.32/28"),
        ({"page": "/ARTICLE/one"}, "/article/two"),
        ({"page": "on margins"}, "in margins"),
        ({"signal": "first_link"}, "trap"),
        ({"status": "pending"}, "spam"),
    ],
)
def test_filters_that_find_and_do_not(look, client, site, mallory, asked, other):
    mallory.say("Nothing of the kind.", url=f"{BLOG}/elsewhere")
    carol = Reader(client, "Carol Smith", ip="192.0.2.30", page=f"{BLOG}/article/one")
    carol.say(TEXT, email="carol@mail.example", title="On Margins")

    (field,) = asked

    assert look(**{"words": "corner"} | asked) == [TEXT]
    assert TEXT in look(**asked)
    assert look(**{"words": "corner", field: other}) == []


@pytest.mark.parametrize(
    ("since", "until", "is_there"),
    [
        (date(2026, 3, 10), date(2026, 3, 10), True),
        (date(2026, 3, 10), None, True),
        (None, date(2026, 3, 10), True),
        (date(2026, 3, 11), None, False),
        (None, date(2026, 3, 9), False),
    ],
)
def test_days_are_those_of_utc_and_the_last_one_counts(look, carol, since, until, is_there):
    carol.say("At the very end of the day.")
    with transaction():
        db.session.execute(db.update(Comment).values(created_at=datetime(2026, 3, 10, 23, 59, 59, tzinfo=UTC)))

    assert bool(look(since=since, until=until)) is is_there


def test_all_that_is_given_must_hold(look, carol, mallory):
    carol.say("A pencil by Carol.")
    mallory.say("A pencil by Mallory.")

    assert look(words="pencil", author="carol", status="pending") == ["A pencil by Carol."]
    assert look(words="pencil", author="carol", status="spam") == []


def test_another_sites_comments_are_never_found(look, client, other_site, carol):
    Reader(client, "Carol", site="other", page="https://other.example/lesson").say(
        "A pencil there.", email="c@mail.example"
    )
    carol.say("A pencil here.")

    assert look(words="pencil") == ["A pencil here."]
    assert look(author="carol") == ["A pencil here."]
    assert look(email="c@mail.example") == []


def test_an_edited_text_is_found_by_what_it_says_now(look, carol):
    comment = carol.say("I keep pencils.")

    carol.change(comment["id"], "I keep crayons.")

    assert look(words="pencils") == []
    assert look(words="crayons") == ["I keep crayons."]


def test_h17_an_erased_text_is_gone_from_the_index(site, carol):
    comment = carol.say("I keep pencils.", email="carol@mail.example")

    carol.remove(comment["id"])

    assert db.session.scalars(db.select(SearchText)).all() == []
    assert db.session.scalars(SearchText.holding(site.id, ["pencils"])).all() == []


def test_h17_who_is_forgotten_is_not_found_by_their_address(look, app, site, carol):
    carol.say("I keep pencils.", email="carol@mail.example")
    with transaction():
        site.email_days = 30
        db.session.execute(db.update(Comment).values(created_at=now() - timedelta(days=31)))

    app.extensions["jobs"].forget()

    assert look(email="carol@mail.example") == []
    assert look(words="mail.example") == []
    assert look(words="pencils") == ["I keep pencils."]


def test_older_ones_follow_where_a_page_ends(site, carol):
    ids = [carol.say(f"Pencil number {number}, no other.")["id"] for number in range(5)]

    first = find(site.id, Query(words="pencil"), most=2)
    second = find(site.id, Query(words="pencil"), before=first.next, most=2)
    third = find(site.id, Query(words="pencil"), before=second.next, most=2)

    assert [*first.ids, *second.ids, *third.ids] == ids[::-1]
    assert third.next is None


@pytest.mark.parametrize(("most", "numbers", "is_more"), [(1, [3], True), (2, [3, 2], True), (3, [3, 2, 1], False)])
def test_of_what_an_index_names_often_the_latest_are_found_first(
    site, carol, mallory, monkeypatch, most, numbers, is_more
):
    monkeypatch.setattr(search, "FEW", 0)
    monkeypatch.setattr(search, "LOOK", 4)
    [mallory.say(f"Before, nothing of the kind was said, {number}.") for number in range(6)]
    ids = [carol.say(f"I keep pencil number {number}.")["id"] for number in (1, 2, 3)]
    [mallory.say(f"Later nothing of the kind was said, {number}.") for number in range(4)]

    found = find(site.id, Query(words="pencil"), most=most)

    assert found.ids == [ids[number - 1] for number in numbers]
    assert (found.next is not None, found.is_cut) == (is_more, False)


def test_it_counts_what_matches(site, carol, noise):
    carol.say("One pencil.")
    carol.say("Another pencil.")

    assert count(site.id, Query(words="pencil")) == (2, True)


def test_its_conditions_serve_any_statement(site, carol, noise):
    comment = carol.say("A pencil.")

    found = db.session.scalars(db.select(Comment.id).where(*conditions(site.id, Query(words="pencil", author="carol"))))

    assert found.all() == [comment["id"]]


def test_a_query_survives_being_kept():
    query = Query(status="spam", words='"a b" -c', since=date(2026, 1, 2), until=date(2026, 2, 3))

    assert Query.from_json(query.as_json()) == query

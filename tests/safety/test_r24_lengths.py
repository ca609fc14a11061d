"""R24: each field has its longest length; what is longer is an error, and what is taken is never cut."""

import pytest

from models import Comment, Thread, db, transaction
from tests.cast import BLOG, PAGE
from tests.tables import stored

LONGEST = {
    "name": 245,
    "email": 100,
    "website": 200,
    "title": 300,
    "url": 2000,
    "thread": 200,
    "text": 10_000,
    "trap": 2000,
    "work": 4000,
    "answer": 200,
}


def of_length(field: str, length: int) -> str:
    """Something that the field may hold, so many characters long."""
    beginning = {"url": f"{BLOG}/", "website": "https://carol.example/", "email": "carol@"}.get(field, "")
    end = ".example" if field == "email" else ""
    return beginning + ("e" if field == "url" else "é") * (length - len(beginning) - len(end)) + end


def kept(field: str) -> str:
    comment, thread = db.session.scalars(db.select(Comment)).one(), db.session.scalars(db.select(Thread)).one()
    found = {"name": comment.author_name, "email": comment.author_email, "title": thread.title, "url": thread.url}
    return (found | {"text": comment.source})[field]


def test_it_works(carol):
    answer = carol.post(carol.body("Hello."))

    assert answer.status_code == 201


@pytest.mark.parametrize(("field", "length"), LONGEST.items())
def test_a_field_may_have_its_longest_length(carol, field, length):
    answer = carol.post(carol.body("Hello.") | {field: of_length(field, length)})

    assert answer.status_code == 201, answer.json


@pytest.mark.parametrize(("field", "length"), LONGEST.items())
def test_one_more_character_is_an_error(carol, field, length):
    answer = carol.post(carol.body("Hello.") | {field: of_length(field, length + 1)})

    assert answer.status_code == 422
    assert answer.json["error"]["fields"][field]["code"] == "too_long"
    assert stored() == {}


@pytest.mark.parametrize("field", ["name", "email", "title", "url", "text"])
def test_what_is_taken_is_kept_whole(carol, field):
    written = of_length(field, LONGEST[field])

    carol.post(carol.body("Hello.") | {field: written})

    assert kept(field) == written


def test_characters_are_counted_not_bytes(carol):
    answer = carol.post(carol.body("🙂" * 10_000, name="🙂" * 245))

    assert answer.status_code == 201
    assert kept("text") == "🙂" * 10_000


def test_a_site_says_how_long_a_text_may_be(carol, site):
    with transaction():
        site.text_max = 20

    longer, longest = carol.post(carol.body("a" * 21)), carol.post(carol.body("b" * 20))

    assert longer.json["error"]["fields"]["text"]["code"] == "too_long"
    assert longest.status_code == 201


def test_no_site_lets_a_text_be_longer_than_65536(carol, site):
    with transaction():
        site.text_max = 1_000_000

    longer, longest = carol.post(carol.body("a" * 65_537)), carol.post(carol.body("b " * 32_768))

    assert longer.json["error"]["fields"]["text"]["code"] == "too_long"
    assert longest.status_code == 201


@pytest.mark.parametrize("field", ["name", "email", "text"])
def test_on_the_page_without_a_script_it_is_an_error_too(client, carol, field):
    typed = {"form": carol.open_form()["form"], "name": "Carol", "text": "Hello."}
    longer = of_length(field, LONGEST[field] + 1)

    answer = client.post(f"/embed/thread?site=blog&url={PAGE}", data=typed | {field: longer})

    assert answer.status_code == 422
    assert "At most " in answer.text
    assert longer in answer.text
    assert stored() == {}


@pytest.mark.parametrize(("length", "status"), [(15, 400), (16, 201), (64, 201), (65, 400)])
def test_an_idempotency_key_has_its_lengths(carol, length, status):
    answer = carol.post(carol.body("Hello."), **{"Idempotency-Key": "k" * length})

    assert answer.status_code == status


def test_where_it_came_from_is_kept_as_far_as_it_is_of_use(carol):
    answer = carol.post(
        carol.body("Hello."), **{"User-Agent": "x" * 5000, "Referer": "https://blog.example/" + "y" * 5000}
    )

    assert answer.status_code == 201
    assert stored()["origin"] == 1

"""The site's question on the page without a script: its answer stands in for the work that no script does there."""

import pytest

from models import Comment, Signal, db, transaction
from services.sites.change_settings import set_setting
from tests.answers import refused
from tests.blueprints.embed.test_page import Browser

WRONG = "The site's question was answered wrongly"
UNASKED = "It was sent from the page without a script, where the site asks no question"


@pytest.fixture
def asking(site):
    """A site that holds nobody for being new, and asks."""
    with transaction():
        site.hold = "nothing"
    set_setting(site, "question", "What is the blog about?")
    set_setting(site, "answers", "Books; old books;Bücher")
    return site


def judged() -> tuple[str, list[str]]:
    """What became of the comment, and what is said against it."""
    db.session.rollback()
    return db.session.scalar(db.select(Comment.status)), list(db.session.scalars(db.select(Signal.reason)))


def test_it_works(client, asking):
    browser = Browser(client)

    browser.send(name="Carol", text="Hello.", answer="books")

    assert "What is the blog about?" in Browser(client).page
    assert judged() == ("published", [])


@pytest.mark.parametrize("answer", ["Books", " BOOKS ", "old   books", "bücher", "ｂｏｏｋｓ", "Bu\u0308cher"])
def test_it_is_right_however_it_is_typed(client, asking, answer):
    Browser(client).send(name="Carol", text="Hello.", answer=answer)

    assert judged() == ("published", [])


@pytest.mark.parametrize("answer", ["", " ", "film", "books;", "book", "\n", ";"])
def test_a_wrong_answer_waits_and_is_not_lost(client, asking, answer):
    browser = Browser(client).send(name="Carol", text="Hello.", answer=answer)

    assert "Your comment waits for a moderator." in browser.page
    assert judged() == ("pending", [WRONG])


@pytest.mark.parametrize("unset", ["question", "answers"])
def test_without_a_question_it_waits(client, asking, unset):
    set_setting(asking, unset, "")

    browser = Browser(client).send(name="Carol", text="Hello.", answer="books")

    assert "What is the blog about?" not in browser.page
    assert judged() == ("pending", [UNASKED])


def test_a_site_that_asks_for_no_work_asks_no_question(client, asking):
    set_setting(asking, "work", "no")

    browser = Browser(client)
    browser.send(name="Carol", text="Hello.")

    assert "What is the blog about?" not in browser.page
    assert judged() == ("published", [])


def test_what_was_answered_stays_in_a_form_that_must_be_mended(client, asking):
    browser = Browser(client).send(name="", text="Hello.", answer="books")

    browser.send(name="Carol", text="Hello.", answer=browser.fields["answer"])

    assert judged() == ("published", [])


def test_markup_in_a_question_is_text(client, asking):
    set_setting(asking, "question", "<b>2 < 3?</b>")

    assert "&lt;b&gt;2 &lt; 3?&lt;/b&gt;" in Browser(client).page


def test_the_api_tells_it_and_takes_the_answer(carol, asking):
    told = carol.open_form()

    carol.post(carol.body("Hello.", form=told["form"], answer="Books"))

    assert told["question"] == "What is the blog about?"
    assert judged() == ("published", [])


def test_the_answers_are_told_to_nobody(carol, client, asking):
    assert "old books" not in Browser(client).page + carol.get("/form").text + carol.get("/threads").text


def test_an_answer_has_an_end(carol, asking):
    answer = carol.write("Hello.", answer="x" * 201)

    assert refused(answer) == (422, "invalid", {"answer": "too_long"})


@pytest.mark.parametrize("answers", ["x" * 101, ";".join(map(str, range(21)))])
def test_a_site_has_so_many_answers_of_such_a_length(site, answers):
    from services.errors import Invalid

    with pytest.raises(Invalid, match="answers of at most 100 characters, one on each line, at most 20"):
        set_setting(site, "answers", answers)

import pytest

from models import Comment, db, transaction
from tests.answers import refused


@pytest.fixture
def preview(carol):
    def ask(text: str, **more):
        return carol.client.post("/api/v1/preview", json={"site": "blog", "text": text} | more)

    return ask


def test_it_works(preview):
    assert preview("Hello, **you**.").json == {"html": "<p>Hello, <strong>you</strong>.</p>\n"}


@pytest.mark.parametrize("text", ["a https://b.example c", "> quote\n\n1. one", "<b>x</b>", "[x](javascript:alert(1))"])
def test_it_shows_what_the_comment_will_be(preview, bob, text):
    assert [preview(text).json["html"]] == [bob.say(text)["html"]]


def test_it_stores_nothing(preview):
    preview("Hello.")

    assert db.session.query(Comment).count() == 0


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_written_yet_is_no_fault(preview, text):
    assert preview(text).json == {"html": ""}


def test_what_could_not_be_posted_is_refused_alike(preview, site):
    with transaction():
        site.text_max = 10

    assert refused(preview("x" * 11)) == (422, "invalid", {"text": "too_long"})
    assert refused(preview(">" * 30 + "x")) == (422, "invalid", {"text": "too_long"})
    assert refused(preview(">>>>>>>>x", name="Carol")) == (422, "invalid", {"name": "unknown"})


def test_what_nests_too_deeply_is_refused(preview):
    assert refused(preview(">" * 30 + "x")) == (422, "invalid", {"text": "too_deep"})


def test_it_follows_the_sites_choice_of_images(preview, site):
    with transaction():
        site.images = True

    assert "<img" in preview("![A cat](https://cats.example/1.png)").json["html"]

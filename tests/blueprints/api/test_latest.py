import pytest

from blueprints.api.schemas.told import Latest
from tests.answers import refused
from tests.cast import BLOG, PAGE
from tests.crowd import fill


def latest(reader, **query) -> list[dict]:
    return reader.client.get("/api/v1/latest", query_string={"site": "blog"} | query).json["comments"]


def test_it_works(bob):
    comment = bob.say("Hello, **you**.", title="An article")

    newest, _first = latest(bob)

    assert newest == {
        "id": comment["id"],
        "url": f"{PAGE}#comment-{comment['id']}",
        "title": "An article",
        "name": "Bob",
        "excerpt": "Hello, you.",
        "created": comment["created"],
    }


def test_it_is_what_the_reference_says(bob):
    bob.say("Hello.")

    Latest().load({"comments": latest(bob)})


def test_they_come_newest_first_from_every_page(bob):
    bob.say("Here.")
    bob.say("There.", url=f"{BLOG}/there")

    assert [comment["excerpt"] for comment in latest(bob)] == ["There.", "Here.", "My first comment ever."]


@pytest.mark.parametrize(("count", "shown"), [(None, 5), ("1", 1), ("20", 20)])
def test_it_tells_as_many_as_asked(bob, site, count, shown):
    fill(site, 25)

    assert len(latest(bob, **({"count": count} if count else {}))) == shown


@pytest.mark.parametrize(("count", "code"), [("21", "not_allowed"), ("x", "wrong_type"), ("-1", "wrong_type")])
def test_it_tells_no_more_than_twenty(bob, count, code):
    answer = bob.client.get("/api/v1/latest", query_string={"site": "blog", "count": count})

    assert refused(answer) == (422, "invalid", {"count": code})


def test_what_waits_or_is_gone_is_not_told(bob, carol, move):
    carol.say("I wait.")
    move(bob.say("I regret this.")["id"], "deleted")

    assert [comment["excerpt"] for comment in latest(bob)] == ["My first comment ever."]


def test_a_long_one_is_cut_at_a_word(bob):
    bob.say("word " * 50)

    excerpt = latest(bob)[0]["excerpt"]

    assert excerpt.endswith("word…")
    assert len(excerpt) <= 140


def test_what_looks_like_markup_is_text(bob):
    bob.say("1 < 2 and `<b>` is a tag")

    assert latest(bob)[0]["excerpt"] == "1 < 2 and <b> is a tag"


def test_asked_again_it_is_answered_in_one_line(bob):
    etag = bob.client.get("/api/v1/latest?site=blog").headers["ETag"]

    again = bob.client.get("/api/v1/latest?site=blog", headers={"If-None-Match": etag})

    assert (again.status_code, again.headers["Cache-Control"]) == (304, "public, max-age=30, stale-while-revalidate=10")


def test_other_sites_are_not_told(bob, other_site):
    assert latest(bob, site="other") == []

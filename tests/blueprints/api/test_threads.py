import pytest

from blueprints.api.schemas.told import ThreadPage
from models import transaction
from tests.cast import BLOG, PAGE
from tests.crowd import fill


def test_it_works(bob):
    bob.say("Hello.", title="An article", website="https://bob.example")

    page = bob.read()

    told = {"id": 0, "title": "An article", "count": 1, "open": True, "closed": None, "version": 2, "reactions": {}}
    assert page["thread"] | {"id": 0} == told
    assert page["comments"][0]["author"] == {"name": "Bob", "website": "https://bob.example"}
    assert page["next"] is None


def test_it_is_what_the_reference_says(bob, site):
    parent = bob.say("Hello.", website="https://bob.example")
    fill(site, 21, parent=parent["id"])
    fill(site, 26)

    ThreadPage().load(bob.read())
    ThreadPage().load(bob.read(sort="oldest"))


def test_a_page_without_comments_is_an_empty_discussion(carol):
    answer = carol.get("/threads", url=f"{BLOG}/new")

    assert answer.status_code == 200
    told = {"id": None, "title": "", "count": 0, "open": True, "closed": None, "version": 0, "reactions": {}}
    assert answer.json["thread"] == told
    assert (answer.json["comments"], answer.json["next"]) == ([], None)
    ThreadPage().load(answer.json)


def test_it_says_what_the_form_must_know_of_the_site(carol, site):
    with transaction():
        site.name_required, site.email_required, site.text_max, site.language = False, True, 500, "it"

    assert carol.read()["site"] == {
        "name": "Alice's blog",
        "language": "it",
        "open": True,
        "name_required": False,
        "email_required": True,
        "website_asked": True,
        "text_max": 500,
        "judges": [],
        "privacy": [],
        "votes": "up",
        "reactions": [],
        "sort": "newest",
        "loads_at_end": False,
        "edit_minutes": 15,
        "images": False,
        "words": {},
    }


def test_it_says_what_else_the_site_has_chosen(carol, site):
    with transaction():
        site.reactions, site.votes, site.sort, site.words = "👍 🎉", "both", "best", {"it": {"reply": "Di’ la tua"}}

    told = carol.read()["site"]

    assert (told["reactions"], told["votes"], told["sort"]) == (["👍", "🎉"], "both", "best")
    assert told["words"] == {"it": {"reply": "Di’ la tua"}}


def test_it_says_that_akismet_is_asked_but_not_with_which_key(carol, akismet):
    answer = carol.get("/threads")

    assert answer.json["site"]["judges"] == [{"name": "Akismet", "privacy": "https://akismet.com/privacy/"}]
    assert akismet.key not in answer.text


@pytest.mark.parametrize(("sort", "order"), [(None, ["B", "A"]), ("newest", ["B", "A"]), ("oldest", ["A", "B"])])
def test_it_is_sorted_as_asked(bob, sort, order):
    bob.say("A")
    bob.say("B")

    assert bob.texts(**({"sort": sort} if sort else {})) == [f"<p>{text}</p>\n" for text in order]


def test_a_key_of_its_own_is_what_counts(bob):
    bob.say("Hello.", thread="lesson-3")

    assert len(bob.texts(thread="lesson-3", url=f"{BLOG}/moved")) == 1
    assert bob.texts() == []


def test_it_is_the_same_for_every_visitor(bob, carol):
    carol.say("I wait.")
    bob.say("Hello.")

    assert bob.get("/threads").data == carol.get("/threads").data
    assert "I wait." not in bob.get("/threads").text


def test_what_has_not_changed_is_not_sent_again(bob):
    bob.say("Hello.")
    bob.headers["If-None-Match"] = bob.get("/threads").headers["ETag"]

    answer = bob.get("/threads")

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == bob.headers["If-None-Match"]
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-while-revalidate=10"


@pytest.mark.parametrize("etag", ["{}", "W/{}", '"other", {}', '"other",W/{}', "*"])
def test_an_etag_may_come_in_other_spellings(bob, etag):
    bob.headers["If-None-Match"] = etag.format(bob.get("/threads").headers["ETag"].removeprefix("W/"))

    assert bob.get("/threads").status_code == 304


def test_a_new_comment_makes_a_new_etag(bob):
    bob.headers["If-None-Match"] = bob.get("/threads").headers["ETag"]

    bob.say("Hello.")

    assert bob.get("/threads").status_code == 200


@pytest.mark.parametrize("query", [{"sort": "oldest"}, {"cursor": "c5"}, {"url": f"{BLOG}/b"}])
def test_another_question_has_another_etag(bob, site, query):
    fill(site, 1)
    fill(site, 1, url=f"{BLOG}/b")

    assert bob.get("/threads").headers["ETag"] != bob.get("/threads", **query).headers["ETag"]


def test_a_comment_that_waits_changes_no_etag(bob, carol):
    before = bob.get("/threads").headers["ETag"]
    bob.say("Hello.")
    between = bob.get("/threads").headers["ETag"]

    carol.say("I wait.")

    assert before != between == bob.get("/threads").headers["ETag"]


@pytest.mark.parametrize("to", ["rejected", "spam", "deleted"])
def test_what_is_taken_away_goes_at_once(bob, move, to):
    comment = bob.say("Hello.")
    before = bob.get("/threads").headers["ETag"]

    move(comment["id"], to)

    assert bob.texts() == []
    assert bob.get("/threads").headers["ETag"] != before


def test_a_change_of_the_site_makes_a_new_etag(bob, site):
    before = bob.get("/threads").headers["ETag"]

    with transaction():
        site.name, site.version = "A new name", site.version + 1

    assert bob.get("/threads").headers["ETag"] != before
    assert bob.read()["site"]["name"] == "A new name"


def test_head_says_what_get_would_say(bob):
    answer = bob.client.head(f"/api/v1/threads?site=blog&url={PAGE}")

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["ETag"] == bob.get("/threads").headers["ETag"]

"""R11: nothing can be assigned that was not asked for; types are strict; what stands twice has a defined meaning."""

import pytest

from models import Comment, db
from tests.cast import BLOG, OTHER, PAGE
from tests.tables import stored

OURS = [
    *("id", "status", "site_id", "thread_id", "person_id", "root_id", "version", "reply_count", "is_shown", "html"),
    *("source", "fingerprint", "created", "created_at", "edited_at", "author_name", "ip", "user_agent", "visitor"),
    *("akismet_key", "is_approved", "__proto__", "__class__", "parent_id"),
]


def code_of(answer, field: str) -> str:
    return answer.json["error"]["fields"][field]["code"]


def test_it_works(carol):
    comment = carol.say("Hello.")

    assert comment["status"] == "pending"


def test_what_is_ours_to_say_is_an_unknown_field(carol):
    answer = carol.post(carol.body("Hello.") | dict.fromkeys(OURS, "published"))

    codes = {name: each["code"] for name, each in answer.json["error"]["fields"].items()}
    assert (answer.status_code, codes) == (422, dict.fromkeys(OURS, "unknown"))
    assert stored() == {}


@pytest.mark.parametrize("field", ["id", "status", "site_id"])
def test_one_such_field_is_enough(carol, field):
    answer = carol.post(carol.body("Hello.") | {field: 1})

    assert answer.status_code == 422
    assert stored() == {}


def test_the_page_without_a_script_assigns_nothing_either(client, carol, site):
    typed = {"form": carol.open_form()["form"], "name": "Mallory", "text": "Hello."}
    forced = {
        "status": "published",
        "id": "999",
        "site_id": "0",
        "created_at": "1970-01-01",
        "title": "Mine",
        "url": OTHER,
    }

    answer = client.post(f"/embed/thread?site=blog&url={PAGE}", data=typed | forced)

    comment = db.session.scalars(db.select(Comment)).one()
    assert answer.status_code == 303
    assert (comment.status, comment.site_id, comment.thread.url) == ("pending", site.id, PAGE)
    assert comment.id != 999
    assert comment.created_at.year > 1970


@pytest.mark.parametrize("path", ["threads", "form", "mine", "counts", "comments/1/replies"])
def test_an_unknown_parameter_is_named(client, site, path):
    place = {"cursor": "c1"} if "replies" in path else {"url": PAGE}

    answer = client.get(f"/api/v1/{path}", query_string={"site": "blog", "site_id": "2"} | place)

    assert answer.status_code == 422
    assert code_of(answer, "site_id") == "unknown"


@pytest.mark.parametrize(
    "body",
    [
        '{"site":"blog","site":"other","url":"%s","name":"M","text":"Hello."}',
        '{"site":"blog","url":"%s","name":"M","text":"Hello.","text":"Spam."}',
        '{"site":"blog","url":"%s","name":"M","text":"Hello.","\\u0074ext":"Spam."}',
    ],
)
def test_a_key_that_stands_twice_is_refused(client, site, other_site, body):
    answer = client.post("/api/v1/comments", data=body % PAGE, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json["error"]["code"] == "malformed"
    assert stored() == {}


def test_of_a_parameter_that_stands_twice_the_first_counts(bob, other_site):
    bob.say("Hello.")

    answer = bob.client.get(f"/api/v1/threads?site=blog&site=other&url={PAGE}&url={BLOG}/x&sort=newest&sort=nonsense")

    assert answer.json["thread"]["count"] == 1


def test_on_the_page_without_a_script_the_first_counts_too(bob, other_site):
    bob.say("Hello there.")

    answer = bob.client.get(f"/embed/thread?site=blog&site=other&url={PAGE}&url={OTHER}")

    assert "Hello there." in answer.text


def test_of_a_form_field_that_stands_twice_the_first_counts(client, carol):
    form = carol.open_form()["form"]

    client.post(f"/embed/thread?site=blog&url={PAGE}", data={"form": form, "name": "C", "text": ["First.", "Second."]})

    assert db.session.scalars(db.select(Comment.source)).all() == ["First."]


@pytest.mark.parametrize("parent", ["1", 1.0, True, [1], {"id": 1}])
def test_a_number_is_a_number(bob, parent):
    bob.say("Hello.")

    answer = bob.post(bob.body("A reply.") | {"parent": parent})

    assert code_of(answer, "parent") == "wrong_type"


@pytest.mark.parametrize("parent", ["9" * 30, "-1", "0", "1e3", "\u0663", "x", "9" * 5000])
def test_on_the_page_without_a_script_a_number_is_a_number_too(client, carol, parent):
    typed = {"form": carol.open_form()["form"], "name": "C", "text": "Hello.", "parent": parent}

    answer = client.post(f"/embed/thread?site=blog&url={PAGE}", data=typed)

    assert answer.status_code == 422
    assert stored() == {}

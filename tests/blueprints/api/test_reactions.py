"""The site's emoji on a page: each once for each visitor."""

import json

import pytest

from blueprints.api.schemas.told import Reacted
from models import Reaction, Thread, db, transaction
from tests.answers import refused
from tests.cast import BLOG, OTHER, PAGE, Reader
from tests.tables import stored


@pytest.fixture(autouse=True)
def offered(site):
    with transaction():
        site.reactions = "👍 ❤️ 🎉"


@pytest.fixture
def neighbours(app):
    """Strangers who share one address, or an IPv6 network."""
    return lambda *ips: [Reader(app.test_client(), "Neighbour", ip=ip) for ip in ips]


def test_it_works(carol):
    answer = carol.react("👍")

    assert answer.status_code == 200
    assert (answer.json["reactions"], answer.json["mine"]) == ({"👍": 1}, ["👍"])
    assert carol.read()["thread"]["reactions"] == {"👍": 1}


def test_it_is_what_the_reference_says(carol):
    assert Reacted().validate(carol.react().json) == {}


def test_who_brings_no_token_gets_one_and_is_known_by_it(carol):
    token = carol.react("👍").json["visitor"]
    carol.token = token

    assert carol.react("🎉").json["visitor"] == token
    assert carol.get("/mine").json["reactions"] == ["👍", "🎉"]


def test_the_first_begins_the_discussion_and_others_join_it(carol, mallory, bob):
    carol.react("👍", title="On margins")
    mallory.react("👍")
    bob.say("Hello.")

    told = bob.read()["thread"]
    assert (told["title"], told["count"], told["reactions"]) == ("On margins", 1, {"👍": 2})
    assert db.session.scalar(db.select(db.func.count(Thread.id)).where(Thread.url == PAGE)) == 1


def test_they_stand_in_the_sites_order(carol):
    [carol.react(emoji) for emoji in ("🎉", "👍", "❤️")]

    assert list(carol.read()["thread"]["reactions"]) == ["👍", "❤️", "🎉"]
    assert carol.get("/mine").json["reactions"] == ["👍", "❤️", "🎉"]


@pytest.mark.parametrize(
    ("steps", "mine"),
    [([True, True], ["👍"]), ([True, False], []), ([True, False, False], []), ([True, False, True], ["👍"])],
)
def test_one_leaves_each_once_and_may_take_it_back(carol, steps, mine):
    answers = [carol.react("👍", on).json for on in steps]

    assert answers[-1]["mine"] == mine
    assert carol.read()["thread"]["reactions"] == dict.fromkeys(mine, 1)


def test_to_take_back_what_never_was_begins_no_discussion(carol):
    answer = carol.react("👍", False)

    assert (answer.status_code, answer.json["reactions"], answer.json["mine"]) == (200, {}, [])
    assert stored() == {}


def test_nobody_takes_back_anothers(carol, mallory):
    carol.react("👍")

    mallory.react("👍", False)

    assert carol.read()["thread"]["reactions"] == {"👍": 1}


def test_a_change_is_another_page_and_no_change_is_the_same(carol):
    carol.react("👍")
    first = carol.get("/threads").headers["ETag"]
    carol.react("👍")
    same = carol.get("/threads").headers["ETag"]

    carol.react("🎉")

    assert first == same
    assert carol.get("/threads").headers["ETag"] != same


def test_live_readers_are_told(carol):
    carol.react("👍")
    version = carol.read()["thread"]["version"]

    carol.react("🎉")

    assert carol.get("/changes", since=version).json["thread"]["reactions"] == {"👍": 1, "🎉": 1}


def test_a_lesson_has_its_own(carol):
    carol.react("👍", thread="lesson-3")

    assert carol.read()["thread"]["reactions"] == {}
    assert carol.read(thread="lesson-3")["thread"]["reactions"] == {"👍": 1}


def test_what_the_site_offers_no_more_is_told_no_more(carol, site):
    carol.react("👍")
    carol.react("🎉")
    with transaction():
        site.reactions, site.version = "🎉", site.version + 1

    assert carol.read()["thread"]["reactions"] == {"🎉": 1}
    assert carol.get("/mine").json["reactions"] == ["🎉"]


@pytest.mark.parametrize("emoji", ["👎", "👍👍", "👍 ❤️", "x", "<b>", "👍\u200d", "❤"])
def test_another_emoji_than_the_sites_is_refused(carol, emoji):
    assert refused(carol.react(emoji)) == (422, "invalid", {"emoji": "not_allowed"})
    assert stored() == {}


def test_a_site_without_reactions_takes_none(carol, site):
    with transaction():
        site.reactions = None

    assert refused(carol.react("👍")) == (422, "invalid", {"emoji": "not_allowed"})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"emoji": 1}, "wrong_type"),
        ({"emoji": ["👍"]}, "wrong_type"),
        ({"emoji": ""}, "required"),
        ({"emoji": None}, "required"),
        ({"emoji": "👍\x00"}, "control_characters"),
        ({"emoji": "👍" * 50}, "too_long"),
        ({"on": 1}, "wrong_type"),
        ({"on": "true"}, "wrong_type"),
        ({"on": None}, "required"),
        ({"title": "x" * 301}, "too_long"),
        ({"url": "nonsense"}, "not_a_link"),
        ({"thread": "x" * 201}, "too_long"),
        ({"id": 1}, "unknown"),
        ({"visitor": "x"}, "unknown"),
        ({"thread_id": 1}, "unknown"),
        ({"address": "x"}, "unknown"),
    ],
)
def test_r11_what_is_not_asked_for_is_refused(carol, change, code):
    assert refused(carol.react(**change)) == (422, "invalid", {next(iter(change)): code})
    assert stored() == {}


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_r7_what_any_page_may_send_without_asking_is_refused(client, content_type):
    body = json.dumps({"site": "blog", "url": PAGE, "emoji": "👍", "on": True})

    assert client.put("/api/v1/reactions", data=body, content_type=content_type).status_code == 415
    assert stored() == {}


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("more", [{"url": f"{OTHER}/lesson"}, {"url": f"{OTHER}/lesson", "thread": "lesson-3"}])
def test_a_page_that_is_not_the_sites_is_refused(carol, on, more):
    assert refused(carol.react("👍", on, **more)) == (403, "foreign_origin", {})
    assert stored() == {}


@pytest.mark.parametrize("origin", [OTHER, "null", "https://evil.example"])
def test_a_page_that_the_site_does_not_list_may_not_send(carol, origin):
    carol.headers["Origin"] = origin

    assert refused(carol.react()) == (403, "foreign_origin", {})
    assert stored() == {}


def test_a_browser_that_asks_first_may_put(client):
    asked = {"Origin": BLOG, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "content-type"}

    answer = client.options("/api/v1/reactions", headers=asked)

    assert answer.headers["Access-Control-Allow-Methods"] == "GET, POST, PUT, PATCH, DELETE"
    assert answer.headers["Access-Control-Allow-Origin"] == BLOG


def test_r10_the_same_page_and_key_of_another_site_are_others(client, carol, other_site):
    with transaction():
        other_site.reactions = "👍"
    dan = Reader(client, "Dan", site="other", page=f"{OTHER}/lesson")
    carol.react("👍", thread="lesson-3")

    dan.react("👍", thread="lesson-3")

    assert carol.read(thread="lesson-3")["thread"]["reactions"] == {"👍": 1}
    assert refused(Reader(client, "Dan", site="other").react("👍")) == (403, "foreign_origin", {})


def test_r10_a_visitor_of_another_site_is_unknown(client, carol, other_site):
    carol.open_form()
    dan = Reader(client, "Dan", site="other", page=f"{OTHER}/lesson", token=carol.token)

    assert refused(dan.react("👍")) == (401, "visitor_unknown", {})


@pytest.mark.parametrize("on", [True, False])
def test_a_closed_site_takes_none(carol, site, on):
    with transaction():
        site.is_open = False

    assert refused(carol.react("👍", on)) == (409, "site_closed", {})


@pytest.mark.parametrize("on", [True, False])
def test_a_closed_discussion_takes_none(carol, on):
    carol.react("🎉")
    with transaction():
        db.session.execute(db.update(Thread).values(closed_at=Thread.created_at))

    assert refused(carol.react("👍", on)) == (409, "thread_closed", {})


@pytest.mark.parametrize("ips", [["192.0.2.99"] * 6, [f"2001:db8:1:2::{n}" for n in range(1, 7)]])
def test_five_of_one_address_leave_the_same_and_the_sixth_does_not(neighbours, ips):
    people = neighbours(*ips)
    answers = [reader.react("👍") for reader in people]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1].json["error"]["code"] == "too_many"
    assert people[-1].react("🎉").status_code == 200


def test_who_has_left_it_may_leave_it_again(neighbours):
    people = neighbours(*["192.0.2.99"] * 5)
    [person.react("👍") for person in people]

    assert people[0].react("👍").status_code == 200
    assert people[0].react("👍", False).json["reactions"] == {"👍": 4}


def test_of_an_address_only_a_hash_is_kept(carol):
    carol.react("👍")
    carol.react("🎉")

    kept = db.session.scalars(db.select(Reaction.address)).all()

    assert len(set(kept)) == 2
    assert "192.0.2" not in str(kept)


def test_r33_the_first_ten_at_once_begin_one_discussion(app, site, at_once):
    people = [Reader(app.test_client(), "Reader", ip=f"198.51.100.{n}") for n in range(1, 11)]

    statuses = at_once(*(lambda reader=reader: reader.react("👍").status_code for reader in people))

    assert statuses == [200] * 10
    assert people[0].read()["thread"]["reactions"] == {"👍": 10}
    assert stored() == {"thread": 1, "address": 1, "reaction": 10}

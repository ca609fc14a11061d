"""Single sign-on: the host site's server says who its reader is."""

from datetime import timedelta
from typing import Any

import jwt
import pytest

from models import Person, db, now, transaction
from tests.answers import refused

SECRET = "a-secret-that-only-the-two-servers-know"


@pytest.fixture
def signed_site(site):
    with transaction():
        site.sso_secret, site.hold = SECRET, "nothing"
    return site


def token(key: str = SECRET, header: dict | None = None, algorithm: str = "HS256", **claims: Any) -> str:
    told = {"sub": "student-7", "name": "Giulia", "aud": "blog", "exp": now() + timedelta(hours=1)} | claims
    told = {name: value for name, value in told.items() if value is not None}
    return jwt.encode(told, key, algorithm=algorithm, headers={"typ": "chiosa+jwt"} | (header or {}))


def begin(reader, signed: str, site: str = "blog") -> Any:
    answer = reader.client.post(
        "/api/v1/sessions", json={"site": site, "token": signed}, headers={"Origin": "https://blog.example"}
    )
    reader.token = answer.json.get("visitor")
    return answer


def test_it_works(carol, signed_site):
    answer = begin(carol, token())

    assert (answer.status_code, answer.json["name"]) == (200, "Giulia")
    assert carol.open_form()["name"] == "Giulia"
    assert carol.say("Hello.", name=None)["author"]["name"] == "Giulia"


def test_who_needs_no_token_has_no_proven_name(carol):
    assert carol.open_form()["name"] is None


def test_what_is_proven_stands_in_place_of_what_was_typed(carol, signed_site):
    begin(carol, token(email="giulia@course.example"))

    comment = carol.say("Hello.", name="Alice", email="alice@blog.example", website="https://alice.example")

    assert comment["author"] == {"name": "Giulia", "website": None}


def test_the_teacher_is_known_as_one(carol, signed_site):
    begin(carol, token(badge="teacher"))

    assert carol.say("Hello.")["badge"] == "teacher"
    assert carol.read()["comments"][0]["badge"] == "teacher"


def test_it_is_the_same_person_each_time(carol, signed_site):
    begin(carol, token())
    begin(carol, token(name="Giulia B."))

    assert [person.name for person in db.session.scalars(db.select(Person))] == ["Giulia B."]


def test_the_sites_policy_still_holds_for_them(carol, signed_site):
    with transaction():
        signed_site.hold = "first"
    begin(carol, token())

    assert carol.say("Hello.")["status"] == "pending"


def test_after_a_day_it_must_be_said_again(carol, signed_site, time_machine):
    begin(carol, token())
    time_machine.move_to(now() + timedelta(hours=25))

    assert refused(carol.write("Hello.", form=None)) == (401, "visitor_unknown", {})


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "another-secret-that-is-as-long-as-it-must-be"},
        {"key": SECRET * 2, "algorithm": "HS512"},
        {"key": "", "algorithm": "none"},
        {"aud": "other"},
        {"aud": ["blog"]},
        {"aud": None},
        {"exp": now() - timedelta(hours=1)},
        {"exp": now() + timedelta(days=400)},
        {"exp": None},
        {"sub": None},
        {"sub": 7},
        {"name": None},
        {"name": ""},
        {"name": " \u200b"},
        {"name": ["Giulia"]},
        {"name": "x" * 246},
        {"badge": "owner"},
        {"nbf": now() + timedelta(hours=1)},
        {"header": {"typ": "JWT"}},
        {"header": {"crit": ["x"], "x": 1}},
    ],
)
def test_a_token_that_proves_nothing_is_refused(carol, signed_site, wrong):
    assert refused(begin(carol, token(**wrong))) == (401, "token_refused", {})
    assert db.session.scalars(db.select(Person)).all() == []


@pytest.mark.parametrize("header", [{"jku": "https://mallory.example/keys"}, {"kid": "../../etc/passwd"}])
def test_nothing_in_the_token_chooses_its_key(carol, signed_site, header):
    assert begin(carol, token(header=header)).status_code == 200
    assert refused(begin(carol, token(key="x" * 40, header=header))) == (401, "token_refused", {})


@pytest.mark.parametrize("garbage", ["x", "a.b.c", "é" * 10, "." * 3000])
def test_what_is_no_token_is_refused(carol, signed_site, garbage):
    assert refused(begin(carol, garbage)) == (401, "token_refused", {})


def test_a_site_without_a_secret_offers_it_not(carol, site):
    assert refused(begin(carol, token())) == (403, "not_offered", {})


def test_one_sites_token_is_no_others(carol, signed_site, other_site):
    with transaction():
        other_site.sso_secret = "a-secret-that-is-quite-another-than-that"

    answer = carol.client.post("/api/v1/sessions", json={"site": "other", "token": token()})

    assert refused(answer) == (401, "token_refused", {})


def test_a_visitor_cannot_be_named_as_if_proven(carol, signed_site):
    begin(carol, token())
    proven = carol.token

    carol.token = proven.replace(proven[-4:], "abcd")

    assert carol.get("/form").status_code == 401

"""Whatever anybody sends or asks: never a fault of ours."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models import Site, db
from tests.cast import PAGE, Reader

STRINGS = ("site", "url", "thread", "title", "name", "email", "website", "text", "form", "trap", "work", "answer")
VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats()
    | some.text(some.characters(codec=None), max_size=60),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = some.sampled_from((*STRINGS, "parent", "modified")) | some.text(some.characters(codec=None), max_size=12)


def test_it_works(carol: Reader):
    answer = carol.client.post("/api/v1/comments", json=carol.body("Hello."))

    assert answer.status_code == 201


@settings(max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=some.dictionaries(NAMES, VALUES, max_size=4))
def test_nothing_that_anybody_sends_breaks_it(carol: Reader, changes):
    answer = carol.client.post(
        "/api/v1/comments", data=json.dumps(carol.body("Hello.") | changes), content_type="application/json"
    )

    assert answer.status_code < 500
    assert answer.json.keys() in ({"comment"}, {"error"})


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=some.binary(max_size=200))
def test_no_bytes_that_anybody_sends_break_it(client, site: Site, body):
    answer = client.post("/api/v1/comments", data=body, content_type="application/json")

    assert answer.status_code in (400, 422)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=some.dictionaries(some.sampled_from(("site", "url", "thread", "sort", "cursor")), some.text(max_size=30)))
def test_no_question_that_anybody_asks_breaks_it(client, site: Site, query):
    answer = client.get("/api/v1/threads", query_string={"site": "blog", "url": PAGE} | query)

    db.session.rollback()
    assert answer.status_code in (200, 404, 422)

"""Whatever is sent to the page without a script: it answers, and never with a fault of its own."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models import Site
from tests.cast import PAGE
from tests.tables import stored

AT = f"/embed/thread?{urlencode({'site': 'blog', 'url': PAGE})}"
FIELDS = ["form", "visitor", "parent", "name", "email", "website", "text", "answer"]
FEW = settings(
    max_examples=50, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def typed(carol) -> dict[str, str]:
    """What an honest form would send."""
    return {"form": carol.open_form()["form"], "name": "Carol", "text": "Hello."}


def test_it_works(client, typed):
    answer = client.post(AT, data=typed)

    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", None, 422),
        (b"", "application/x-www-form-urlencoded", 422),
        (b"%ff%fe=%00&&&=;%zz", "application/x-www-form-urlencoded", 422),
        (b'{"name": "C", "text": "Hello."}', "application/json", 422),
        (b"--x\r\ngarbage", "multipart/form-data; boundary=x", 422),
        (b"garbage", "multipart/form-data", 422),
        (b"text=" + b"a" * 300_000, "application/x-www-form-urlencoded", 413),
        (b"&".join([b"a=b"] * 60_000), "application/x-www-form-urlencoded", 422),
    ],
)
def test_a_body_that_is_no_form_stores_nothing(client, site: Site, body, content_type, status):
    answer = client.post(AT, data=body, content_type=content_type)

    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert stored() == {}


def test_a_file_in_place_of_a_text_is_no_text(client, typed):
    answer = client.post(AT, data=typed | {"text": (__file__, "text.txt")})

    assert answer.status_code == 422
    assert stored() == {}


@FEW
@given(changes=some.dictionaries(some.sampled_from(FIELDS), some.text(some.characters(exclude_categories=["Cs"]))))
def test_nothing_that_anybody_types_breaks_it(client, typed, changes):
    answer = client.post(AT, data=typed | changes)

    assert answer.status_code in (303, 401, 409, 422)


@FEW
@given(body=some.binary(max_size=200))
def test_no_bytes_that_anybody_sends_break_it(client, site: Site, body):
    answer = client.post(AT, data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 422


@FEW
@given(query=some.binary(max_size=100))
def test_no_address_that_anybody_opens_breaks_it(client, site: Site, query):
    answer = client.get("/embed/thread", environ_overrides={"QUERY_STRING": query.decode("latin-1")})

    assert answer.status_code in (200, 400, 403, 404, 422)

"""R7: what changes something needs a request that no foreign page can send by itself; and it is never a GET."""

import json

import pytest

from tests.cast import OTHER, PAGE
from tests.tables import stored

READS = ["/api/v1/threads", "/api/v1/form", "/api/v1/counts", "/api/v1/mine", "/embed/thread"]
SIMPLE = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None]


def test_it_works(carol):
    answer = carol.write("Hello.")

    assert answer.status_code == 201


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_changes_nothing(client, site, method):
    request = {"query_string": {"site": "blog", "url": PAGE}, "headers": {"X-HTTP-Method-Override": "POST"}}

    statuses = [client.open(path, method=method, **request).status_code for path in READS]

    assert set(statuses) <= {200, 401}
    assert stored() == {}


@pytest.mark.parametrize("content_type", SIMPLE)
def test_what_any_page_may_send_without_asking_is_refused(carol, client, content_type):
    body = json.dumps(carol.body("Hello."))

    answer = client.post("/api/v1/comments", data=body, content_type=content_type)

    assert answer.status_code == 415
    assert stored() == {}


def test_a_browser_that_asks_first_is_told_no(client, site):
    asked = {"Origin": OTHER, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}

    answer = client.options("/api/v1/comments", headers=asked)

    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Access-Control-Allow-Headers" not in answer.headers


@pytest.mark.parametrize("form", ["", "forged", "W10.c2lnbmVk"])
def test_the_page_without_a_script_takes_only_its_own_forms(client, site, form):
    answer = client.post(f"/embed/thread?site=blog&url={PAGE}", data={"name": "M", "text": "Hello.", "form": form})

    assert answer.status_code == 422
    assert stored() == {}


def test_the_page_without_a_script_takes_nothing_without_a_form(client, site):
    answer = client.post(f"/embed/thread?site=blog&url={PAGE}", data={"name": "Mallory", "text": "Hello."})

    assert answer.status_code == 422
    assert stored() == {}


def test_a_form_of_another_site_is_none_of_its_own(client, site, other_site):
    form = client.get(f"/api/v1/form?site=other&url={OTHER}/lesson").json["form"]

    answer = client.post(f"/embed/thread?site=blog&url={PAGE}", data={"form": form, "name": "M", "text": "Hello."})

    assert answer.status_code == 422
    assert stored() == {}

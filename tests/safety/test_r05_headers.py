"""R5: every answer says to the browser what it may do with it; only the site's own pages may frame the discussion."""

import pytest

from models import Site
from services.sites.change_site import allow_origin
from tests.cast import BLOG, OTHER, PAGE

# What is told to a browser does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

DISCUSSION = f"/embed/thread?site=blog&url={PAGE}"
OTHERS = [
    f"/api/v1/threads?site=blog&url={PAGE}",
    f"/api/v1/form?site=blog&url={PAGE}",
    "/api/v1/",
    "/api/v1/nothing",
    "/embed.js",
    "/chiosa/api.js",
    "/embed/thread",
    "/static/embed.css",
    "/healthz",
    "/nothing",
]


def policy(answer) -> dict[str, str]:
    """The directives of the answer's Content-Security-Policy."""
    directives = answer.headers["Content-Security-Policy"].split(";")
    return {name: value for name, _, value in (directive.strip().partition(" ") for directive in directives)}


def test_it_works(client, site: Site):
    answer = client.get(DISCUSSION)

    assert policy(answer)["default-src"] == "'none'"
    assert policy(answer)["frame-ancestors"] == BLOG


@pytest.mark.parametrize("path", [DISCUSSION, *OTHERS])
def test_every_answer_is_guarded(client, site, path):
    answer = client.get(path, buffered=True)

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert policy(answer).keys() >= {"default-src", "frame-ancestors", "base-uri", "form-action"}
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_refused_post_is_guarded_too(carol):
    answer = carol.post([])

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert policy(answer)["default-src"] == "'none'"


@pytest.mark.parametrize("path", [DISCUSSION, "/api/v1/", "/embed.js", "/healthz", "/nothing"])
def test_https_stays_https(https_app, site, path):
    answer = https_app.test_client().get(path, buffered=True)

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_plain_http_promises_no_https(client, site):
    answer = client.get("/healthz")

    assert "Strict-Transport-Security" not in answer.headers


def test_the_frame_is_for_every_origin_of_the_site_and_for_no_other(client, site, other_site):
    allow_origin(site, "https://courses.example:8443/")

    answer = client.get(DISCUSSION)

    assert policy(answer)["frame-ancestors"].split() == [BLOG, "https://courses.example:8443"]


def test_another_site_is_framed_by_its_own_pages(client, site, other_site):
    answer = client.get(f"/embed/thread?site=other&url={OTHER}/lesson")

    assert policy(answer)["frame-ancestors"] == OTHER


def test_nothing_else_is_framed_by_anybody(client, site):
    answers = [client.get(path, buffered=True) for path in OTHERS]

    assert {policy(answer)["frame-ancestors"] for answer in answers} == {"'none'"}


@pytest.mark.parametrize("path", ["/mine", "/form"])
def test_what_is_for_one_visitor_is_kept_by_nobody(carol, path):
    carol.open_form()

    answer = carol.get(path)

    assert answer.headers["Cache-Control"] == "no-store"


def test_a_reader_gets_no_cookie(carol):
    answers = [carol.get("/form"), carol.write("Hello."), carol.get("/threads"), carol.client.get(DISCUSSION)]

    assert not any("Set-Cookie" in answer.headers for answer in answers)

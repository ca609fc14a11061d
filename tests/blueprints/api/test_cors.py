import pytest

from models import Site
from services.sites.change_site import allow_origin
from tests.cast import BLOG, OTHER, PAGE

# What is told to a browser does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

PATHS = ["comments", "threads", "form", "mine", "counts", "comments/1/replies"]
PATHS += ["comments/1/vote", "reactions", "comments/1/reports"]


def ask_first(client, path: str, origin: str | None, method: str = "POST"):
    headers = {"Access-Control-Request-Method": method} | ({"Origin": origin} if origin else {})
    return client.options(f"/api/v1/{path}", headers=headers)


@pytest.mark.parametrize("path", PATHS)
def test_it_works(client, site: Site, path):
    answer = ask_first(client, path, BLOG)

    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == BLOG
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, POST, PUT, PATCH, DELETE"
    assert "Origin" in answer.headers["Vary"]


def test_a_script_may_send_what_the_widget_sends(client, site):
    allowed = ask_first(client, "comments", BLOG).headers["Access-Control-Allow-Headers"]

    assert set(allowed.split(", ")) == {"Authorization", "Content-Type", "Idempotency-Key", "If-None-Match"}


@pytest.mark.parametrize("origin", [OTHER, "null", "*", "", None])
def test_an_origin_that_nobody_lists_is_told_nothing(client, site, origin):
    answer = ask_first(client, "comments", origin)

    assert answer.status_code == 204
    assert "Access-Control" not in str(answer.headers)


def test_a_browser_may_remember_the_answer(client, site):
    assert ask_first(client, "comments", BLOG).headers["Access-Control-Max-Age"] == "7200"


def test_a_further_origin_of_the_site_may_ask(client, site):
    allow_origin(site, "https://courses.example")

    answer = client.get(f"/api/v1/threads?site=blog&url={PAGE}", headers={"Origin": "https://courses.example"})

    assert answer.headers["Access-Control-Allow-Origin"] == "https://courses.example"


def test_a_script_may_read_the_etag(client, site):
    answer = client.get(f"/api/v1/threads?site=blog&url={PAGE}", headers={"Origin": BLOG})

    assert answer.headers["Access-Control-Expose-Headers"] == "ETag, Retry-After"


def test_the_services_own_pages_may_ask(client, site, app):
    answer = client.get(
        f"/api/v1/threads?site=blog&url={PAGE}", headers={"Origin": app.extensions["chiosa"].config.public_url}
    )

    assert answer.status_code == 200


def test_who_is_no_browser_says_no_origin_and_may_ask(client, site):
    answer = client.get(f"/api/v1/threads?site=blog&url={PAGE}")

    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_plain_options_says_what_there_is(client, site):
    answer = client.options("/api/v1/threads")

    assert answer.status_code == 200
    assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize("path", ["room/", "room/sign-in", "embed/thread", "healthz"])
def test_nothing_else_is_shared(client, site, path):
    answer = client.get(f"/{path}", headers={"Origin": BLOG})

    assert "Access-Control-Allow-Origin" not in answer.headers

"""R6: an answer is for the exact origins that the site lists; caches tell them apart; no wildcard, no credentials."""

import pytest

from models import Site
from tests.cast import BLOG, OTHER, PAGE

# What is told to a browser does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

READS = ["threads", "form", "counts", "mine", "comments/1/replies"]


def ask(client, path: str, origin: str):
    page = {"cursor": "c1"} if "replies" in path else {"url": PAGE}
    return client.get(f"/api/v1/{path}", query_string={"site": "blog"} | page, headers={"Origin": origin})


def test_it_works(client, site: Site):
    answer = ask(client, "threads", BLOG)

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == BLOG
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", READS)
def test_a_page_that_is_not_listed_reads_nothing(client, site, path):
    answer = ask(client, path, "https://evil.example")

    assert answer.status_code == 403
    assert answer.json["error"]["code"] == "foreign_origin"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        *(
            "null",
            "http://blog.example",
            f"{BLOG}.evil.example",
            "https://evilblog.example",
            "https://sub.blog.example",
        ),
        *("HTTPS://BLOG.EXAMPLE", f"{BLOG}/", f"{BLOG}:443", f"{BLOG}, {OTHER}", "*", ""),
    ],
)
def test_only_the_exact_origin_counts(client, site, origin):
    answer = ask(client, "threads", origin)

    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_page_of_another_site_reads_nothing_of_this_one(client, site, other_site):
    answer = ask(client, "threads", OTHER)

    assert answer.status_code == 403
    assert "comments" not in answer.json


def test_a_page_of_another_site_posts_nothing_here(carol, other_site):
    answer = carol.post(carol.body("Hello."), Origin=OTHER)

    assert answer.status_code == 403
    assert answer.json["error"]["code"] == "foreign_origin"


@pytest.mark.parametrize("path", READS)
def test_caches_tell_origins_apart(client, site, path):
    answer = ask(client, path, BLOG)

    assert answer.headers["Access-Control-Allow-Origin"] == BLOG
    assert "Origin" in answer.headers["Vary"]


def test_an_answer_to_nobody_in_particular_is_kept_apart_too(client, site):
    answer = client.get(f"/api/v1/threads?site=blog&url={PAGE}")

    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Origin" in answer.headers["Vary"]


def test_what_is_not_modified_is_told_to_the_origin_too(client, site):
    etag = ask(client, "threads", BLOG).headers["ETag"]

    answer = client.get(f"/api/v1/threads?site=blog&url={PAGE}", headers={"Origin": BLOG, "If-None-Match": etag})

    assert answer.status_code == 304
    assert answer.headers["Access-Control-Allow-Origin"] == BLOG
    assert "Origin" in answer.headers["Vary"]


def test_a_refusal_can_be_read_by_the_page_that_caused_it(carol):
    answer = carol.post(carol.body("Hello.", email="no"), Origin=BLOG)

    assert answer.status_code == 422
    assert answer.headers["Access-Control-Allow-Origin"] == BLOG

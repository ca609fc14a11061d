"""What SQLite does for a request may depend on the discussion, never on how many comments the site has."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event

import config as settings
from app import create_app
from models import db
from services.sites.create_site import create_site
from tests.cast import BLOG, PAGE, Reader

WHOLE_SITE = re.compile(
    r"(SCAN (comment|decision|origin|person)\b|(comment|decision|origin|person) USING .*\(site_id=\?\))"
)


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings.load({"CHIOSA_DATA_DIR": str(tmp_path), "CHIOSA_CACHE_MEGABYTES": "0"}))
    with app.app_context():
        upgrade()
        create_site("blog", "Alice's blog", BLOG, form_wait=0, hold="nothing")
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def carol(sqlite: Flask) -> Reader:
    reader = Reader(sqlite.test_client(), "Carol")
    for name in ("first", "second"):
        root = reader.say(f"The {name} thought about this article, long enough to be compared.")
        reader.say(f"An answer to the {name} thought.", parent=root["id"])
    return reader


@pytest.fixture
def whole_site_walks(sqlite: Flask, carol: Reader) -> Iterator[list[str]]:
    """Steps of the plans of the queries from now on that go through all that a site has."""
    steps: list[str] = []

    def look(_connection, cursor, statement, parameters, *_):
        if statement.startswith(("SELECT", "UPDATE")):
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps.extend(f"{step[3]}: {statement}" for step in plan if WHOLE_SITE.search(step[3]))

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", look)
    yield steps
    event.remove(db.engine, "before_cursor_execute", look)


def test_it_works(whole_site_walks: list[str]) -> None:
    db.session.execute(db.text("SELECT count(*) FROM comment")).all()

    assert len(whole_site_walks) == 1


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_reading_a_discussion_looks_at_no_other(carol: Reader, whole_site_walks: list[str], sort: str) -> None:
    told = carol.read(sort=sort)

    assert told["thread"]["count"] == 4
    assert whole_site_walks == []


def test_writing_looks_at_no_other_discussion(carol: Reader, whole_site_walks: list[str]) -> None:
    carol.say("Another thought about this article, long enough to be compared.")

    assert whole_site_walks == []


def test_asking_for_ones_own_looks_at_no_others(carol: Reader, whole_site_walks: list[str]) -> None:
    told = carol.get("/mine").json

    assert told == {"comments": []}
    assert whole_site_walks == []


def test_counting_looks_at_no_comment(carol: Reader, whole_site_walks: list[str]) -> None:
    told = carol.client.get("/api/v1/counts", query_string={"site": "blog", "url": PAGE}).json

    assert told == {"counts": {PAGE: 4}}
    assert whole_site_walks == []

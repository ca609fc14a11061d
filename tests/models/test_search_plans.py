"""No search walks through a table: SQLite takes an index for each step, here and at a million comments."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event

import config as settings
from app import create_app
from models import db
from services.moderation import search
from services.moderation.search import Query, find
from services.sites.create_site import create_site
from tests.cast import BLOG, Reader

WHOLE_TABLE = re.compile(r"SCAN (comment|origin|signal|linked_domain|report|search_text)\b")


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings.load({"CHIOSA_DATA_DIR": str(tmp_path), "CHIOSA_CACHE_MEGABYTES": "0"}))
    with app.app_context():
        upgrade()
        site = create_site("blog", "Alice's blog", BLOG, form_wait=0, hold="nothing")
        carol = Reader(app.test_client(), "Carol", ip="192.0.2.30")
        carol.say("The first pencil, see https://pencils.example/", email="carol@mail.example")
        carol.say("The second crayon, see https://crayons.example/")
        app.config["SITE_ID"] = site.id
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def steps(sqlite: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The steps of all plans from now on. One comment is looked at by itself; the rest must come from an index."""
    monkeypatch.setattr(search, "LOOK", 1)
    told: list[str] = []

    def look(_connection, cursor, statement, parameters, *_):
        if statement.startswith("SELECT"):
            told.extend(step[3] for step in cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", look)
    yield told
    event.remove(db.engine, "before_cursor_execute", look)


def test_it_works(steps: list[str]) -> None:
    db.session.execute(db.text("SELECT count(source) FROM comment")).all()

    assert [step for step in steps if WHOLE_TABLE.search(step)] != []


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({"words": "pencil"}, "search_index VIRTUAL TABLE"),
        ({"words": '"first pencil"'}, "search_index VIRTUAL TABLE"),
        ({"author": "carol"}, "search_index VIRTUAL TABLE"),
        ({"email": "carol@mail.example"}, "search_index VIRTUAL TABLE"),
        ({"domain": "pencils.example"}, "ix_linked_domain (site_id=? AND domain=?"),
        ({"network": "192.0.2.30"}, "ix_origin_ip (site_id=? AND ip=?)"),
        ({"network": "192.0.2.0/24"}, "ix_origin_network (site_id=? AND network=?)"),
        ({"page": "/article"}, "ix_comment_thread (site_id=? AND thread_id=?)"),
        ({"signal": "links"}, "ix_signal_against (site_id=? AND check=?"),
        ({"since": date(2020, 1, 1)}, "ix_comment_created (site_id=? AND created_at>"),
    ],
)
def test_each_filter_has_its_index(sqlite: Flask, steps: list[str], asked: dict[str, str], index: str) -> None:
    find(sqlite.config["SITE_ID"], Query("published", **asked))

    assert [step for step in steps if WHOLE_TABLE.search(step)] == []
    assert [step for step in steps if index in step] != []

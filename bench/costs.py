"""What one request costs inside the process, and in whose code the time is spent.

Requests go straight into the WSGI callable: no server, no socket, one thread. Milliseconds are measured without the
profiler; the shares are the profiler's, which makes many small calls look dearer than few large ones.
"""

import json
import pstats
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from cProfile import Profile
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

import config as settings
from app import create_app
from services.spam.work import solve

from .databases import Databases
from .fill import HOME, KEY, page_of, write
from .findings import Figure, Part, Table
from .plan import Plan
from .serving import ROOT

WARM_UP = 20
LEAST = 0.01
"""Whoever has less of every request is not named."""
THREAD = 2
"""The one of 100 comments."""
PLACE = {"site": KEY, "url": page_of(THREAD)}
WRITTEN = PLACE | {"url": page_of(THREAD - 1)}
"""Posts go elsewhere, so that what is read stays as it is."""
NOBODY: Mapping[str, str] = {}

Ask = Callable[[], object]

OTHERS = "other libraries"
MEASURING = "bench"
LAYERS = {
    f"{ROOT}/bench/": MEASURING,
    "/sqlalchemy/": "SQLAlchemy",
    "/flask_sqlalchemy/": "SQLAlchemy",
    "/flask_smorest/": "flask-smorest, webargs, marshmallow",
    "/webargs/": "flask-smorest, webargs, marshmallow",
    "/marshmallow/": "flask-smorest, webargs, marshmallow",
    "/flask_limiter/": "flask-limiter",
    "/limits/": "flask-limiter",
    "/flask/": "Flask and Werkzeug",
    "/werkzeug/": "Flask and Werkzeug",
    "/itsdangerous/": "Flask and Werkzeug",
    "/bleach/": "bleach",
    "/markdown_it/": "markdown-it-py",
    "/mdurl/": "markdown-it-py",
    "/huey/": "huey",
    "/json/": "json",
    "/site-packages/": OTHERS,
    "/python3": "the standard library",
    f"{ROOT}/blueprints/": "Chiosa, blueprints",
    f"{ROOT}/services/": "Chiosa, services",
    f"{ROOT}/models/": "Chiosa, models",
}


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part = Part("costs")
    with databases.copied("sqlite", plan.comments) as told:
        uncached = create_app(settings.load(told | {"CHIOSA_CACHE_MEGABYTES": "0"}))
        asks = _asks(plan, create_app(settings.load(told)), uncached)
        times = _time_all(plan, asks)
        shares = {name: _shares(_profiled(plan, ask)) for name, ask in asks.items()}
    _report(part, times, shares)
    return part


def _asks(plan: Plan, app: Flask, uncached: Flask) -> dict[str, Ask]:
    read, form = _get("/api/v1/threads"), _get("/api/v1/form")
    etag, _ = _answer(app, read, 200)
    again = _get("/api/v1/threads", {"If-None-Match": etag})
    posts = _posts(app, (plan.rounds + 1) * plan.asked + 2 * WARM_UP)
    return {
        "first read": lambda: _answer(uncached, read, 200),
        "cached": lambda: _answer(app, read, 200),
        "304": lambda: _answer(app, again, 304),
        "form opened": lambda: _answer(app, form, 200),
        "comment posted": lambda: _answer(app, posts.pop(), 201),
    }


def _posts(app: Flask, count: int) -> list[dict[str, Any]]:
    """Each comment from a visitor and a network of its own; the forms are open already."""
    chance = random.Random(11)
    forms = (_answer(app, _get("/api/v1/form", place=WRITTEN), 200)[1] for _ in range(count))
    return [_post(json.loads(form), number, chance) for number, form in enumerate(forms)]


def _post(form: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    sender = {"Authorization": f"Bearer {form['visitor']}", "X-Forwarded-For": f"10.{number // 256}.{number % 256}.1"}
    body = WRITTEN | {"name": "Bench", "text": write(chance), "form": form["form"], "work": solve(form["work"])}
    return _environ("/api/v1/comments", method="POST", headers=sender | {"Origin": HOME}, json=body)


def _get(path: str, headers: Mapping[str, str] = NOBODY, place: Mapping[str, str] = PLACE) -> dict[str, Any]:
    return _environ(path, query_string=place, headers={"Origin": HOME, **headers})


def _environ(path: str, **request: Any) -> dict[str, Any]:
    return EnvironBuilder(path, environ_base={"REMOTE_ADDR": "127.0.0.1"}, **request).get_environ()


def _answer(app: Flask, environ: dict[str, Any], expected: int) -> tuple[str, bytes]:
    """ETag and body."""
    told: dict[str, str] = {}
    parts = app(dict(environ), lambda status, headers, *_: told.update(headers, status=status))
    body = b"".join(parts)
    getattr(parts, "close", lambda: None)()
    if not told["status"].startswith(str(expected)):
        raise SystemExit(f"{environ['PATH_INFO']} answered {told['status']}: {body[:200]!r}")
    return told.get("ETag", ""), body


def _time_all(plan: Plan, asks: Mapping[str, Ask]) -> dict[str, list[tuple[float, float]]]:
    """In each round all of them, one after the other; of each round the medians."""
    for ask in asks.values():
        _warm(ask)
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in asks}
    for _ in range(plan.rounds):
        for name, ask in asks.items():
            passed, worked = zip(*(_timed(ask) for _ in range(plan.asked)), strict=True)
            rounds[name].append((median(passed) * 1000, median(worked) * 1000))
    return rounds


def _timed(ask: Ask) -> tuple[float, float]:
    """Seconds that passed, and seconds of this thread's work in them."""
    began, worked = time.perf_counter(), time.thread_time()
    ask()
    return time.perf_counter() - began, time.thread_time() - worked


def _warm(ask: Ask) -> None:
    for _ in range(WARM_UP):
        ask()


def _profiled(plan: Plan, ask: Ask) -> pstats.Stats:
    _warm(ask)
    with Profile() as profile:
        for _ in range(plan.asked):
            ask()
    return pstats.Stats(profile)


def _shares(stats: pstats.Stats) -> Counter[str]:
    """What is written in C counts for the layer that called it; SQLite's own work counts for SQLite, ours here for
    nobody."""
    spent: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if "sqlite3" in name:
            spent["SQLite"] += own
        elif file == "~" and callers:
            for (caller, _, _), (_, _, part, _) in callers.items():
                spent[_layer(caller)] += part
        else:
            spent[_layer(file)] += own
    del spent[MEASURING]
    whole = sum(spent.values())
    return Counter({layer: seconds / whole for layer, seconds in spent.items()})


def _layer(file: str) -> str:
    return next((layer for part, layer in LAYERS.items() if part in file), OTHERS)


def _report(part: Part, times: dict[str, list[tuple[float, float]]], shares: dict[str, Counter[str]]) -> None:
    work: dict[str, Figure] = {}
    for name, rounds in times.items():
        work[name] = part.figure(f"work, {name}", "ms", [worked for _, worked in rounds], less_is_better=True)
        part.figure(f"time, {name}", "ms", [passed for passed, _ in rounds], less_is_better=True)
    whole: Counter[str] = sum(shares.values(), Counter())
    named = [layer for layer, _ in whole.most_common() if any(each[layer] >= LEAST for each in shares.values())]
    part.details["shares"] = {name: {layer: each[layer] for layer in named} for name, each in shares.items()}
    rows = [["work of one thread, ms", *(f"{figure.value:.3f}" for figure in work.values())]]
    rows += [[layer, *(f"{each[layer]:.0%}" for each in shares.values())] for layer in named]
    title = "What a request costs, without server and network, and in whose code (a discussion of 100 comments)"
    part.tables.append(Table(title, ["", *times], rows))

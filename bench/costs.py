"""`python -m bench.costs`: what one request costs inside the process, and in whose code the time is spent.

Requests go straight into the WSGI callable: no server, no socket, one thread. Milliseconds are measured without the
profiler; the shares are the profiler's, which makes many small calls look dearer than few large ones.
"""

import json
import os
import pstats
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from cProfile import Profile
from statistics import median
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from werkzeug.test import EnvironBuilder

import config as settings
from app import create_app
from models import db
from services.spam.work import solve

from .fill import HOME, KEY, fill, page_of, write
from .serving import LOAD

TIMES, WARM_UP = 300, 20
THREAD = 2
"""The one of 100 comments."""
PLACE = {"site": KEY, "url": page_of(THREAD)}
NOBODY: Mapping[str, str] = {}

Ask = Callable[[], object]

LAYERS = {
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
    "/site-packages/": "other libraries",
    "/python3": "the standard library",
}


def main() -> None:
    os.sched_setaffinity(0, LOAD)
    with tempfile.TemporaryDirectory(prefix="chiosa-costs-") as folder:
        service = {"CHIOSA_DATA_DIR": folder, "CHIOSA_TRUSTED_PROXIES": "127.0.0.1/32", "CHIOSA_LOG_LEVEL": "WARNING"}
        service |= {"CHIOSA_WORK_NUMBERS": "20"}
        app = create_app(settings.load(service))
        with app.app_context():
            upgrade()
            fill()
            db.session.remove()
        _show_all(app, uncached=create_app(settings.load(service | {"CHIOSA_CACHE_MEGABYTES": "0"})))


def _show_all(app: Flask, uncached: Flask) -> None:
    thread = "/api/v1/threads"
    etag, _ = _answer(app, _get(thread), 200)
    _show("thread of 100, uncached", lambda: _answer(uncached, _get(thread), 200))
    _show("thread of 100, cached", lambda: _answer(app, _get(thread), 200))
    _show("thread of 100, 304", lambda: _answer(app, _get(thread, {"If-None-Match": etag}), 304))
    _show("form opened", lambda: _answer(app, _get("/api/v1/form"), 200))
    posts = _posts(app, 2 * TIMES + WARM_UP)
    _show("comment posted", lambda: _answer(app, posts.pop(), 201))


def _posts(app: Flask, count: int) -> list[dict[str, Any]]:
    """Each comment from a visitor and a network of its own; the forms are open already."""
    chance = random.Random(11)
    return [_post(json.loads(_answer(app, _get("/api/v1/form"), 200)[1]), number, chance) for number in range(count)]


def _post(form: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    sender = {"Authorization": f"Bearer {form['visitor']}", "X-Forwarded-For": f"10.{number // 256}.{number % 256}.1"}
    body = PLACE | {"name": "Bench", "text": write(chance), "form": form["form"], "work": solve(form["work"])}
    return _environ("/api/v1/comments", method="POST", headers=sender | {"Origin": HOME}, json=body)


def _get(path: str, headers: Mapping[str, str] = NOBODY) -> dict[str, Any]:
    return _environ(path, query_string=PLACE, headers={"Origin": HOME, **headers})


def _environ(path: str, **request: Any) -> dict[str, Any]:
    return EnvironBuilder(path, environ_base={"REMOTE_ADDR": "127.0.0.1"}, **request).get_environ()


def _answer(app: Flask, environ: dict[str, Any], expected: int) -> tuple[str, bytes]:
    """ETag and body."""
    told: dict[str, str] = {}
    parts = app(environ, lambda status, headers, *_: told.update(headers, status=status))
    body = b"".join(parts)
    getattr(parts, "close", lambda: None)()
    if not told["status"].startswith(str(expected)):
        raise SystemExit(f"{environ['PATH_INFO']} answered {told['status']}: {body!r}")
    return told.get("ETag", ""), body


def _show(name: str, ask: Ask) -> None:
    for _ in range(WARM_UP):
        ask()
    passed, worked = zip(*(_timed(ask) for _ in range(TIMES)), strict=True)
    with Profile() as profile:
        for _ in range(TIMES):
            ask()
    print(f"{name}: {median(worked) * 1000:.2f} ms of work, {median(passed) * 1000:.2f} ms in all")
    for layer, share in _shares(pstats.Stats(profile)).most_common(8):
        print(f"  {share:6.0%}  {layer}")


def _timed(ask: Ask) -> tuple[float, float]:
    """Seconds that passed, and seconds of this thread's work in them."""
    began, worked = time.perf_counter(), time.thread_time()
    ask()
    return time.perf_counter() - began, time.thread_time() - worked


def _shares(stats: pstats.Stats) -> Counter[str]:
    """What is written in C counts for the layer that called it; SQLite's own work counts for SQLite."""
    spent: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if "sqlite3" in name:
            spent["SQLite"] += own
        elif file == "~" and callers:
            for (caller, _, _), (_, _, part, _) in callers.items():
                spent[_layer(caller)] += part
        else:
            spent[_layer(file)] += own
    whole = sum(spent.values())
    return Counter({layer: seconds / whole for layer, seconds in spent.items()})


def _layer(file: str) -> str:
    return next((layer for part, layer in LAYERS.items() if part in file), "Chiosa")


if __name__ == "__main__":
    main()

"""Two hours without Akismet: `python -m bench.bench_outage`.

A thousand readers comment, evenly spread over two hours in which Akismet first hangs, then answers 500, then HTML,
forty minutes each; then it is well again. Nothing else would hold any comment: the site publishes everybody at once,
so whatever stands on the page unchecked is a fault. The clock is moved, not waited for: every step is one post, one
sweep of the worker (one thread), and the shift to the next post; the work itself adds its real time. Requests,
sockets, time-outs and the database (SQLite) are real, but that a hanging Akismet is given up after 0.25 s and not 5.
"""

import random
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import time_machine
from flask import Flask
from flask_migrate import upgrade

import config as settings
from app import create_app
from models import Comment, Consultation, OutboxEntry, Signal, Verdict, db, transaction
from services.sites.create_site import create_site
from services.spam.outside.akismet_client import Akismet
from services.spam.outside.akismet_gate import AkismetGate
from tests.doubles.akismet_server import AkismetServer

from .fill import HOME, KEY, page_of, write

COMMENTS, SECONDS, SWEEP = 1_000, 7_200, 5
MODES = ("hang", "http_500", "html")
BEGAN = datetime(2026, 6, 1, 12, tzinfo=UTC)
PATIENCE = 0.25
GIVE_UP = timedelta(hours=1)


@dataclass
class Report:
    accepted: int = 0
    on_page_meanwhile: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    slowest_post: float = 0.0
    first_judged: timedelta | None = None
    last_judged: timedelta | None = None
    work: float = 0.0

    def __str__(self) -> str:
        statuses = Counter(db.session.scalars(db.select(Comment.status)))
        asked = ", ".join(f"{mode} {self.asked[mode]}" for mode in MODES)
        rows = {
            "comments sent, accepted (202)": f"{COMMENTS}, {self.accepted}",
            "lost": COMMENTS - _count(Comment),
            "on the page unchecked, at any time": self.on_page_meanwhile + unchecked(),
            "most seconds that a post took": f"{self.slowest_post:.3f}",
            "requests that Akismet got in two hours": f"{sum(self.asked.values())} ({asked})",
            "after the end: first comment judged": self.first_judged,
            "after the end: last comment judged": self.last_judged,
            "… of that, real seconds of work": f"{self.work:.1f}",
            "verdicts": _count(Verdict),
            "with Akismet's word": _count(Signal, check="akismet"),
            "tries kept in the histories": _count(Consultation),
            "still owed": _count(OutboxEntry, kind="check", settled_at=None),
            "where they stand": ", ".join(f"{status} {count}" for status, count in sorted(statuses.items())),
        }
        return "\n".join(f"{name:42}{value}" for name, value in rows.items())


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="chiosa-outage-") as name, AkismetServer() as akismet:
        told = {"CHIOSA_AKISMET_URL": akismet.url, "CHIOSA_LOG_LEVEL": "ERROR", "CHIOSA_DATA_DIR": str(Path(name))}
        told |= {"CHIOSA_WORK_NUMBERS": "20"}
        loose = {f"CHIOSA_LIMIT_{what}": "100000 per minute" for what in ("ADDRESS", "NETWORK", "VISITOR")}
        app = create_app(settings.load(told | loose))
        with app.app_context(), time_machine.travel(BEGAN, tick=True) as clock:
            upgrade()
            _make_site(akismet)
            print(_drill(app, akismet, clock))
            db.session.remove()
            db.engine.dispose()


def _make_site(akismet: AkismetServer) -> None:
    site = create_site(KEY, "Margins", HOME, hold="nothing", form_wait=0)
    with transaction():
        site.akismet_key, site.work = akismet.key, False


def _drill(app: Flask, akismet: AkismetServer, clock: Any) -> Report:
    jobs, chance, told = app.extensions["jobs"], random.Random(4), Report()
    client = Akismet(base_url=akismet.url, user_agent="Chiosa", timeout=PATIENCE, total_timeout=PATIENCE)
    with closing(client):
        jobs._gate = AkismetGate(client)
        for number in range(COMMENTS):
            mode = MODES[number * len(MODES) // COMMENTS]
            akismet.mode, before = mode, len(akismet.requests)
            _post(app, number, write(chance), told)
            jobs.drain()
            told.asked[mode] += len(akismet.requests) - before
            told.on_page_meanwhile += unchecked()
            _pass(clock, jobs, SECONDS / COMMENTS)
        akismet.mode = "ok"
        _recover(jobs, clock, told)
    return told


def _post(app: Flask, number: int, text: str, told: Report) -> None:
    """A new reader from a network of their own opens a form, reads for a minute, and sends."""
    client, address = app.test_client(), {"REMOTE_ADDR": f"100.{64 + number // 250}.{number % 250}.7"}
    page = page_of(number % 20)
    headers = {"User-Agent": "Mozilla/5.0", "Referer": page}
    place = {"site": KEY, "url": page}
    form = client.get("/api/v1/form", query_string=place, headers=headers, environ_base=address).json
    body = place | {"name": f"Reader {number}", "text": text, "form": form["form"]}
    headers |= {"Authorization": f"Bearer {form['visitor']}"}
    began = perf_counter()
    answer = client.post("/api/v1/comments", json=body, headers=headers, environ_base=address)
    told.slowest_post = max(told.slowest_post, perf_counter() - began)
    told.accepted += answer.status_code == 202


def _pass(clock: Any, jobs: Any, seconds: float) -> None:
    """The clock on the wall is moved; the breakers measure by another, which can't be."""
    clock.shift(seconds)
    for breaker in jobs.gate._breakers.values():
        breaker._open_until -= seconds


def _recover(jobs: Any, clock: Any, told: Report) -> None:
    began, ended = perf_counter(), datetime.now(UTC)
    while _count(Verdict) < COMMENTS and datetime.now(UTC) - ended < GIVE_UP:
        _pass(clock, jobs, SWEEP)
        jobs.drain()
        told.on_page_meanwhile += unchecked()
    told.work = perf_counter() - began
    first, last = db.session.execute(db.select(db.func.min(Verdict.created_at), db.func.max(Verdict.created_at))).one()
    told.first_judged, told.last_judged = first - ended, last - ended


def unchecked() -> int:
    """Comments that readers see and of which Akismet has said nothing."""
    db.session.rollback()
    heard = db.select(Signal.comment_id).where(Signal.check == "akismet")
    seen = db.select(db.func.count()).select_from(Comment).where(Comment.is_shown, Comment.id.not_in(heard))
    return int(db.session.scalar(seen) or 0)


def _count(model: Any, **values: Any) -> int:
    db.session.rollback()
    return int(db.session.query(model).filter_by(**values).count())


if __name__ == "__main__":
    main()

"""The worker: verdicts a second while Akismet takes 300 ms to answer, and what readers notice of a long backlog."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median

from sqlalchemy import Engine

from models import Comment, Origin, OutboxEntry, Site, Thread, db, now, transaction

from .databases import Databases, Settings, application
from .fill import COMMENT, HOME, KEY, ORIGIN, texts, write_rows
from .findings import Part, Table
from .load import pace
from .plan import Plan
from .processes import cpu
from .reads import request, thread_path
from .serving import LOAD, ROOT, running, serving

LATENCY = 0.3
STRETCH = 3.0
"""Seconds of reading between two looks."""
RISE, PATIENCE = 0.2, 60


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part = Part("worker")
    with _akismet() as (url, key), databases.copied("sqlite", plan.comments) as told:
        told |= {"CHIOSA_AKISMET_URL": url}
        _owe(told, key, plan.backlog)
        _watch(plan, part, told)
    return part


@contextmanager
def _akismet() -> Iterator[tuple[str, str]]:
    """On the core of the load, which goes before it."""
    command = ["nice", "-n", "19", "taskset", "-c", str(min(LOAD)), sys.executable, "-m", "bench.akismet", str(LATENCY)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=ROOT, **pipes)
    assert process.stdout
    try:
        url, key = process.stdout.readline().split()
        yield url, key
    finally:
        process.communicate()


def _owe(told: Settings, key: str, count: int) -> None:
    """So many comments that were posted while Akismet was away: stored, not judged, a question owed about each."""
    with application(told):
        site = db.session.scalars(db.select(Site).where(Site.key == KEY)).one()
        first = int(db.session.scalar(db.select(db.func.max(Comment.id))) or 0) + 1
        thread = int(db.session.scalar(db.select(db.func.max(Thread.id))) or 0)
        with transaction():
            site.akismet_key = key
        at, known, ids, site_id = now(), texts(), range(first, first + count), site.id
        db.session.remove()
        each = [(id_, known[id_ % len(known)]) for id_ in ids]
        write_rows(
            Comment.__table__,
            COMMENT,
            (
                (
                    *(id_, site_id, thread, 1, None, None, "checking", 1, 0, "Bench"),
                    *(t.source, t.html),
                    t.fingerprint,
                    at,
                    "",
                )
                for id_, t in each
            ),
        )
        write_rows(
            Origin.__table__,
            ORIGIN,
            (
                (
                    site_id,
                    id_,
                    f"10.{id_ % 200}.{id_ % 250}.9",
                    f"10.{id_ % 200}.{id_ % 250}.0/24",
                    "a browser",
                    *([""] * 4),
                    at,
                )
                for id_ in ids
            ),
        )
        owed = "site_id comment_id kind details created_at due_at attempts"
        details = '{"judge": "akismet"}'
        write_rows(OutboxEntry.__table__, owed, ((site_id, id_, "check", details, at, at, 0) for id_ in ids))


def _watch(plan: Plan, part: Part, told: Settings) -> None:
    stretch = min(STRETCH, plan.watched / 8)
    with serving(["blueprints.serving", "web"], told) as port, application(told):
        reads = cycle([request(thread_path(number), {"Origin": HOME}) for number in range(1, 12)])

        def look() -> float:
            return pace(port, reads, rate=plan.reads_beside, seconds=stretch).slowest(95) * 1000

        look()
        alone = [look() for _ in range(3)]
        with running(["jobs"], told) as process:
            _await_first(process)
            began, first, worked, beside = time.perf_counter(), _settled(db.engine), cpu(process.pid), []
            while (passed := time.perf_counter() - began) < plan.watched and _settled(db.engine) < plan.backlog:
                beside.append(look())
            passed, done = time.perf_counter() - began, _settled(db.engine)
            work = (cpu(process.pid) - worked) / max(1, done - first) * 1000
        alone += [look() for _ in range(3)]
    _report(plan, part, (done - first) / max(passed, 1e-9), done, work, alone, beside or alone)


def _await_first(process: subprocess.Popen[bytes]) -> None:
    """Its start is measured elsewhere."""
    deadline = time.monotonic() + PATIENCE
    while not _settled(db.engine):
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("The worker settles nothing.")
        time.sleep(0.05)


def _settled(engine: Engine) -> int:
    with engine.connect() as connection:
        told = connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE kind = 'check' AND settled_at IS NOT NULL")
        return int(told.scalar() or 0)


def _report(
    plan: Plan, part: Part, rate: float, done: int, work: float, alone: list[float], beside: list[float]
) -> None:
    part.figure("verdicts, Akismet takes 300 ms", "verdicts/s", [rate])
    part.figure("verdicts, work each", "ms", [work], less_is_better=True)
    one = part.figure("p95 of readers alone", "ms", alone, less_is_better=True)
    two = part.figure("p95 of readers beside the worker", "ms", beside, less_is_better=True)
    rise = median(beside) / median(alone) - 1
    rest = plan.backlog / rate / 60 if rate else float("inf")
    rows = [
        ["verdicts a second", f"{rate:,.1f}"],
        ["processor time for each, ms", f"{work:.1f}"],
        [f"of {plan.backlog:,} owed, settled while watched", f"{done:,}"],
        [f"all {plan.backlog:,} at this rate, minutes", f"{rest:,.1f}"],
        [f"p95 of {plan.reads_beside} reads a second, alone, ms", f"{one.value:.2f}"],
        ["… while the worker works on the same core, ms", f"{two.value:.2f} ({rise:+.0%})"],
    ]
    part.tables.append(Table("The worker, with an Akismet that takes 300 ms", ["", "SQLite"], rows))
    said = f"{rate:,.1f} verdicts a second, {done:,} of {plan.backlog:,} while watched; all in {rest:,.1f} minutes"
    part.goal(f"a backlog of {plan.backlog:,}", "a stated rate", said, rate > 0)
    said = f"{rise:+.0%} ({one.value:.2f} to {two.value:.2f} ms)"
    part.goal("readers' p95 while the worker works", f"under {RISE:.0%} more", said, rise < RISE)

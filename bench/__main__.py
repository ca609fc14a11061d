"""`python -m bench`: fill a database, put the service under load beside bare servers, print a table, clean up."""

import json
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from flask_migrate import upgrade

import config as settings
from app import create_app
from models import Comment, db

from . import posts, reads
from .bare import ANSWERS
from .fill import fill
from .report import Report
from .serving import CORES, LOAD, ROOT, running, serving

RESULTS = ROOT / "bench" / "results"


def main() -> None:
    began = time.perf_counter()
    os.sched_setaffinity(0, LOAD)
    with tempfile.TemporaryDirectory(prefix="chiosa-bench-") as name:
        folder = Path(name)
        service = {
            "CHIOSA_DATA_DIR": str(folder / "data"),
            "CHIOSA_TRUSTED_PROXIES": "127.0.0.1/32",
            "CHIOSA_LOG_LEVEL": "WARNING",
            "CHIOSA_WORK_NUMBERS": "20",
        }
        _say("Filling a database with 100,000 comments …")
        _fill(service)
        told = Report(len(CORES))
        _measure_reads(folder, service, told)
        _measure_posts(service, told)
    told.seconds = time.perf_counter() - began
    print(told)
    _keep(told)


def _say(what: str) -> None:
    print(what, file=sys.stderr)


def _fill(service: dict[str, str]) -> None:
    app = create_app(settings.load(service))
    with app.app_context():
        upgrade()
        fill()
        db.session.remove()
        db.engine.dispose()


def _measure_reads(folder: Path, service: dict[str, str], told: Report) -> None:
    answers = folder / "answers"
    answers.mkdir()
    bare = service | {ANSWERS: str(answers)}
    web = ["blueprints.serving", "web"]
    with ExitStack() as stack:
        cached = stack.enter_context(serving(web, service))
        uncached = stack.enter_context(serving(web, service | {"CHIOSA_CACHE_MEGABYTES": "0"}))
        told.shown = reads.save_answers(cached, answers)
        flask = stack.enter_context(serving(["bench.bare", "flask_view"], bare))
        wsgi = stack.enter_context(serving(["bench.bare", "wsgi_callable"], bare))
        told.reads = reads.measure(reads.Servers(cached, uncached, flask, wsgi))


def _measure_posts(service: dict[str, str], told: Report) -> None:
    """With the worker beside it on the same core, as in life."""
    _say("Posting …")
    before = _count(service)
    with (
        running(["flask", "--app", "app", "worker"], service),
        serving(["blueprints.serving", "web"], service) as port,
    ):
        told.posts = posts.measure(port)
    told.stored = _count(service) - before


def _count(service: dict[str, str]) -> int:
    with create_app(settings.load(service)).app_context():
        count = db.session.scalar(db.select(db.func.count(Comment.id)))
        db.session.remove()
        db.engine.dispose()
    return int(count or 0)


def _keep(told: Report) -> None:
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    file.write_text(json.dumps(told.as_json(), indent=1))
    _say(f"Kept in {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

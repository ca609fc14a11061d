"""The moderation room at a million comments: `python -m bench.bench_room [--size N] [--database sqlite|postgresql]`.

Pages are asked for as a browser would, but without a network between, each some twenty times after one that does not
count; so a time is that of the whole page: its comments, counts and what is known of each. Then each kind of decision
about ten thousand comments and about a hundred thousand, as the worker makes it. Work is the processor's, ours and the
database's, which others on the machine lengthen less than the time on the clock.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, inspect, select

from models import Comment, Moderator, Sweep, db, now
from services.moderation.search import Query
from services.moderation.sweep import begin_sweep, begin_undo, go_through

from .cost import Cost, Meter
from .crowd import Crowd
from .million import KEY
from .serving import ROOT
from .standing import DATABASES, signed_in, standing

RESULTS = ROOT / "bench" / "results"
ROUNDS = 20
LIMITS = {"page": 0.1, "chart": 0.3}
SWEPT = {"about ten thousand": 0.01, "about a hundred thousand": 0.1}
"""Shares of all comments."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured. Times are in seconds; of many rounds the median and the 95th of a hundred."""

    kind: str
    """page, chart or sweep."""
    name: str
    database: str
    size: int
    p50: float
    p95: float
    work50: float
    work95: float
    of_database: float
    """The database's share of the work."""
    limit: float | None = None
    comments: int = 0
    """How many a sweep was about."""

    @property
    def is_met(self) -> bool:
        return self.limit is None or self.work95 <= self.limit


def measure(
    size: int, databases: Sequence[str] = DATABASES, *, keep: Path | None = None, only: str = ""
) -> Iterator[Row]:
    """The rows one by one, as they come; `only` those of one kind."""
    for database in databases:
        with standing(database, size, keep) as (app, owner, meter):
            asked, crowd = _Asked(signed_in(app, owner), meter), Crowd(size)
            for kind, paths in (("page", pages(crowd)), ("chart", charts())):
                for name, (path, query) in paths.items() if only in ("", kind) else ():
                    yield _row(kind, name, database, size, asked.costs(path, query), limit=LIMITS[kind])
            for name, about, cost in _sweeps(owner.id, crowd, meter) if only in ("", "sweep") else ():
                yield _row("sweep", name, database, size, [cost], comments=about)


def pages(crowd: Crowd) -> dict[str, tuple[str, dict[str, Any]]]:
    """What is asked for, by what it shows."""
    return {name: ("/", query) for name, query in _questions(crowd).items()}


def _questions(crowd: Crowd) -> dict[str, dict[str, Any]]:
    common, middling, few = crowd.vocabulary[0], crowd.vocabulary[800], crowd.vocabulary[3000]
    middle = crowd.size // 2 // 20 * 20
    rare = crowd.text(middle).split()[-1]
    return {
        "the queue": {},
        "published": {"status": "published"},
        "published, far back": {"status": "published", "before": middle},
        "spam": {"status": "spam"},
        "a common word": {"status": "published", "q": common},
        "a common word, waiting": {"status": "pending", "q": common},
        "a common word, rejected": {"status": "rejected", "q": common},
        "a word in one of ten": {"status": "all", "q": f'"{crowd.word_in(0.1)}"'},
        "a word in one of forty": {"status": "all", "q": f'"{crowd.word_in(0.025)}"'},
        "a word in one of a hundred": {"status": "all", "q": f'"{crowd.word_in(0.01)}"'},
        "a middling word": {"status": "all", "q": f"{middling} {common}"},
        "an uncommon word": {"status": "all", "q": few},
        "a rare word": {"status": "all", "q": rare},
        "a word that nobody wrote": {"status": "all", "q": "qqqqqq"},
        "a phrase": {"status": "all", "q": f'"{" ".join(crowd.texts[5].split()[3:6])}"'},
        "a phrase of common words": {"status": "all", "q": f'"{" ".join(crowd.vocabulary[:3])}"'},
        "without a common word": {"status": "all", "q": f"-{common}"},
        "a name": {"status": "all", "author": crowd.name(middle)},
        "an e-mail address": {"status": "all", "email": crowd.email(middle)},
        "an e-mail domain": {"status": "all", "email": "@mail5.example"},
        "a linked domain": {"status": "all", "domain": crowd.domains[-1]},
        "a much linked domain": {"status": "all", "domain": crowd.domains[0]},
        "a network": {"status": "all", "network": "10.3.7.0/24"},
        "a page": {"status": "all", "page": "/article/77"},
        "many pages, rejected": {"status": "rejected", "page": "/article/1"},
        "a check": {"status": "all", "signal": "links"},
        "a month": {"status": "all", "since": "2021-03-01", "until": "2021-03-31"},
        "a name and a common word": {"status": "all", "q": common, "author": crowd.name(middle)},
        "a check and a status that exclude each other": {"status": "published", "signal": "links"},
        "a domain and a page": {"status": "published", "domain": crowd.domains[1], "page": "/article/77"},
        "deciding about all of a common word": {"status": "published", "q": common, "chosen": "all"},
    }


def charts() -> dict[str, tuple[str, dict[str, Any]]]:
    sheets = ("comments", "checks", "mistakes", "waiting", "pages")
    return {f"insight, {days} days": ("/insight", {"days": days}) for days in (30, 90, 365)} | {
        f"the sheet “{sheet}”, 365 days": (f"/insight/{sheet}.csv", {"days": 365}) for sheet in sheets
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    client: FlaskClient
    meter: Meter

    def costs(self, path: str, query: dict[str, Any]) -> list[Cost]:
        return [self.meter.measure(partial(self._ask, path, query)) for _ in range(ROUNDS + 1)][1:]

    def _ask(self, path: str, query: dict[str, Any]) -> None:
        answer = self.client.get(f"/room/{KEY}{path}", query_string=query)
        assert answer.status_code == 200, answer.text


def _row(kind: str, name: str, database: str, size: int, costs: Sequence[Cost], **more: Any) -> Row:
    wall, work = ([getattr(cost, each) for cost in costs] for each in ("wall", "work"))
    share = fmean(cost.database for cost in costs) / fmean(work)
    return Row(kind, name, database, size, *_middle_and_most(wall), *_middle_and_most(work), share, **more)


def _middle_and_most(times: Sequence[float]) -> tuple[float, float]:
    if len(times) == 1:
        return times[0], times[0]
    cuts = quantiles(times, n=20, method="inclusive")
    return cuts[9], cuts[18]


def _sweeps(owner_id: int, crowd: Crowd, meter: Meter) -> Iterator[tuple[str, int, Cost]]:
    """Afterwards all stand where they stood, but for those with the same words that were spam before."""
    for said, share in SWEPT.items():
        words = f'"{crowd.word_in(share)}"'
        batch = ""
        for status, to in (("published", "spam"), ("spam", "published"), ("published", "deleted")):
            begun, cost = _swept(meter, partial(_begin, owner_id, Query(status, words), to))
            batch = begun.batch
            yield f"{to}, {said}", begun.total, cost
        undone, cost = _swept(meter, partial(_begin_undo, owner_id, batch))
        yield f"taken back, {said}", undone.total, cost


def _swept(meter: Meter, begin: Callable[[], Sweep]) -> tuple[Sweep, Cost]:
    """As the worker goes through it, with its rests."""
    begun: list[Sweep] = []

    def run() -> None:
        begun.append(begin())
        go_through(lambda: False)

    cost = meter.measure(run)
    sweep = db.session.get_one(Sweep, inspect(begun[0]).identity)
    db.session.expunge(sweep)
    db.session.rollback()
    assert sweep.changed == sweep.total, (sweep.changed, sweep.total)
    return sweep, cost


def _begin(owner_id: int, query: Query, to: str) -> Sweep:
    owner = db.session.get_one(Moderator, owner_id)
    newest_id = db.session.scalar(select(func.max(Comment.id))) or 0
    return begin_sweep(owner, query, to, newest_id=newest_id, seen_at=now())


def _begin_undo(owner_id: int, batch: str) -> Sweep:
    sweep = begin_undo(db.session.get_one(Moderator, owner_id), batch)
    assert sweep is not None
    return sweep


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--database", choices=[*DATABASES, "both"], default="both")
    parser.add_argument("--only", choices=["page", "chart", "sweep"], default="")
    parser.add_argument("--keep", type=Path, help="a folder; what was filled for an earlier run is taken from there")
    asked = parser.parse_args()
    databases = DATABASES if asked.database == "both" else (asked.database,)
    shown = list(_shown(measure(asked.size, databases, keep=asked.keep, only=asked.only)))
    _keep(shown)
    over = [row for row in shown if not row.is_met]
    print(f"\n{len(over)} of {sum(row.limit is not None for row in shown)} over their limit.")


def _shown(rows: Iterable[Row]) -> Iterator[Row]:
    """Each is printed as it comes."""
    last = ("", "")
    for row in rows:
        if (row.database, row.kind) != last:
            print(f"\n{row.database}, {row.size:,} comments")
            print(f"{'':46}{HEADS[row.kind]}")
            last = (row.database, row.kind)
        print(f"{row.name:46}{_cells(row)}", flush=True)
        yield row


HEADS = dict.fromkeys(("page", "chart"), "  p50 ms    p95   work    p95   of it database") | {
    "sweep": "comments  seconds   a second   work   of it database"
}


def _cells(row: Row) -> str:
    if row.kind == "sweep":
        rate = row.comments / row.p50
        return f"{row.comments:8,}{row.p50:9.1f}{rate:11,.0f}{row.work50:7.1f}{row.of_database:17.0%}"
    times = "".join(
        f"{each * 1000:{width}.0f}"
        for each, width in zip((row.p50, row.p95, row.work50, row.work95), (8, 7, 7, 7), strict=True)
    )
    return f"{times}{row.of_database:17.0%}{'' if row.is_met else '   over'}"


def _keep(rows: Sequence[Row]) -> None:
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-room.json"
    file.write_text(json.dumps([asdict(row) | {"is_met": row.is_met} for row in rows], indent=1))
    print(f"\nKept in {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

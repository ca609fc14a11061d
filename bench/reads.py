"""Reading a discussion: the service with its cache, answering 304, compressed and without its cache, beside a
straightforward view of the same page and beside servers that only send the same bytes."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tqdm import tqdm

from services.pages import Page

from . import caching
from .bare import ANSWERS
from .databases import Databases, Settings
from .fill import HOME, KEY, page_of
from .findings import Figure, Part, Table, ratios
from .load import Load, drive
from .nginx import has_nginx, nginx
from .plan import Plan
from .processes import cpu
from .serving import Server, get, served
from .straightforward import DATABASE

Loads = dict[tuple[str, int, int], list[Load]]
BUSY = 0.9
ENCODED = {"gzip": "gzip", "br": "brotli", "zstd": "zstd"}
NGINX, WSGI = "nginx, static file", "bare WSGI callable"
CACHED, COLD, UNCHANGED = "service, cached", "service, uncached", "service, 304"
STRAIGHT = "straightforward view"


@dataclass(frozen=True, slots=True)
class Subject:
    """One server asked for one thing, over and over."""

    name: str
    size: int
    at: Server
    request: bytes
    status: int = 200


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part = Part("reads")
    told = databases.filled("sqlite", plan.comments)
    with ExitStack() as stack:
        subjects = _subjects(plan, told, folder, stack, part)
        loads = _measure(plan, subjects)
    _report(plan, part, loads)
    if has_nginx():
        caching.look(part, plan, databases, folder / "caching")
    return part


def _subjects(plan: Plan, told: Settings, folder: Path, stack: ExitStack, part: Part) -> list[Subject]:
    web, answers = ["blueprints.serving", "web"], folder / "answers"
    answers.mkdir()
    cached = stack.enter_context(served(web, told))
    cold = stack.enter_context(served(web, told | {"CHIOSA_CACHE_MEGABYTES": "0"}))
    _save_answers(plan, cached.port, answers, part)
    bare = told | {ANSWERS: str(answers)}
    flask = stack.enter_context(served(["bench.bare", "flask_view"], bare))
    wsgi = stack.enter_context(served(["bench.bare", "wsgi_callable"], bare))
    straight = stack.enter_context(served(["bench.bare", "straightforward"], told | database_of(told)))
    static = stack.enter_context(nginx(answers, folder / "nginx")) if has_nginx() else None
    if static is None:
        part.notes.append("There is no nginx on the PATH: the bare WSGI callable is the upper limit here.")
    found = []
    for number, size in enumerate(plan.known_sizes, 1):
        found += list(_of_service(number, size, cached, cold))
        found.append(Subject(STRAIGHT, size, straight, request(straight_path(page_of(number)))))
        for name, server in {"bare Flask view": flask, WSGI: wsgi, NGINX: static}.items():
            if server is not None:
                found += list(_of_file(name, size, server))
    return found


def _of_service(number: int, size: int, cached: Server, cold: Server) -> Iterator[Subject]:
    path, origin = thread_path(number), {"Origin": HOME}
    etag = get(cached.port, path, origin)[0]["etag"]
    yield Subject(CACHED, size, cached, request(path, origin))
    yield Subject(UNCHANGED, size, cached, request(path, origin | {"If-None-Match": etag}), 304)
    yield Subject(COLD, size, cold, request(path, origin))
    for encoding, name in ENCODED.items():
        asked = origin | {"Accept-Encoding": encoding}
        if get(cached.port, path, asked)[0].get("content-encoding") == encoding:
            yield Subject(f"service, {name}", size, cached, request(path, asked))


def _of_file(name: str, size: int, at: Server) -> Iterator[Subject]:
    yield Subject(name, size, at, request(f"/{size}"))
    etag = get(at.port, f"/{size}")[0].get("etag", '"any"')
    yield Subject(f"{name}, 304", size, at, request(f"/{size}", {"If-None-Match": etag}), 304)


def _save_answers(plan: Plan, port: int, folder: Path, part: Part) -> None:
    """Keep the service's answer about each thread, for the bare servers to send; what is in them."""
    rows: dict[str, list[str]] = {"comments in the answer": [], "bytes of the answer": []}
    rows |= {f"bytes, {name}": [] for name in ENCODED.values()}
    for number, size in enumerate(plan.known_sizes, 1):
        _, body = get(port, thread_path(number), {"Origin": HOME})
        (folder / str(size)).write_bytes(body)
        rows["comments in the answer"].append(f"{_count(json.loads(body)['comments']):,}")
        rows["bytes of the answer"].append(f"{len(body):,}")
        for encoding, name in ENCODED.items():
            headers, body = get(port, thread_path(number), {"Origin": HOME, "Accept-Encoding": encoding})
            is_so = headers.get("content-encoding") == encoding
            rows[f"bytes, {name}"].append(f"{len(body):,}" if is_so else "–")
    columns = ["comments in the thread", *(f"{size:,}" for size in plan.known_sizes)]
    part.tables.append(
        Table("What an answer is: one page of the discussion", columns, [[k, *v] for k, v in rows.items()])
    )


def _measure(plan: Plan, subjects: list[Subject]) -> Loads:
    """Each round asks every server about every thread, one after the other, so that noise meets all alike."""
    asked = [(subject, connections) for connections in plan.connections for subject in subjects]
    loads: Loads = {(subject.name, subject.size, connections): [] for subject, connections in asked}
    for subject in subjects:
        ask(subject, plan.connections[-1], min(0.3, plan.seconds))
    for subject, connections in tqdm(asked * plan.rounds, desc="reads", disable=None):
        loads[subject.name, subject.size, connections].append(ask(subject, connections, plan.seconds))
    return loads


def ask(subject: Subject, connections: int, seconds: float) -> Load:
    worked, requests = cpu(subject.at.pid), repeat(subject.request)
    load = drive(subject.at.port, requests, connections=connections, seconds=seconds, expected=subject.status)
    if load.others:
        raise SystemExit(f"{subject.name} answered with {dict(load.others)} instead of {subject.status}.")
    load.work = cpu(subject.at.pid) - worked
    return load


def _report(plan: Plan, part: Part, loads: Loads) -> None:
    rates, slowest = _figures(part, loads)
    names = list(dict.fromkeys(name for name, _, _ in loads))
    for connections in plan.connections:
        columns = [f"{connections} connection{'s' if connections > 1 else ''}", *(f"{s:,}" for s in plan.known_sizes)]
        rows = [[name, *(_cell(rates, loads, name, size, connections) for size in plan.known_sizes)] for name in names]
        limit = NGINX if (NGINX, plan.known_sizes[0], connections) in rates else WSGI
        part.tables.append(
            Table(f"Answers a second; in brackets the share of: {limit} (for 304: its 304)", columns, rows)
        )
        rows = [
            [name, *(f"{slowest[name, size, connections].value:.1f}" for size in plan.known_sizes)] for name in names
        ]
        part.tables.append(Table("99th percentile, ms", columns, rows))
    columns, rows = ["", *columns[1:]], [[name, *_work(plan, part, loads, name)] for name in names]
    part.tables.append(Table("The server's work for each answer, microseconds of the processor", columns, rows))
    busiest = max((load for all_ in loads.values() for load in all_), key=lambda load: load.busy)
    part.notes.append(
        f"The load generator was busy for at most {busiest.busy:.0%} of the time (at {busiest.rate:,.0f} a second); "
        f"≥ marks where that was over {BUSY:.0%} and the server may do more."
    )
    _goals(plan, part, rates, slowest)


Figures = dict[tuple[str, int, int], Figure]


def _figures(part: Part, loads: Loads) -> tuple[Figures, Figures]:
    rates, slowest = {}, {}
    for (name, size, connections), all_ in loads.items():
        at = f"{name}, {size} comments, {connections} connections"
        rates[name, size, connections] = part.figure(at, "answers/s", [load.rate for load in all_])
        ms = [load.p99 * 1000 for load in all_]
        slowest[name, size, connections] = part.figure(f"p99, {at}", "ms", ms, less_is_better=True)
    for (name, size, connections), figure in rates.items():
        limit = _limit(rates, name, size, connections)
        if limit is not figure:
            at = f"share of the limit, {name}, {size} comments, {connections} connections"
            part.figure(at, "", ratios(figure, limit))
    return rates, slowest


def _limit(rates: Figures, name: str, size: int, connections: int) -> Figure:
    suffix = ", 304" if name.endswith(", 304") else ""
    return rates.get((NGINX + suffix, size, connections)) or rates[WSGI + suffix, size, connections]


def _cell(rates: Figures, loads: Loads, name: str, size: int, connections: int) -> str:
    figure = rates.get((name, size, connections))
    if figure is None:
        return "–"
    limit = _limit(rates, name, size, connections)
    share = "" if limit is figure else f" ({_middle(ratios(figure, limit)):.2g})"
    busy = _middle([load.busy for load in loads[name, size, connections]])
    return f"{'≥ ' if busy > BUSY else ''}{figure.value:,.0f}{share}"


def _work(plan: Plan, part: Part, loads: Loads, name: str) -> list[str]:
    """With the most connections, all rounds together, since the system counts in hundredths of a second."""
    cells = []
    for size in plan.known_sizes:
        all_ = loads[name, size, plan.connections[-1]]
        work = sum(load.work for load in all_) / max(1, sum(load.answers for load in all_)) * 1e6
        part.figure(f"work, {name}, {size} comments", "µs", [work], less_is_better=True)
        cells.append(f"{work:,.0f}")
    return cells


def _goals(plan: Plan, part: Part, rates: Figures, slowest: Figures) -> None:
    size, connections = (100 if 100 in plan.known_sizes else plan.known_sizes[0]), plan.connections[-1]
    is_nginx = (NGINX, size, connections) in rates
    limit = NGINX if is_nginx else f"{WSGI} (no nginx here)"
    for name, wanted in ((CACHED, 0.6), (UNCHANGED, 0.8)):
        share = _middle(ratios(rates[name, size, connections], _limit(rates, name, size, connections)))
        is_met = share >= wanted if is_nginx or share < wanted else None
        said = f"{name}, {size} comments, {connections} connections"
        part.goal(said, f"at least {wanted} of nginx's static file", f"{share:.2g} of {limit}", is_met)
    ours, theirs = slowest[CACHED, size, connections], _limit(slowest, CACHED, size, connections)
    times = _middle(ratios(ours, theirs))
    is_met = times < 2 if is_nginx or times >= 2 else None
    said = f"{ours.value:.1f} ms, {times:.2g} times that of {limit}"
    part.goal(f"p99, {CACHED}, {size} comments, {connections} connections", "under 2 times nginx's", said, is_met)


def _middle(values: Any) -> float:
    found = sorted(values)
    return float(found[len(found) // 2]) if found else float("nan")


def request(path: str, headers: dict[str, str] | None = None) -> bytes:
    told = {"Host": "127.0.0.1", **(headers or {})}
    return "\r\n".join([f"GET {path} HTTP/1.1", *(f"{k}: {v}" for k, v in told.items()), "", ""]).encode()


def thread_path(thread: int, **more: str) -> str:
    return "/api/v1/threads?" + urlencode({"site": KEY, "url": page_of(thread), **more})


def straight_path(url: str, **more: str) -> str:
    return "/threads?" + urlencode({"key": Page(url).address, **more})


def database_of(told: Settings) -> Settings:
    """How the straightforward view is told of the service's database."""
    address = told.get("CHIOSA_DATABASE_URL", "").replace("postgresql://", "postgresql+psycopg://", 1)
    return {DATABASE: address or f"sqlite:///{told['CHIOSA_DATA_DIR']}/chiosa.db"}


def _count(comments: list[Any]) -> int:
    return sum(1 + _count(comment["replies"]) for comment in comments)

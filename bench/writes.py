"""Writing: clients that post as fast as they are answered, beside bare inserts into the same table, each of them
durable before the next; and readers beside people who post. Every comment that was accepted is counted afterwards."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from statistics import median

from tqdm import tqdm

from . import bare_inserts
from .databases import Databases, Settings, question
from .fill import HOME
from .findings import Figure, Part, Table, ratios
from .load import Load, drive
from .plan import Plan
from .posts import NAME, prepared
from .reads import request, thread_path
from .serving import ROOT, SERVERS, running, serving

CLIENTS, READERS, SHARE = 16, 32, 0.05
ACCEPTED = frozenset({201, 202})
MOST = 1_500
"""Posts a second for which requests are prepared; who is faster ends sooner."""
GOAL, KEEP, PATIENCE = 0.2, 0.8, 0.1


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part = Part("writes")
    rows = [_of(plan, part, databases, kind) for kind in plan.databases]
    columns = ["posting, 16 clients, whole public path", *plan.databases]
    names = (
        *("bare durable inserts, one to a commit, a second", "accepted a second (share of the bare inserts)"),
        *("p50, ms", "p99, ms", "other answers", "accepted in all", "of them stored"),
        *(
            "reads a second, 32 clients, cached",
            "… while every 20th request is a post (share)",
            "p99 of these posts, ms",
        ),
        *("reads a second, 19 clients", "… while a 20th client posts (share)", "p99 of these posts, ms"),
    )
    cells = [[name, *(row[place] for row in rows)] for place, name in enumerate(names)]
    part.tables.append(Table("Writing, with the worker beside it on the same core", columns, cells))
    part.notes.append(
        "Posts go to the same threads that are read, so each of them makes a page anew. Where every 20th request is a "
        "post, readers wait for posts by construction; where a 20th client posts, each goes as fast as it can."
    )
    return part


def _of(plan: Plan, part: Part, databases: Databases, kind: str) -> list[str]:
    with databases.copied(kind, plan.comments) as told, ExitStack() as stack:
        stack.enter_context(running(["jobs"], told))
        port = stack.enter_context(serving(["blueprints.serving", "web"], told))
        threads = range(len(plan.known_sizes) + 1, len(plan.known_sizes) + 6)
        posting = _post(plan, part, told, kind, port, threads)
        mixed = _mix(plan, part, kind, port, threads, posting.rate)
        stack.close()
        accepted = posting.accepted + mixed.accepted
        stored = int(question(told, f"SELECT count(*) FROM comment WHERE author_name = '{NAME}'")[0][0])
    part.goal(f"accepted posts that are stored, {kind}", "all", f"{stored:,} of {accepted:,}", stored == accepted)
    return [*posting.cells, f"{accepted:,}", f"{stored:,}", *mixed.cells]


class Told:
    """Cells of the table, how many comments were accepted, and how many in a second at most."""

    def __init__(self, cells: list[str], accepted: int, rate: float = 0.0) -> None:
        self.cells, self.accepted, self.rate = cells, accepted, rate


def _post(plan: Plan, part: Part, told: Settings, kind: str, port: int, threads: range) -> Told:
    bare, loads = [], []
    everywhere = range(threads.start, max(threads.start + 1, plan.comments // 120))
    first = drive(port, prepared(port, 8, everywhere), connections=2, seconds=1, expected=ACCEPTED)
    for _ in tqdm(range(plan.post_rounds), desc=f"posts, {kind}", disable=None):
        bare.append(_bare(told, plan.bare_seconds))
        known = loads[-1].rate * 1.3 if loads else MOST / 3
        requests = prepared(port, int(known * plan.post_seconds) + CLIENTS, everywhere)
        loads.append(drive(port, requests, connections=CLIENTS, seconds=plan.post_seconds, expected=ACCEPTED))
    if not all(load.answers for load in loads):
        raise SystemExit(f"Posts were answered with {dict(loads[-1].others)}.")
    limit = part.figure(f"bare durable inserts, {kind}", "inserts/s", bare)
    rate = part.figure(f"posts, {CLIENTS} clients, {kind}", "posts/s", [load.rate for load in loads])
    share = part.figure(f"posts as a share of bare durable inserts, {kind}", "", ratios(rate, limit))
    p99 = part.figure(f"posts, p99, {kind}", "ms", [load.p99 * 1000 for load in loads], less_is_better=True)
    others = sum((load.others for load in loads), start=loads[0].others.__class__())
    said = f"{share.value:.2g} ({rate.value:,.0f} of {limit.value:,.0f} a second)"
    part.goal(
        f"posts, {CLIENTS} clients, {kind}", f"at least {GOAL} of bare durable inserts", said, share.value >= GOAL
    )
    p50 = median(load.slowest(50) for load in loads) * 1000
    cells = [f"{limit.value:,.0f}", f"{rate.value:,.0f} ({share.value:.2g})", f"{p50:.0f}", f"{p99.value:.0f}"]
    return Told(
        [*cells, str(dict(others) or "none")], first.answers + sum(load.answers for load in loads), max(rate.rounds)
    )


def _bare(told: Settings, seconds: float) -> float:
    address = told.get("CHIOSA_DATABASE_URL") or f"{told['CHIOSA_DATA_DIR']}/chiosa.db"
    command = ["taskset", "-c", str(min(SERVERS)), sys.executable, "-m", bare_inserts.__name__, address, str(seconds)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    return int(said[0]) / float(said[1])


def _mix(plan: Plan, part: Part, kind: str, port: int, threads: range, rate: float) -> Told:
    reads = [request(thread_path(number), {"Origin": HOME}) for number in threads]
    by_request, by_client, most = _Mixed(), _Mixed(), int(rate * 1.3 * plan.post_seconds) + CLIENTS
    for _ in tqdm(range(plan.post_rounds), desc=f"reads beside posts, {kind}", disable=None):
        by_request.round(plan, port, reads, prepared(port, most, threads))
        by_client.round(plan, port, reads, prepared(port, most, threads), is_client=True)
    cells = by_request.told(part, f"every 20th request is a post, {kind}")
    cells += by_client.told(part, f"a 20th client posts, {kind}")
    return Told(cells, by_request.accepted + by_client.accepted)


class _Mixed:
    """Reads alone, and reads beside posts, round by round."""

    def __init__(self) -> None:
        self.alone: list[float] = []
        self.beside: list[float] = []
        self.p99: list[float] = []
        self.accepted = 0

    def round(
        self, plan: Plan, port: int, reads: list[bytes], posts: Iterator[bytes], *, is_client: bool = False
    ) -> None:
        clients, seconds = (19 if is_client else READERS), plan.post_seconds / 2
        self.alone.append(drive(port, _random(reads), connections=clients, seconds=seconds).rate)
        requests = _random(reads) if is_client else _every_twentieth(reads, posts)
        how = {"connections": clients, "seconds": seconds * 2, "beside": posts if is_client else None}
        load = drive(port, requests, expected=frozenset({200}), **how)
        written = Load(ACCEPTED, by_status=load.by_status)
        self.beside.append(load.rate)
        self.p99.append(written.p99)
        self.accepted += written.answers

    def told(self, part: Part, how: str) -> list[str]:
        alone = part.figure(f"reads alone, where {how}", "reads/s", self.alone)
        beside = part.figure(f"reads, {how}", "reads/s", self.beside)
        share: Figure = part.figure(f"reads' share of their rate, {how}", "", ratios(beside, alone))
        p99 = part.figure(f"p99 of posts, {how}", "ms", [each * 1000 for each in self.p99], less_is_better=True)
        part.goal(f"reads, {how}", f"at least {KEEP} of their rate", f"{share.value:.2g}", share.value >= KEEP)
        said = f"{p99.value:.0f} ms"
        part.goal(f"p99 of posts, {how}", f"under {PATIENCE * 1000:.0f} ms", said, p99.value < PATIENCE * 1000)
        return [f"{alone.value:,.0f}", f"{beside.value:,.0f} ({share.value:.2g})", f"{p99.value:.0f}"]


def _random(reads: list[bytes]) -> Iterator[bytes]:
    chance = random.Random(3)
    while True:
        yield chance.choice(reads)


def _every_twentieth(reads: list[bytes], posts: Iterator[bytes]) -> Iterator[bytes]:
    """Ends when there are no more posts."""
    some, every = _random(reads), round(1 / SHARE)
    yield from chain.from_iterable(chain((next(some) for _ in range(every - 1)), (each,)) for each in posts)

"""The peers that install from the package registries, with the same comments and on the same core, beside ours."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import repeat
from pathlib import Path

from tqdm import tqdm

from bench.databases import Databases, question
from bench.fill import HOME, write
from bench.findings import Figure, Part, Table, ratios
from bench.load import Load, drive
from bench.plan import Plan
from bench.posts import NAME, prepared
from bench.processes import pss
from bench.reads import request, thread_path
from bench.serving import Server, served
from bench.writes import ACCEPTED, CLIENTS

from .isso import ISSO
from .peer import Peer, remarks
from .waline import WALINE

PEERS = (ISSO, WALINE)
OURS = "service"
SECONDS, ROUNDS, MB = 2.0, 3, 1e6
POSTS = 1_200
"""Prepared for each round; who is faster than six hundred a second ends sooner."""
SAID = frozenset({200, 201, 202})


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part = Part("peers")
    peers = list(_installed(part))
    with databases.copied("sqlite", plan.comments) as told, ExitStack() as stack:
        servers = {OURS: stack.enter_context(served(["blueprints.serving", "web"], told))}
        known, threads = (
            Path(told["CHIOSA_DATA_DIR"]) / "chiosa.db",
            int(question(told, "SELECT max(id) FROM thread")[0][0]),
        )
        for peer in peers:
            (own := folder / peer.name).mkdir()
            servers[peer.name] = stack.enter_context(peer.serve(own, remarks(known), threads))
        idle = {name: pss(server.pid) / MB for name, server in servers.items()}
        rows = _reads(plan, part, peers, servers)
        counted = {peer.name: peer.count(folder / peer.name) for peer in peers}
        posts = _posts(part, peers, servers, threads)
        loaded = {name: pss(server.pid) / MB for name, server in servers.items()}
        stored = {peer.name: peer.count(folder / peer.name) - counted[peer.name] for peer in peers}
        stored[OURS] = int(question(told, f"SELECT count(*) FROM comment WHERE author_name = '{NAME}'")[0][0])
    rows |= {"posts a second, 16 clients (p99)": {name: said for name, (said, _) in posts.items()}}
    rows |= {"of them stored": {name: f"{stored[name]:,} of {accepted:,}" for name, (_, accepted) in posts.items()}}
    rows |= {"memory (PSS), idle / loaded, MB": {name: f"{idle[name]:.0f} / {loaded[name]:.0f}" for name in servers}}
    cells = [[what, *(of[name] for name in servers)] for what, of in rows.items()]
    title = f"Peers, {plan.comments:,} comments, one core each; in brackets how many times slower than ours"
    part.tables.append(Table(title, ["", *servers], cells))
    part.notes.append("No worker runs beside any of them, spam checks of the peers are off, limits of theirs too.")
    return part


def _installed(part: Part) -> Iterator[Peer]:
    for peer in PEERS:
        try:
            peer.install()
        except Exception as error:
            part.notes.append(f"{peer.name} could not be installed here: {error}")
        else:
            yield peer


def _reads(plan: Plan, part: Part, peers: list[Peer], servers: dict[str, Server]) -> dict[str, dict[str, str]]:
    rows = {}
    for number, size in list(enumerate(plan.known_sizes, 1))[:2]:
        asked = {OURS: request(thread_path(number), {"Origin": HOME})} | {
            peer.name: peer.read(number) for peer in peers
        }
        for connections in plan.connections:
            rates: dict[str, list[float]] = {name: [] for name in servers}
            for name in tqdm(list(servers) * ROUNDS, desc=f"peers, {size} comments, {connections}", disable=None):
                load = drive(servers[name].port, repeat(asked[name]), connections=connections, seconds=SECONDS)
                if load.others:
                    raise SystemExit(f"{name} answered with {dict(load.others)} instead of 200.")
                rates[name].append(load.rate)
            at = f"{size} comments, {connections} connections"
            figures = {name: part.figure(f"{name}, {at}", "answers/s", rounds) for name, rounds in rates.items()}
            rows[f"answers a second, {at}"] = {name: _beside(figures[OURS], each) for name, each in figures.items()}
    return rows


def _beside(ours: Figure, theirs: Figure) -> str:
    if ours is theirs:
        return _number(theirs.value)
    times = sorted(ratios(ours, theirs))
    return f"{_number(theirs.value)} ({_number(times[len(times) // 2])})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _posts(part: Part, peers: list[Peer], servers: dict[str, Server], threads: int) -> dict[str, tuple[str, int]]:
    """What is told of each, and how many it accepted."""
    chance, by_name = random.Random(2), {peer.name: peer for peer in peers}
    loads: dict[str, list[Load]] = {name: [] for name in servers}
    for name in tqdm(list(servers) * ROUNDS, desc="peers, posts", disable=None):
        requests = _requests(by_name.get(name), servers[name].port, threads, chance)
        expected = SAID if name in by_name else ACCEPTED
        loads[name].append(drive(servers[name].port, requests, connections=CLIENTS, seconds=SECONDS, expected=expected))
    told = {}
    for name, all_ in loads.items():
        rate = part.figure(f"posts, {name}", "posts/s", [load.rate for load in all_])
        p99 = part.figure(f"p99 of posts, {name}", "ms", [load.p99 * 1000 for load in all_], less_is_better=True)
        told[name] = f"{rate.value:,.0f} ({p99.value:,.0f} ms)", sum(load.answers for load in all_)
    return told


def _requests(peer: Peer | None, port: int, threads: int, chance: random.Random) -> Iterator[bytes]:
    """Ours where there is no peer."""
    if peer is None:
        return prepared(port, POSTS, range(5, threads))
    return iter([peer.post(n, chance.randint(5, threads), f"{n} {write(chance)}") for n in range(POSTS)])

"""`python -m bench`: the service under load beside the limits of the machine; `--help` tells the rest."""

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from . import commits, costs, first_reads, peers, reads, room, space, starting, worker, writes
from .compare import compare
from .databases import Databases
from .findings import Part
from .machine import Noise
from .plan import FULL, QUICK, Plan
from .results import Results
from .serving import CORES, LOAD, ROOT

RESULTS = ROOT / "bench" / "results"
PARTS: dict[str, tuple[Callable[[Plan, Databases, Path], Part], str]] = {
    "reads": (reads.run, "6 minutes: a discussion read, cached, compressed, unchanged, uncached; beside the limits"),
    "first": (first_reads.run, "7 minutes: first reads at 10^4, 10^5 and 10^6 comments, with the query plans"),
    "writes": (writes.run, "5 minutes: posts beside bare durable inserts, reads beside posts"),
    "start": (starting.run, "1 minute: cold start, memory of web and worker"),
    "space": (space.run, "2 minutes: bytes on disk for each comment, by table and index, and what each is for"),
    "worker": (worker.run, "4 minutes: verdicts a second, a backlog, and what readers notice of it"),
    "costs": (costs.run, "1 minute: what a request costs inside the process, and in whose code"),
    "peers": (peers.run, "4 minutes: Isso and Waline, installed from the registries, with the same comments"),
    "room": (room.run, "10 minutes: the moderation room at a million comments"),
}


def main(given: Sequence[str] | None = None) -> None:
    told = _arguments(given)
    if told.parts[:1] == ["compare"]:
        _compare(told)
        return
    if unknown := set(told.parts) - set(PARTS):
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}; parts are {', '.join(PARTS)}.")
    plan = _plan(told)
    if len(CORES) > 1:
        os.sched_setaffinity(0, LOAD)
    else:
        _say("There is one core alone: servers and load share it, and the figures mean little.")
    results = Results(told.out, Noise())
    with tempfile.TemporaryDirectory(prefix="chiosa-bench-") as folder:
        try:
            _measure_all(
                told.parts or _wanted(plan), plan, results, (told.keep or Path(folder) / "databases").absolute()
            )
        finally:
            print(results, flush=True)
    if results.failed:
        raise SystemExit(f"These came to no end: {', '.join(results.failed)}.")


def _wanted(plan: Plan) -> list[str]:
    return [name for name in PARTS if plan.peers or name != "peers"]


def _measure_all(names: Sequence[str], plan: Plan, results: Results, standing: Path) -> None:
    """A part that fails takes no other with it."""
    standing.mkdir(parents=True, exist_ok=True)
    for name in names:
        results.noise.look()
        try:
            with results.noise.during(name):
                part = _measure(name, plan, standing)
        except (Exception, SystemExit) as error:
            traceback.print_exc()
            results.failed[name] = str(error) or type(error).__name__
            results.write()
        else:
            results.add(part)
            print(f"\n# {name}\n\n{part}\n", flush=True)
    results.noise.look()
    results.write()


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parts = "\n".join(f"  {name:8}{about}" for name, (_, about) in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"parts, in a full run on a quiet machine:\n{parts}\n\n"
        "compare A.json B.json tells what changed between two results, and whether it is more than noise;\n"
        "compare A B reads … measures two commits, in turn, three times, and tells the same",
    )
    parser.add_argument("parts", nargs="*", help="what to measure; all of it unless named", metavar="part")
    parser.add_argument("--quick", action="store_true", help="everything at a tiny size: shows that it runs, not more")
    parser.add_argument("--largest", type=int, help="comments in the largest database of first reads, like 10000000")
    parser.add_argument("--database", choices=FULL.databases, help="one of the two alone")
    parser.add_argument("--no-peers", action="store_true", help="leave out Isso and Waline")
    parser.add_argument("--keep", type=Path, help="a folder for filled databases; what is there is used again")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where JSON and pictures go (bench/results)")
    return parser.parse_args(given)


def _plan(told: argparse.Namespace) -> Plan:
    plan = QUICK if told.quick else FULL
    if told.database:
        plan = replace(plan, databases=(told.database,))
    if told.no_peers:
        plan = replace(plan, peers=False)
    if told.largest:
        plan = replace(plan, curve=(*(size for size in plan.curve if size < told.largest), told.largest))
    return plan


def _measure(name: str, plan: Plan, standing: Path) -> Part:
    began = time.perf_counter()
    _say(f"Measuring: {name} …")
    with tempfile.TemporaryDirectory(prefix=f"chiosa-bench-{name}-") as folder, Databases(standing, plan) as databases:
        part = PARTS[name][0](plan, databases, Path(folder))
    part.seconds = time.perf_counter() - began
    return part


def _compare(told: argparse.Namespace) -> None:
    _, *asked = told.parts
    if len(asked) < 2:
        raise SystemExit("Say which two: compare A.json B.json, or compare A B reads")
    one, other, *parts = asked
    if one.endswith(".json") and other.endswith(".json"):
        results = [json.loads(Path(file).read_text()) for file in (one, other)]
    else:
        results = commits.measure([one, other], [*parts, *(["--quick"] if told.quick else [])])
    print(compare(*results))


def _say(what: str) -> None:
    print(what, file=sys.stderr)


if __name__ == "__main__":
    main()

"""`python -m bench`: the service under load beside the limits of the machine; `--help` tells the rest."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import first_reads, peers, reads, room, space, starting, worker, writes
from .compare import compare
from .databases import Databases
from .findings import Part
from .machine import Noise
from .pictures import draw
from .plan import FULL, QUICK, Plan
from .serving import CORES, LOAD, ROOT

RESULTS = ROOT / "bench" / "results"
PARTS: dict[str, tuple[Callable[[Plan, Databases, Path], Part], str]] = {
    "reads": (reads.run, "6 minutes: a discussion read, cached, compressed, unchanged, uncached; beside the limits"),
    "first": (first_reads.run, "8 minutes: first reads at 10^4, 10^5 and 10^6 comments, with the query plans"),
    "writes": (writes.run, "4 minutes: posts beside bare durable inserts, reads beside posts"),
    "start": (starting.run, "1 minute: cold start, memory of web and worker"),
    "space": (space.run, "2 minutes: bytes on disk for each comment, by table and index"),
    "worker": (worker.run, "2 minutes: verdicts a second, a backlog, and what readers notice of it"),
    "room": (room.run, "10 minutes: the moderation room at a million comments"),
    "peers": (peers.run, "6 minutes: Isso and Waline, installed from the registries, with the same comments"),
}


def main(given: Sequence[str] | None = None) -> None:
    told = _arguments(given)
    if told.parts[:1] == ["compare"]:
        print(compare(*map(_loaded, told.parts[1:])))
        return
    if unknown := set(told.parts) - set(PARTS):
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}; parts are {', '.join(PARTS)}.")
    plan = _plan(told)
    if len(CORES) > 1:
        os.sched_setaffinity(0, LOAD)
    else:
        _say("There is one core alone: servers and load share it, and the figures mean little.")
    noise, found = Noise(), []
    with tempfile.TemporaryDirectory(prefix="chiosa-bench-") as folder:
        standing = (told.keep or Path(folder) / "databases").absolute()
        standing.mkdir(parents=True, exist_ok=True)
        for name in told.parts or [name for name in PARTS if plan.peers or name != "peers"]:
            noise.look()
            found.append(_measure(name, plan, standing, Path(folder) / name))
            print(f"\n# {name}\n\n{found[-1]}\n", flush=True)
    noise.look()
    print(_goals(found), noise, sep="\n\n")
    _keep(found, noise, told.out)


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parts = "\n".join(f"  {name:8}{about}" for name, (_, about) in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"parts, in a full run on a quiet machine:\n{parts}\n\n"
        "compare A.json B.json tells what changed between two results, and whether it is more than noise",
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


def _measure(name: str, plan: Plan, standing: Path, folder: Path) -> Part:
    began = time.perf_counter()
    _say(f"Measuring: {name} …")
    folder.mkdir()
    with Databases(standing, plan) as databases:
        part = PARTS[name][0](plan, databases, folder)
    part.seconds = time.perf_counter() - began
    return part


def _goals(found: list[Part]) -> str:
    return "\n".join(["# Goals", "", *(str(goal) for part in found for goal in part.goals)])


def _keep(found: list[Part], noise: Noise, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    told = {
        "commit": _commit(),
        "at": name,
        "machine": noise.as_json(),
        "parts": {part.name: part.as_json() for part in found},
        "goals": [goal for part in found for goal in part.as_json()["goals"]],
    }
    (out / f"{name}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False))
    for title, picture in draw(told):
        (out / f"{name}-{title}.svg").write_text(picture)
    _say(f"Kept in {out}/{name}.json, with pictures beside it")


def _commit() -> str:
    """What was measured, as git knows it; nothing where there is no git."""
    try:
        said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    except OSError:
        return ""
    return said.stdout.strip()


def _loaded(path: str) -> Any:
    return json.loads(Path(path).read_text())


def _say(what: str) -> None:
    print(what, file=sys.stderr)


if __name__ == "__main__":
    main()

"""`python -m bench.widget`: visit the same discussion with every contestant in turn, print a table.

`--look FOLDER` keeps a picture of each; `--visits N` says how often each is visited.
"""

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from bench.serving import ROOT
from tests.chromium import find

from . import ours
from .contestant import Contestant
from .discussion import SIZES
from .downloads import downloaded
from .host import page
from .peers import PEERS
from .report import Report
from .server import HostPages, Service, served
from .visit import heap, visit

RESULTS = ROOT / "bench" / "results"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Nobody outside is asked."""
FEW, MANY = SIZES


def main() -> None:
    told = _arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chiosa-bench-")))
        home = HostPages()
        stack.enter_context(served(home))
        contestants = [*stack.enter_context(ours.contestants(folder, home.origin)), *PEERS]
        for contestant in contestants:
            service = Service(contestant, downloaded())
            stack.enter_context(served(service))
            _publish(home, contestant, service.origin)
        chromium = stack.enter_context(sync_playwright()).chromium
        browser = chromium.launch(executable_path=find(), args=[*FLAGS, ALONE])
        stack.callback(browser.close)
        report = _measure(browser, home, contestants, told)
    print(report)
    _keep(report)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.widget")
    parser.add_argument("--look", type=Path, help="keep a picture of each contestant in this folder")
    parser.add_argument("--visits", type=int, default=5)
    return parser.parse_args()


def _publish(home: HostPages, contestant: Contestant, service: str) -> None:
    head, body = (part.replace("{service}", service) for part in (contestant.head, contestant.body))
    for size in SIZES:
        for has_room in (False, True):
            path = f"/article/{size}"
            home.pages[_address(contestant, size, has_room)] = page(head, body, path, has_room=has_room)


def _address(contestant: Contestant, size: int, has_room: bool = False) -> str:
    """One path for all, by which everybody knows the discussion."""
    return f"/article/{size}?{contestant.key}{'&room' if has_room else ''}"


def _measure(browser: Browser, home: HostPages, contestants: list[Contestant], told: argparse.Namespace) -> Report:
    """The first visit of each warms the servers and counts only as the one with room."""
    report = Report(contestants)
    for contestant in contestants:
        look = told.look / f"{contestant.key}.png" if told.look else None
        report.with_room[contestant.key] = visit(browser, home.origin + _address(contestant, FEW, True), look)
    for _ in tqdm(range(told.visits), "visits", file=sys.stderr):
        for contestant in contestants:
            report.visits[contestant.key].append(visit(browser, home.origin + _address(contestant, FEW)))
    for contestant in contestants:
        report.heap[contestant.key] = heap(browser, home.origin + _address(contestant, MANY), contestant.more)
    return report


def _keep(report: Report) -> None:
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"widget-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    file.write_text(json.dumps(report.as_json(), indent=1))
    print(f"Kept in {file.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()

"""Start and size: how long until the first answer, and the memory of web and worker, idle and under load."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from .databases import Databases, Settings
from .fill import HOME
from .findings import Part, Table
from .load import drive
from .plan import Plan
from .posts import prepared
from .processes import cpu, mapped, pss
from .reads import request, thread_path
from .serving import Server, await_answer, free_port, running, served
from .writes import ACCEPTED, CLIENTS, READERS

MB = 1e6
SECOND, IDLE, LOADED = 1.0, 100, 150
MEMORY = ["", "from one process", "web by itself", "worker by itself", "together"]
FILE = ".db"


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes of memory."""

    whole: int
    file: int
    """Of it pages of the database's file, which the system takes back when it needs them."""


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part = Part("start")
    with databases.copied("sqlite", plan.comments) as told:
        compiled = told | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        _, compiling = _start(compiled)
        starts = [_start(compiled) for _ in range(plan.starts)]
        rows = _memory(plan, part, compiled)
    passed = part.figure("cold start to the first discussion", "s", [wall for wall, _ in starts], less_is_better=True)
    worked = part.figure("cold start, processor time", "s", [work for _, work in starts], less_is_better=True)
    columns = ["cold start to the first discussion", "seconds", "of them work of the processor"]
    row = [f"median of {plan.starts}", f"{passed.value:.2f}", f"{worked.value:.2f}"]
    part.tables.insert(0, Table("Start: one process for the web, its master beside it", columns, [row]))
    part.notes.append(
        "Python's modules were compiled beforehand, as pip does when it installs them: "
        f"a start that had to compile them all took {compiling:.2f} s of work."
    )
    said = f"{passed.value:.2f} s, of which {worked.value:.2f} s were work"
    part.goal("cold start to the first answer", f"under {SECOND:g} s", said, passed.value < SECOND)
    part.tables.append(Table("Memory (PSS), MB", MEMORY, rows))
    return part


def _start(told: Settings) -> tuple[float, float]:
    """Seconds that passed and seconds of work, from the command to the whole answer about a discussion."""
    port = free_port()
    began = time.perf_counter()
    with running(["blueprints.serving", "web"], told | {"CHIOSA_PORT": str(port)}) as process:
        await_answer(port, process, thread_path(2), pause=0.005)
        return time.perf_counter() - began, cpu(process.pid)


def _memory(plan: Plan, part: Part, told: Settings) -> list[list[str]]:
    """From one process, where they share what both have loaded, and each by itself."""
    with served(["blueprints.both"], told) as both:
        _load(plan, both, [both.pid])  # so that all modules are compiled
    with served(["blueprints.both"], told) as both:
        together = _idle_and_loaded(plan, both, both.pid)
    with ExitStack() as stack:
        worker = stack.enter_context(running(["jobs"], told)).pid
        web = stack.enter_context(served(["blueprints.serving", "web"], told))
        apart = _idle_and_loaded(plan, web, web.pid, worker)
    rows = []
    stated = (("idle", IDLE), ("under load", LOADED))
    for (name, limit), (one,), (of_web, of_worker) in zip(stated, together, apart, strict=True):
        taken = one.whole / MB
        part.figure(f"memory, {name}", "MB", [taken], less_is_better=True)
        part.goal(f"memory of web and worker together, {name}", f"under {limit} MB", f"{taken:.0f} MB", taken < limit)
        each = (one, of_web, of_worker, Taken(of_web.whole + of_worker.whole, of_web.file + of_worker.file))
        rows.append([name, *(f"{taken.whole / MB:.0f}" for taken in each)])
        rows.append(["… of it pages of the database's file", *(f"{taken.file / MB:.0f}" for taken in each)])
    return rows


def _idle_and_loaded(plan: Plan, web: Server, *pids: int) -> tuple[list[Taken], list[Taken]]:
    """What each process takes with its children. Under load: the most between stretches of reading and of posting."""
    drive(web.port, iter([request(thread_path(1), {"Origin": HOME})]), connections=1, seconds=5)
    _settle(pids[-1])
    idle = [_taken(pid) for pid in pids]
    return idle, max((_load(plan, web, pids) for _ in range(plan.post_rounds)), key=_whole)


def _settle(pid: int) -> None:
    """Until it has not worked for half a second."""
    before, now = -1.0, cpu(pid)
    while now - before > 0.02:
        time.sleep(0.5)
        before, now = now, cpu(pid)


def _load(plan: Plan, web: Server, pids: Sequence[int]) -> list[Taken]:
    """Many discussions are read, so that what the service keeps fills up, and comments are posted."""
    most = max(2, min(2_000, plan.comments // 120))
    reads = cycle([request(thread_path(number), {"Origin": HOME}) for number in range(1, most)])
    drive(web.port, reads, connections=READERS, seconds=plan.post_seconds)
    after_reads = [_taken(pid) for pid in pids]
    posts = prepared(web.port, int(100 * plan.post_seconds), range(1, most))
    drive(web.port, posts, connections=CLIENTS, seconds=plan.post_seconds, expected=ACCEPTED)
    return max(after_reads, [_taken(pid) for pid in pids], key=_whole)


def _taken(pid: int) -> Taken:
    return Taken(pss(pid), mapped(pid, FILE))


def _whole(each: Sequence[Taken]) -> int:
    return sum(taken.whole for taken in each)

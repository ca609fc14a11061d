"""Start and size: how long until the first answer, and the memory of web and worker, idle and under load."""

import time
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path

from .databases import Databases, Settings
from .fill import HOME
from .findings import Part, Table
from .load import drive
from .plan import Plan
from .posts import prepared
from .processes import cpu, pss
from .reads import request, thread_path
from .serving import Server, await_answer, free_port, running, served
from .writes import ACCEPTED, CLIENTS, READERS

MB = 1e6
SECOND, IDLE, LOADED = 1.0, 100, 150


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part = Part("start")
    with databases.copied("sqlite", plan.comments) as told:
        compiled = told | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        _, compiling = _start(compiled)
        starts = [_start(compiled) for _ in range(plan.starts)]
        rows = _memory(plan, part, told)
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
    part.tables.append(Table("Memory (PSS), MB", ["", "web", "worker", "together"], rows))
    return part


def _start(told: Settings) -> tuple[float, float]:
    """Seconds that passed and seconds of work, from the command to the whole answer about a discussion."""
    port = free_port()
    began = time.perf_counter()
    with running(["blueprints.serving", "web"], told | {"CHIOSA_PORT": str(port)}) as process:
        await_answer(port, process, thread_path(2), pause=0.005)
        return time.perf_counter() - began, cpu(process.pid)


def _memory(plan: Plan, part: Part, told: Settings) -> list[list[str]]:
    """Under load: the highest that was seen between stretches of reading and of posting."""
    with ExitStack() as stack:
        worker = stack.enter_context(running(["flask", "--app", "app", "worker"], told)).pid
        web = stack.enter_context(served(["blueprints.serving", "web"], told))
        drive(web.port, iter([request(thread_path(1), {"Origin": HOME})]), connections=1, seconds=5)
        _settle(worker)
        idle = pss(web.pid), pss(worker)
        seen = [_load(plan, web, worker) for _ in range(plan.post_rounds)]
    loaded = max(seen, key=sum)
    rows = []
    for name, (of_web, of_worker), limit in (("idle", idle, IDLE), ("under load", loaded, LOADED)):
        both = (of_web + of_worker) / MB
        part.figure(f"memory, {name}", "MB", [both], less_is_better=True)
        part.goal(f"memory of web and worker together, {name}", f"under {limit} MB", f"{both:.0f} MB", both < limit)
        rows.append([name, f"{of_web / MB:.0f}", f"{of_worker / MB:.0f}", f"{both:.0f}"])
    return rows


def _settle(pid: int) -> None:
    """Until it has not worked for half a second."""
    before, now = -1.0, cpu(pid)
    while now - before > 0.02:
        time.sleep(0.5)
        before, now = now, cpu(pid)


def _load(plan: Plan, web: Server, worker: int) -> tuple[int, int]:
    """Many discussions are read, so that what the service keeps fills up, and comments are posted."""
    most = max(2, min(2_000, plan.comments // 120))
    reads = cycle([request(thread_path(number), {"Origin": HOME}) for number in range(1, most)])
    drive(web.port, reads, connections=READERS, seconds=plan.post_seconds)
    after_reads = pss(web.pid), pss(worker)
    posts = prepared(web.port, int(100 * plan.post_seconds), range(1, most))
    drive(web.port, posts, connections=CLIENTS, seconds=plan.post_seconds, expected=ACCEPTED)
    return max(after_reads, (pss(web.pid), pss(worker)), key=sum)

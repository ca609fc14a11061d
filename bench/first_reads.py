"""First reads: nothing kept, each time another page, one connection; at more and more comments, on both databases."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from tqdm import tqdm

from .databases import Databases, Settings, application
from .fill import HOME, SIZE, page_of
from .findings import Figure, Part, Table, ratios
from .load import drive
from .plan import Plan
from .plans import Asked, plans_of
from .processes import cpu
from .reads import database_of, request, straight_path, thread_path
from .serving import Server, get, served

SERVICE, STRAIGHT = "service", "straightforward view"
THREADS, LONG, FIRST = f"threads of {SIZE}", "pages of a long thread", "first page of a long thread"
GOAL, FLAT = 4.0, 0.2


@dataclass(frozen=True, slots=True)
class Subject:
    server: str
    pages: str
    kind: str
    comments: int
    at: Server
    requests: Iterator[bytes]

    @property
    def key(self) -> tuple[str, str, str, int]:
        return self.server, self.pages, self.kind, self.comments


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part, found = Part("first reads"), []
    with ExitStack() as stack:
        for kind in plan.databases:
            for comments in plan.curve:
                told = databases.filled(kind, comments)
                found += list(_subjects(plan, stack, told, kind, comments))
        rates, costs = _measure(plan, part, found)
    _report(plan, part, rates, costs)
    _keep_plans(plan, part, databases)
    return part


def _subjects(plan: Plan, stack: ExitStack, told: Settings, kind: str, comments: int) -> Iterator[Subject]:
    ours = stack.enter_context(served(["blueprints.serving", "web"], told | {"CHIOSA_CACHE_MEGABYTES": "0"}))
    theirs = stack.enter_context(served(["bench.bare", "straightforward"], told | database_of(told)))
    known = plan.known(comments)
    long, others = len(known), (comments - sum(known)) // SIZE
    pages = list(_long_thread(ours.port, long, plan.first_pages))
    numbers = range(long + 1, long + 1 + min(plan.first_pages, others))
    origin = {"Origin": HOME}
    asked = {
        (SERVICE, THREADS): [request(thread_path(number), origin) for number in numbers],
        (STRAIGHT, THREADS): [request(straight_path(page_of(number)), origin) for number in numbers],
        (SERVICE, LONG): [request(thread_path(long, **_told(cursor=cursor)), origin) for cursor, _ in pages],
        (STRAIGHT, LONG): [
            request(straight_path(page_of(long), **_told(before=before)), origin) for _, before in pages
        ],
        (SERVICE, FIRST): [request(thread_path(long), origin)],
        (STRAIGHT, FIRST): [request(straight_path(page_of(long)), origin)],
    }
    for cursor, before in [pages[0], pages[-1]]:
        _compare(
            get(ours.port, thread_path(long, **_told(cursor=cursor)), origin),
            get(theirs.port, straight_path(page_of(long), **_told(before=before)), origin),
        )
    for (server, what), requests in asked.items():
        yield Subject(server, what, kind, comments, ours if server == SERVICE else theirs, cycle(requests))


def _compare(ours: tuple[Any, bytes], theirs: tuple[Any, bytes]) -> None:
    """Only who says the same can be compared."""
    if json.loads(ours[1]) != json.loads(theirs[1]):
        raise SystemExit("The straightforward view answers with another page than the service.")


def _told(**known: object) -> dict[str, str]:
    return {name: str(value) for name, value in known.items() if value}


def _long_thread(port: int, number: int, most: int) -> Iterator[tuple[str | None, int]]:
    """Where each page of the thread begins: our cursor, and the last root of the page before."""
    cursor, before = None, 0
    for _ in range(most):
        yield cursor, before
        _, body = get(port, thread_path(number, **_told(cursor=cursor)), {"Origin": HOME})
        told = json.loads(body)
        if not (cursor := told["next"]):
            return
        before = told["comments"][-1]["id"]


Figures = dict[tuple[str, str, str, int], Figure]


def _measure(plan: Plan, part: Part, subjects: list[Subject]) -> tuple[Figures, Figures]:
    """Answers a second, and milliseconds of work of the web process for each."""
    rates: dict[Any, list[float]] = {subject.key: [] for subject in subjects}
    costs: dict[Any, list[float]] = {subject.key: [] for subject in subjects}
    for subject in subjects:
        _ask(subject, min(0.3, plan.seconds))
    for subject in tqdm(subjects * plan.rounds, desc="first reads", disable=None):
        rate, cost = _ask(subject, plan.seconds)
        rates[subject.key].append(rate)
        costs[subject.key].append(cost)
    at = {key: f"{key[0]}, {key[1]}, {key[2]}, {key[3]} comments" for key in rates}
    return (
        {key: part.figure(at[key], "answers/s", rounds) for key, rounds in rates.items()},
        {key: part.figure(f"work, {at[key]}", "ms", all_, less_is_better=True) for key, all_ in costs.items()},
    )


def _ask(subject: Subject, seconds: float) -> tuple[float, float]:
    worked = cpu(subject.at.pid)
    load = drive(subject.at.port, subject.requests, connections=1, seconds=seconds)
    if load.others:
        raise SystemExit(f"{subject.server} answered with {dict(load.others)} instead of 200.")
    return load.rate, (cpu(subject.at.pid) - worked) / load.answers * 1000


def _report(plan: Plan, part: Part, rates: Figures, costs: Figures) -> None:
    columns = ["comments in the database", *(f"{comments:,}" for comments in plan.curve)]
    for what in (THREADS, LONG, FIRST):
        rows = []
        for kind in plan.databases:
            keys = [(SERVICE, what, kind, comments) for comments in plan.curve]
            others = [(STRAIGHT, *key[1:]) for key in keys]
            times = [f" ({_times(rates, key):.2g})" for key in keys]
            rows.append([f"{kind}, service", *(f"{rates[k].value:,.0f}{t}" for k, t in zip(keys, times, strict=True))])
            rows.append([f"{kind}, straightforward view", *(f"{rates[key].value:,.0f}" for key in others)])
            rows.append([f"{kind}, service, ms of work", *(f"{costs[key].value:.2f}" for key in keys)])
            rows.append([f"{kind}, straightforward view, ms of work", *(f"{costs[key].value:.2f}" for key in others)])
        title = f"First reads, {what}: answers a second (times the straightforward view's), one connection"
        part.tables.append(Table(title, columns, rows))
    long = ", ".join(f"{plan.known(comments)[-1]:,}" for comments in plan.curve)
    part.notes.append(f"The long threads have {long} comments. The files lay in the machine's memory.")
    _goals(plan, part, rates, costs)


def _times(rates: Figures, key: tuple[str, str, str, int]) -> float:
    times = sorted(ratios(rates[key], rates[STRAIGHT, key[1], key[2], key[3]]))
    return times[len(times) // 2]


def _goals(plan: Plan, part: Part, rates: Figures, costs: Figures) -> None:
    most = plan.curve[-1]
    for kind in plan.databases:
        times = _times(rates, (SERVICE, LONG, kind, most))
        said = f"first reads of pages of a long thread among {most:,} comments, {kind}"
        part.goal(said, f"at least {GOAL:g} times the straightforward view", f"{times:.2g} times", times >= GOAL)
        for what in (THREADS, LONG, FIRST):
            values = [rates[SERVICE, what, kind, comments].value for comments in plan.curve]
            work = [costs[SERVICE, what, kind, comments].value for comments in plan.curve]
            slower, dearer = max(0.0, 1 - values[-1] / values[0]), work[-1] / work[0] - 1 if work[0] else 0.0
            said = f"{slower:.0%} fewer answers a second, {dearer:+.0%} work each"
            name = f"first reads, {what}, {kind}: {plan.curve[0]:,} to {most:,} comments"
            part.goal(name, f"flat within {FLAT:.0%}", said, slower <= FLAT)
        _goal_of_length(plan, part, costs, kind)


def _goal_of_length(plan: Plan, part: Part, costs: Figures, kind: str) -> None:
    """A first page holds as many discussions' beginnings as any other, however long the thread is."""
    most = plan.curve[-1]
    short, long = (costs[SERVICE, what, kind, most].value for what in (THREADS, FIRST))
    dearer = long / short - 1 if short else 0.0
    name = f"first page of a thread of {plan.known(most)[-1]:,} beside one of {SIZE}, {kind}"
    part.goal(name, f"at most {FLAT:.0%} more work", f"{dearer:+.0%} work", dearer <= FLAT)


def _keep_plans(plan: Plan, part: Part, databases: Databases) -> None:
    """What the database does for one first read, at the largest size."""
    for kind in plan.databases:
        told = databases.filled(kind, plan.curve[-1]) | {"CHIOSA_CACHE_MEGABYTES": "0"}
        with application(told) as app:
            asked: list[Asked] = plans_of(app, thread_path(len(plan.known(plan.curve[-1]))), {"Origin": HOME})
        part.details[f"query plans, {kind}"] = [{"statement": each.statement, "plan": each.plan} for each in asked]
        lines = [f"  {line}" for each in asked for line in [each.short, *(f"  {step}" for step in each.steps)]]
        title = f"Query plans of a first read, {kind}, {plan.curve[-1]:,} comments ({len(asked)} statements):"
        part.notes.append("\n".join([title, *lines]))

"""What was found, as pictures: for each what a reader of the figures asks first."""

from collections.abc import Callable, Iterator
from typing import Any

from .charts import Bars, Lines, bar_chart, line_chart, share_chart

Pictures = Iterator[tuple[str, str]]
KINDS = ("sqlite", "postgresql")
LEAST = 20
"""Bytes a comment: what weighs less is in the table alone."""
DISCUSSION = "A discussion of 100 comments: answers a second"


def draw(told: Any) -> Iterator[tuple[str, str]]:
    """The name of a file and the picture, for whatever was measured."""
    for name, picture in PICTURES.items():
        if name in told["parts"]:
            yield from picture(told["parts"][name])


def _of_reads(part: Any) -> Pictures:
    for connections, said in ((1, "1 connection"), (32, "32 connections")):
        if bars := _reads(part, connections):
            yield f"reads-{connections}", bar_chart(f"{DISCUSSION}, {said}", bars, "answers a second")


def _of_first_reads(part: Any) -> Pictures:
    if lines := _curve(part):
        yield "first-reads", line_chart("First reads of a long discussion, one connection", lines)


def _of_writes(part: Any) -> Pictures:
    for kind in KINDS:
        if bars := [*_middles(part, "bare durable ", f", {kind}"), *_middles(part, "posts, 16 ", f", {kind}")]:
            named = [
                (said, value) for said, (_, value) in zip(("bare inserts", "service, 16 clients"), bars, strict=True)
            ]
            yield f"writes-{kind}", bar_chart(f"Comments stored a second, safe on disk, {kind}", named, "a second")


def _of_space(part: Any) -> Pictures:
    for kind in KINDS:
        if bars := _space(part, kind):
            title = f"Bytes on disk for each comment, {kind}"
            yield f"space-{kind}", bar_chart(title, bars, "bytes", marked=("text", "all"), even=True)


def _of_costs(part: Any) -> Pictures:
    said = {name: _time(value) for name, value in _middles(part, "work, ", "")}
    yield "costs", share_chart("Where a request's work goes, inside the process", part["details"]["shares"], said)


def _of_peers(part: Any) -> Pictures:
    if bars := _middles(part, "", ", 100 comments, 1 connections"):
        yield "peers", bar_chart(f"{DISCUSSION}, 1 connection", bars, "answers a second")


PICTURES: dict[str, Callable[[Any], Pictures]] = {
    "reads": _of_reads,
    "first reads": _of_first_reads,
    "writes": _of_writes,
    "space": _of_space,
    "costs": _of_costs,
    "peers": _of_peers,
}


def _middles(part: Any, prefix: str, suffix: str) -> Bars:
    found = []
    for figure in part["figures"]:
        name = figure["name"].partition(": ")[2]
        if name.startswith(prefix) and name.endswith(suffix):
            rounds = sorted(figure["rounds"])
            found.append((name.removeprefix(prefix).removesuffix(suffix), rounds[len(rounds) // 2]))
    return found


def _reads(part: Any, connections: int) -> Bars:
    bars = _middles(part, "", f", 100 comments, {connections} connections")
    return [(name, value) for name, value in bars if not name.startswith(("p99", "share", "work"))]


def _curve(part: Any) -> Lines:
    lines: Lines = {}
    for server, said in (("service", ""), ("straightforward view", "straightforward, ")):
        for kind in KINDS:
            for comments, value in _middles(part, f"{server}, pages of a long thread, {kind}, ", " comments"):
                lines.setdefault(f"{said}{kind}", []).append((float(comments), value))
    return lines


def _space(part: Any, kind: str) -> Bars:
    rows = [row for table in part["tables"] if table["title"].startswith(f"On disk, {kind}") for row in table["rows"]]
    sizes = [(name, float(size.replace(",", ""))) for name, size, *_ in rows]
    return [(name, size) for name, size in sizes if size >= LEAST]


def _time(ms: float) -> str:
    return f"{ms:.2f} ms" if ms >= 0.1 else f"{ms * 1000:.1f} µs"

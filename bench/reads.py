"""Reading a thread: the service without and with its cache and answering 304, beside bare answers of the same bytes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from tqdm import tqdm

from .fill import HOME, KEY, SIZES, page_of
from .load import Load, drive
from .serving import get

CONNECTIONS, ROUNDS, SECONDS = 16, 5, 0.7


@dataclass(frozen=True, slots=True)
class Subject:
    """One server asked for one thing, over and over."""

    server: str
    size: int
    port: int
    request: bytes
    status: int = 200


@dataclass(frozen=True, slots=True)
class Servers:
    cached: int
    uncached: int
    flask: int
    wsgi: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What the answer about a thread of this size holds: one page of it."""

    comments: int
    bytes: int


def save_answers(port: int, folder: Path) -> dict[int, Shown]:
    """Keep the service's answer about each thread, for the bare servers to send; what is in them."""
    shown = {}
    for number, size in enumerate(SIZES, 1):
        _, body = get(port, _path(number), {"Origin": HOME})
        (folder / str(size)).write_bytes(body)
        shown[size] = Shown(_count(json.loads(body)["comments"]), len(body))
    return shown


def measure(servers: Servers) -> dict[tuple[str, int], list[Load]]:
    """Each round asks every server about every thread, one after the other, so that noise meets all alike."""
    subjects = list(_subjects(servers))
    found: dict[tuple[str, int], list[Load]] = {(each.server, each.size): [] for each in subjects}
    for subject in subjects:
        _ask(subject, 0.2)
    for subject in tqdm(subjects * ROUNDS, desc="reads", disable=None):
        found[subject.server, subject.size].append(_ask(subject, SECONDS))
    return found


def middle(loads: list[Load]) -> Load:
    return sorted(loads, key=lambda load: load.rate)[len(loads) // 2]


def ratio(loads: list[Load], others: list[Load]) -> float:
    """The median of the rounds' ratios."""
    return median(load.rate / other.rate for load, other in zip(loads, others, strict=True))


def _ask(subject: Subject, seconds: float) -> Load:
    requests = repeat(subject.request)
    load = drive(subject.port, requests, connections=CONNECTIONS, seconds=seconds, expected=subject.status)
    if load.others:
        raise SystemExit(f"{subject.server} answered with {dict(load.others)} instead of {subject.status}.")
    return load


def _subjects(servers: Servers) -> Iterator[Subject]:
    for number, size in enumerate(SIZES, 1):
        path, origin = _path(number), {"Origin": HOME}
        etag = get(servers.cached, path, origin)[0]["etag"]
        yield Subject("uncached", size, servers.uncached, request(path, origin))
        yield Subject("cached", size, servers.cached, request(path, origin))
        yield Subject("304", size, servers.cached, request(path, origin | {"If-None-Match": etag}), 304)
        yield Subject("flask", size, servers.flask, request(f"/{size}"))
        yield Subject("wsgi", size, servers.wsgi, request(f"/{size}"))
        yield Subject("flask 304", size, servers.flask, request("/304"), 304)
        yield Subject("wsgi 304", size, servers.wsgi, request("/304"), 304)


def request(path: str, headers: dict[str, str] | None = None) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def _path(thread: int) -> str:
    return "/api/v1/threads?" + urlencode({"site": KEY, "url": page_of(thread)})


def _count(comments: list[dict[str, list[dict[str, object]]]]) -> int:
    return sum(1 + _count(comment["replies"]) for comment in comments)  # type: ignore[arg-type]

"""The service behind a caching nginx: what that keeps and in how many forms, and how long a post stays unseen."""

import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from .databases import Databases
from .fill import HOME, KEY, page_of
from .findings import Part, Table
from .load import drive
from .nginx import STATUS, caching_nginx
from .plan import Plan
from .posts import prepared
from .serving import Server, get, served

PAGE = {"site": KEY, "url": page_of(1)}
ASKED = {
    "a discussion": ("/api/v1/threads", PAGE),
    "what is new in it": ("/api/v1/changes", PAGE | {"since": "1"}),
    "counts": ("/api/v1/counts", PAGE),
    "the latest comments": ("/api/v1/latest", {"site": KEY}),
    "a discussion's feed": ("/feeds/thread.atom", PAGE),
    "the page without a script": ("/embed/thread.html", PAGE),
    "the widget": ("/embed.js", {}),
    "a form": ("/api/v1/form", PAGE),
}
BROWSERS = ("gzip, deflate, br, zstd", "gzip, deflate, br", "gzip, deflate", "gzip", "identity")
"""The Accept-Encoding of Chrome, Edge and Firefox; of Safari; of old browsers; of programs."""
LASTS, FETCH = 2.0, 0.5
"""Seconds: s-maxage and one more, because nginx counts whole seconds; what a fetch may take on a busy machine."""


def look(part: Part, plan: Plan, databases: Databases, folder: Path) -> None:
    with (
        databases.copied("sqlite", plan.comments) as told,
        served(["blueprints.serving", "web"], told) as web,
        caching_nginx(web, folder) as front,
    ):
        columns = ["behind a caching nginx", "first", "again", "two seconds later", "then"]
        title = "Who answers: HIT and STALE are the cache's own answers"
        part.tables.append(Table(title, columns, _rounds(front)))
        _count_forms(part, front, folder / "kept")
        _watch_posts(part, plan, front)


def _path(path: str, asked: dict[str, str]) -> str:
    return f"{path}?{urlencode(asked)}"


def _rounds(front: Server) -> list[list[str]]:
    """What the cache says of the first answer to each, the second, one after its time, and the one after that."""
    said = []
    for pause in (0, 0, LASTS + 0.1, 0.3):
        time.sleep(pause)
        said.append([_ask(front, _path(*asked))[0] for asked in ASKED.values()])
    return [[name, *cells] for name, *cells in zip(ASKED, *said, strict=True)]


def _ask(front: Server, path: str, accepted: str = BROWSERS[0]) -> tuple[str, bytes]:
    headers, body = get(front.port, path, {"Origin": HOME, "Accept-Encoding": accepted})
    return headers.get(STATUS, "–"), body


def _count_forms(part: Part, front: Server, kept: Path) -> None:
    path, before = _path("/api/v1/threads", {"site": KEY, "url": page_of(2)}), _files(kept)
    for accepted in BROWSERS * 2:
        _ask(front, path, accepted)
    part.notes.append(
        f"A discussion that is asked for from one page with {len(BROWSERS)} kinds of Accept-Encoding is kept "
        f"in {_files(kept) - before} forms."
    )


def _files(folder: Path) -> int:
    return sum(file.is_file() for file in folder.rglob("*"))


def _watch_posts(part: Part, plan: Plan, front: Server) -> None:
    thread = range(1, 2)
    seconds = [_until_it_shows(front, post) for post in prepared(front.port, plan.post_rounds, thread)]
    figure = part.figure("behind a caching nginx, a post shows after", "s", seconds, less_is_better=True)
    said, wanted = f"{figure.value:.2f} s, {max(seconds):.2f} s at most", f"after {LASTS:.0f} s and a fetch"
    part.goal("behind a caching nginx a post shows", wanted, said, max(seconds) < LASTS + FETCH)


def _until_it_shows(front: Server, post: bytes) -> float:
    """To a reader whose discussion is read all the time."""
    path = _path(*ASKED["a discussion"])
    before = _comments(front, path)
    drive(front.port, iter([post]), connections=1, seconds=1, expected=frozenset({201, 202}))
    posted = time.monotonic()
    while _comments(front, path) == before and time.monotonic() < posted + 10 * LASTS:
        time.sleep(0.01)
    return time.monotonic() - posted


def _comments(front: Server, path: str) -> Any:
    return json.loads(_ask(front, path, "identity")[1])["thread"]["count"]

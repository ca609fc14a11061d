"""Requests that post: each comment from a visitor and a network of its own, through the whole public path."""

import json
import random
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode

from services.spam.work import solve

from .fill import HOME, KEY, page_of, write

NAME = "Bench"
_numbers = count()


def prepared(port: int, count_: int, threads: range) -> Iterator[bytes]:
    """Requests whose forms have been opened."""
    return iter(list(_requests(port, count_, threads)))


def _requests(port: int, count_: int, threads: range) -> Iterator[bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(count_):
        number = next(_numbers)
        chance = random.Random(number)
        place = {"site": KEY, "url": page_of(chance.choice(threads))}
        sender = {"Origin": HOME, "X-Forwarded-For": f"10.{number // 256 % 256}.{number % 256}.1"}
        connection.request("GET", "/api/v1/form?" + urlencode(place), headers=sender)
        told = json.loads(connection.getresponse().read())
        work = solve(told["work"]) if told["work"] else None
        body = place | {"name": NAME, "text": write(chance), "form": told["form"], "work": work}
        yield post("/api/v1/comments", body, sender | {"Authorization": f"Bearer {told['visitor']}"})
    connection.close()


def post(path: str, body: dict[str, object], headers: dict[str, str]) -> bytes:
    content = json.dumps(body).encode()
    told = {"Host": "127.0.0.1", **headers, "Content-Type": "application/json", "Content-Length": str(len(content))}
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode() + content

"""Writing: each comment from a visitor and a network of its own, through the whole public path."""

import json
import random
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode

from services.spam.work import solve

from .fill import HOME, KEY, SIZES, THREADS, page_of, write
from .load import Load, drive

CLIENTS, POSTS, SECONDS = 16, 2_000, 20.0


def measure(port: int) -> Load:
    """Comments accepted and published. Their forms were opened before, for as long as the site expects of a person."""
    requests = list(_requests(port))
    time.sleep(3)
    return drive(port, iter(requests), connections=CLIENTS, seconds=SECONDS, expected=201)


def _requests(port: int) -> Iterator[bytes]:
    chance = random.Random(11)
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for number in range(POSTS):
        place = {"site": KEY, "url": page_of(len(SIZES) + chance.randint(1, THREADS))}
        sender = {"Origin": HOME, "X-Forwarded-For": f"10.{number // 256}.{number % 256}.1"}
        connection.request("GET", "/api/v1/form?" + urlencode(place), headers=sender)
        told = json.loads(connection.getresponse().read())
        work = solve(told["work"]) if told["work"] else None
        body = place | {"name": "Bench", "text": write(chance), "form": told["form"], "work": work}
        yield _post(body, sender | {"Authorization": f"Bearer {told['visitor']}"})
    connection.close()


def _post(body: dict[str, str | None], headers: dict[str, str]) -> bytes:
    content = json.dumps(body).encode()
    told = headers | {"Host": "127.0.0.1", "Content-Type": "application/json", "Content-Length": str(len(content))}
    lines = ["POST /api/v1/comments HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode() + content

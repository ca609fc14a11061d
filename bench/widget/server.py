"""The host pages on one origin, each contestant on another. What can be compressed is, with brotli and alike for all:
files with quality 11, as a build does it, answers with 5, as a server does it."""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

import brotli

from .contestant import WORDS, Contestant

TYPES = {".js": "text/javascript", ".css": "text/css"}
FILES = tuple(TYPES.values())
COMPRESSED = re.compile(r"text/|application/json|image/svg")
PASSED_ON = ("Accept", "Authorization", "Content-Type", "If-None-Match", "Origin")
KEPT_BACK = {"connection", "content-encoding", "content-length", "date", "server", "transfer-encoding"}
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#5698c4"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Told:
    status: int
    headers: dict[str, str]
    body: bytes = b""


class Server(ThreadingHTTPServer, ABC):
    """Subclasses tell what they answer."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.origin = f"http://127.0.0.1:{self.server_port}"

    @abstractmethod
    def tell(self, asked: "_Handler", body: bytes) -> Told: ...


@contextmanager
def served(server: Server) -> Iterator[Server]:
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class HostPages(Server):
    """By path and query."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, str] = {}

    def tell(self, asked: "_Handler", body: bytes) -> Told:
        page = self.pages.get(asked.path)
        return Told(200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()) if page else Told(404, {})


class Service(Server):
    """A contestant's: passes everything on to its own, or sends its published files and replays its answers."""

    def __init__(self, contestant: Contestant, downloads: Path) -> None:
        super().__init__()
        self.contestant, self.downloads = contestant, downloads

    def tell(self, asked: "_Handler", body: bytes) -> Told:
        return self._ask(asked, body) if self.contestant.port else self._replay(asked, body)

    def _ask(self, asked: "_Handler", body: bytes) -> Told:
        connection = HTTPConnection("127.0.0.1", self.contestant.port, timeout=30)
        try:
            headers = {name: value for name in PASSED_ON if (value := asked.headers.get(name))}
            connection.request(asked.command, asked.path, body or None, headers)
            answer = connection.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in KEPT_BACK}
            return Told(answer.status, kept, answer.read())
        finally:
            connection.close()

    def _replay(self, asked: "_Handler", body: bytes) -> Told:
        cors = {"Access-Control-Allow-Origin": asked.headers.get("Origin", "*")}
        cors |= {"Access-Control-Allow-Credentials": "true", "Access-Control-Expose-Headers": "Date"}
        if asked.command == "OPTIONS":
            return Told(
                204, cors | {"Access-Control-Allow-Headers": "content-type", "Access-Control-Allow-Methods": "*"}
            )
        url = urlsplit(asked.path)
        if name := self.contestant.files.get(url.path):
            return Told(200, cors | {"Content-Type": TYPES[Path(name).suffix]}, (self.downloads / name).read_bytes())
        if url.path.startswith("/avatar/"):
            return Told(200, {"Content-Type": "image/svg+xml"}, PICTURE)
        answer = self.contestant.answer(url.path, dict(parse_qsl(url.query)), body) if self.contestant.answer else None
        if answer is None:
            return Told(404, cors)
        text = json.dumps(answer, ensure_ascii=False).replace("{service}", self.origin)
        return Told(200, cors | {"Content-Type": "application/json"}, text.encode())


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        told = self.server.tell(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))
        headers = {name.title(): value for name, value in told.headers.items()}
        kind, body = headers.get("Content-Type", ""), told.body
        if body and COMPRESSED.match(kind):
            is_file = kind.startswith(FILES) or WORDS in self.path
            body, headers["Content-Encoding"] = _compress(body, 11 if is_file else 5), "br"
        self.send_response(told.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if told.status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_PATCH = do_OPTIONS = do_GET

    def log_message(self, *_: object) -> None:
        """Silent."""


@cache
def _compress(body: bytes, quality: int) -> bytes:
    return brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)

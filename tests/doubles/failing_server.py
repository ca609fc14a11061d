"""A service on a loopback socket, and every way in which one may fail; what it says when it is well is its own.

    with SomeServer() as double:
        double.mode = "hang"

The mode can change at any moment, and counts for the questions that arrive afterwards.
"""

import contextlib
import gzip
import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Self

PAGE = "<!doctype html><title>Welcome</title><p>Sign in to use this network."


@dataclass(frozen=True)
class Received:
    """One question as it came over the wire."""

    method: str
    path: str
    body: bytes
    headers: Message


class FailingServer:
    """`requests` are all that came so far, in whatever mode. `url` stays the same while it is down."""

    modes: ClassVar[dict[str, Callable[[Any], None]]]
    """What it does in each mode: `ok` and the like of its own, and FAILURES."""

    def __init__(self) -> None:
        self.delay = 5.0
        """Seconds before `slow` answers."""
        self.drip_interval = 0.2
        """Seconds between two bytes of `drip` and `drip_headers`."""
        self.retry_after: int | str = 120
        """Seconds that `too_many` and `too_many_date` ask for."""
        self._mode = "ok"
        self._requests: list[Any] = []
        self._arrival = threading.Condition()
        self._socket = _bound(("127.0.0.1", 0))
        self._address = self._socket.getsockname()
        self._listener: _Listener | None = None

    def read(self, received: Received) -> Any:
        """The question as its tests want to see it."""
        return received

    def __enter__(self) -> Self:
        self._listener = _Listener(self._socket, self)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_listening()
        self._socket.close()

    @property
    def url(self) -> str:
        return "http://{}:{}".format(*self._address)

    @property
    def mode(self) -> str:
        return self._mode

    @mode.setter
    def mode(self, mode: str) -> None:
        if mode not in self.modes:
            raise ValueError(f"no mode {mode}; there are {', '.join(self.modes)}")
        self._mode = mode
        if mode == "down":
            self._stop_listening()
        elif self._listener is None:
            self._listener = _Listener(self._socket, self)

    @property
    def requests(self) -> list[Any]:
        with self._arrival:
            return list(self._requests)

    def wait_for(self, wanted: int | Callable[[list[Any]], bool], timeout: float = 5.0) -> list[Any]:
        """All questions, as soon as there are `wanted` or `wanted` says yes; AssertionError after `timeout` seconds."""
        is_enough = wanted if callable(wanted) else lambda received: len(received) >= wanted
        with self._arrival:
            if not self._arrival.wait_for(lambda: is_enough(self._requests), timeout):
                raise AssertionError(f"It got only {[received.path for received in self._requests]}")
            return list(self._requests)

    def release(self) -> None:
        """Let the questions that hang be answered after all."""
        if self._listener:
            self._listener.released.set()

    def remember(self, received: Any) -> None:
        with self._arrival:
            self._requests.append(received)
            self._arrival.notify_all()

    def _stop_listening(self) -> None:
        """Refuse connections and end those there are. The port stays ours: bound, but deaf."""
        if self._listener:
            self._listener.stop()
            self._listener = None
            self._socket = _bound(self._address)


def _bound(address: tuple[str, int]) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(address)
    return bound


class _Listener(ThreadingHTTPServer):
    """One stretch of listening. Its end ends every connection and every thread."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, bound: socket.socket, double: FailingServer) -> None:
        super().__init__(bound.getsockname(), Handler, bind_and_activate=False)
        self.socket.close()
        self.socket, self.double = bound, double
        self.released, self.stopping = threading.Event(), threading.Event()
        self._open: set[Any] = set()
        self.server_activate()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        self.stopping.set()
        self.released.set()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def close_request(self, request: Any) -> None:
        super().close_request(request)
        self._open.discard(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """That a client leaves in the middle is what many tests are about; all else is a fault of the double."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Listener

    def do_POST(self) -> None:
        mode = self.server.double.modes[self.server.double.mode]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.question = self.server.double.read(Received(self.command, self.path, body, self.headers))
        self.server.double.remember(self.question)
        mode(self)

    do_GET = do_POST

    def log_message(self, *_: Any) -> None:
        """Silent."""

    def answer(self, body: str | bytes, headers: dict[str, str] | None = None, *, status: int = 200) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.head(len(content), headers, status=status)
        self.wfile.write(content)

    def head(self, length: int, headers: dict[str, str] | None = None, *, status: int = 200) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(length), "Content-Type": "text/plain", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def drip(self) -> None:
        """One byte and a pause, until either side has had enough."""
        self.close_connection = True
        while not self.server.stopping.wait(self.server.double.drip_interval):
            self.wfile.write(b"x")


def _be_well(handler: Handler) -> None:
    handler.server.double.modes["ok"](handler)


def _hang(handler: Handler) -> None:
    handler.server.released.wait()
    handler.close_connection = True
    if not handler.server.stopping.is_set():
        _be_well(handler)


def _be_slow(handler: Handler) -> None:
    if not handler.server.stopping.wait(handler.server.double.delay):
        _be_well(handler)


def _reset(handler: Handler) -> None:
    handler.close_connection = True
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(handler.connection.detach())


def _hang_up(handler: Handler) -> None:
    handler.close_connection = True


def _cut(handler: Handler) -> None:
    handler.close_connection = True
    handler.head(100)
    handler.wfile.write(b"true")


def _drip(handler: Handler) -> None:
    handler.head(1_000_000)
    handler.drip()


def _drip_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-answer: ")
    handler.drip()


def _speak_no_http(handler: Handler) -> None:
    handler.close_connection = True
    handler.wfile.write(b"220 mail.example.com ESMTP\r\n")


def _bomb(handler: Handler) -> None:
    handler.close_connection = True
    handler.head(1 << 40)
    while not handler.server.stopping.is_set():
        handler.wfile.write(b"true" * 16_384)


def _gzip_bomb(handler: Handler) -> None:
    handler.answer(gzip.compress(bytes(20_000_000)), {"Content-Encoding": "gzip"})


def _redirect(handler: Handler) -> None:
    handler.answer("", {"Location": f"{handler.server.double.url}/elsewhere"}, status=302)


def _too_many(handler: Handler, retry_after: str | None) -> None:
    handler.answer("Too many requests", {"Retry-After": retry_after} if retry_after else {}, status=429)


FAILURES: dict[str, Callable[[Any], None]] = {
    "down": _hang_up,
    "reset": _reset,
    "hang_up": _hang_up,
    "hang": _hang,
    "slow": _be_slow,
    "drip": _drip,
    "drip_headers": _drip_headers,
    "cut": _cut,
    "http_500": lambda handler: handler.answer("Internal Server Error", status=500),
    "http_502_html": lambda handler: handler.answer(PAGE, {"Content-Type": "text/html"}, status=502),
    "empty": lambda handler: handler.answer(""),
    "html": lambda handler: handler.answer(PAGE, {"Content-Type": "text/html"}),
    "garbage": lambda handler: handler.answer(b"\xff\x00true-ish\x80"),
    "not_http": _speak_no_http,
    "bomb": _bomb,
    "gzip_bomb": _gzip_bomb,
    "redirect": _redirect,
    "too_many": lambda handler: _too_many(handler, str(handler.server.double.retry_after)),
    "too_many_date": lambda handler: _too_many(
        handler, formatdate(time.time() + int(handler.server.double.retry_after), usegmt=True)
    ),
    "too_many_bare": lambda handler: _too_many(handler, None),
}

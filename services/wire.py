"""What an answer from outside may cost, in seconds and in bytes, all in all.

httpx bounds each wait for the network and not their sum: a server that lets one byte fall every second, in its headers
as well, would hold a worker for hours. So all bytes pass a network backend of ours, which counts them and the seconds.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

import httpcore


class TooLong(Exception):
    """The answer has more bytes than we take."""


@dataclass(slots=True)
class Budget:
    """What one question and its answer may cost."""

    deadline: float
    """On the monotonic clock."""
    max_bytes: int
    received: int = 0

    def seconds_left(self, at_most: float | None) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if at_most is None else min(left, at_most)

    def count(self, chunk: bytes) -> bytes:
        self.received += len(chunk)
        if self.received > self.max_bytes:
            raise TooLong
        return chunk


_current: ContextVar[Budget] = ContextVar("budget")


SomeBudget = TypeVar("SomeBudget", bound=Budget)


@contextmanager
def spend(budget: SomeBudget) -> Iterator[SomeBudget]:
    """What this thread asks through a CountingBackend within the block is paid from this budget."""
    token = _current.set(budget)
    try:
        yield budget
    finally:
        _current.reset(token)


class CountingBackend(httpcore.SyncBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        seconds = _current.get().seconds_left(timeout)
        return _CountingStream(super().connect_tcp(host, port, seconds, local_address, socket_options))


class _CountingStream(httpcore.NetworkStream):
    """A connection on which every wait ends with the budget that it serves at the moment."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        budget = _current.get()
        return budget.count(self._stream.read(max_bytes, budget.seconds_left(timeout)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _current.get().seconds_left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = _current.get().seconds_left(timeout)
        return _CountingStream(self._stream.start_tls(ssl_context, server_hostname, seconds))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Connections:
    """Connections that all threads share, whose bytes and seconds are counted. `limits` are those of a ConnectionPool.

    Made with the first question: to know whom TLS trusts takes four megabytes, and many sites never ask.
    """

    def __init__(self, **limits: Any) -> None:
        self._limits = limits
        self._opening = Lock()
        self._pool: httpcore.ConnectionPool | None = None

    def request(self, method: str, url: str, **said: Any) -> httpcore.Response:
        """Within a budget (see spend)."""
        with self._opening:
            self._pool = self._pool or self._open()
        return self._pool.request(method, url, **said)

    def close(self) -> None:
        """Let go of the connections. A later question opens new ones."""
        with self._opening:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _open(self) -> httpcore.ConnectionPool:
        import httpx

        trusted = httpx.create_ssl_context(trust_env=False)
        return httpcore.ConnectionPool(ssl_context=trusted, network_backend=CountingBackend(), **self._limits)

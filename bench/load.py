"""A load generator that needs nothing but Python: prepared requests over kept-alive sockets, one thread, epoll.

It reads no more of an answer than status and length, so that most of its time is the kernel's. When it is the limit
itself, `busy` is near 1 and the true rate of the server is higher than the one measured.
"""

import select
import socket
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles

RECEIVE = 1 << 18
PATIENCE = 60


class NoAnswer(Exception):
    """The server closed the connection or was silent for a minute."""


@dataclass
class Load:
    expected: frozenset[int] = frozenset({200})
    """The statuses that count."""
    seconds: float = 0.0
    busy: float = 0.0
    """The share of the time in which the load generator itself worked."""
    by_status: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Seconds that each answer took."""
    work: float = 0.0
    """Seconds that the server worked, where somebody has looked."""

    @property
    def latencies(self) -> list[float]:
        return [each for status in self.expected for each in self.by_status.get(status, ())]

    @property
    def others(self) -> Counter[int]:
        """How many answers had another status."""
        return Counter({status: len(all_) for status, all_ in self.by_status.items() if status not in self.expected})

    @property
    def answers(self) -> int:
        return sum(len(self.by_status.get(status, ())) for status in self.expected)

    @property
    def rate(self) -> float:
        return self.answers / self.seconds

    @property
    def p99(self) -> float:
        return self.slowest(99)

    def slowest(self, percent: int, status: int | None = None) -> float:
        """Seconds within which so many percent of the answers came, of all or of those with this status."""
        latencies = self.latencies if status is None else self.by_status.get(status, [])
        if len(latencies) < 2:
            return latencies[0] if latencies else float("nan")
        return quantiles(latencies, n=100, method="inclusive")[percent - 1]


@dataclass
class Connection:
    socket: socket.socket
    sent_at: float = 0.0
    head: bytes = b""
    body_left: int | None = None

    @property
    def status(self) -> int:
        return int(self.head[9:12])

    def send(self, request: bytes, at: float) -> None:
        self.head, self.body_left, self.sent_at = b"", None, at
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take what has come; tells whether the answer is whole."""
        came = self.socket.recv(RECEIVE)
        if not came:
            raise NoAnswer
        if self.body_left is None:
            self.head += came
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return False
            self.body_left = _length(self.head[:end].lower()) - (len(self.head) - end - 4)
        else:
            self.body_left -= len(came)
        return self.body_left == 0


def _length(head: bytes) -> int:
    """The announced length of the body; an answer that announces none (304) has no body."""
    if head[9:12] == b"304":
        return 0
    _, found, rest = head.partition(b"\r\ncontent-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


def drive(
    port: int,
    requests: Iterator[bytes],
    *,
    connections: int,
    seconds: float,
    expected: int | frozenset[int] = 200,
    beside: Iterator[bytes] | None = None,
) -> Load:
    """Keep every connection busy until the time is over or the requests are; wait for what is under way.

    `beside` are the requests of one connection more, which makes no others.
    """
    load = _load(expected)
    with _connected(port, connections + (beside is not None)) as (poll, idle), _timed(load) as began:
        source = dict.fromkeys(idle, requests)
        if beside is not None:
            source[next(iter(idle))] = beside
        busy: dict[int, Connection] = {}
        for descriptor, connection in idle.items():
            if (request := next(source[descriptor], None)) is not None:
                busy[descriptor] = connection
                connection.send(request, time.perf_counter())
        while busy:
            for descriptor in _ready(poll, PATIENCE):
                connection = busy[descriptor]
                if not connection.receive():
                    continue
                now = time.perf_counter()
                load.by_status[connection.status].append(now - connection.sent_at)
                request = next(source[descriptor], None) if now - began < seconds else None
                if request is None:
                    del busy[descriptor]
                else:
                    connection.send(request, now)
    return load


def pace(
    port: int, requests: Iterator[bytes], *, rate: float, seconds: float, connections: int = 8, expected: int = 200
) -> Load:
    """So many requests a second, however long the earlier ones take; who finds no connection free waits in line."""
    load = _load(expected)
    with _connected(port, connections) as (poll, idle), _timed(load) as began:
        busy: dict[int, Connection] = {}
        due, late = began, False
        while busy or due - began < seconds:
            now = time.perf_counter()
            while idle and due <= now and due - began < seconds:
                descriptor, connection = idle.popitem()
                busy[descriptor] = connection
                connection.send(next(requests), due if late else time.perf_counter())
                due += 1 / rate
            late = due <= now
            is_waiting = bool(idle) and due - began < seconds
            for descriptor in _ready(poll, max(0.0, due - now) if is_waiting else PATIENCE, may_be_none=is_waiting):
                connection = busy[descriptor]
                if connection.receive():
                    load.by_status[connection.status].append(time.perf_counter() - connection.sent_at)
                    idle[descriptor] = busy.pop(descriptor)
    return load


def _load(expected: int | frozenset[int]) -> Load:
    return Load(frozenset({expected}) if isinstance(expected, int) else expected)


@contextmanager
def _connected(port: int, connections: int) -> Iterator[tuple[select.epoll, dict[int, Connection]]]:
    poll, all_ = select.epoll(), []
    try:
        for _ in range(connections):
            connection = Connection(socket.create_connection(("127.0.0.1", port), PATIENCE))
            connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            all_.append(connection)
            poll.register(connection.socket, select.EPOLLIN)
        yield poll, {connection.socket.fileno(): connection for connection in all_}
    finally:
        poll.close()
        for connection in all_:
            connection.socket.close()


@contextmanager
def _timed(load: Load) -> Iterator[float]:
    began, worked = time.perf_counter(), time.process_time()
    yield began
    load.seconds = time.perf_counter() - began
    load.busy = (time.process_time() - worked) / load.seconds


def _ready(poll: select.epoll, patience: float, *, may_be_none: bool = False) -> list[int]:
    ready = [descriptor for descriptor, _ in poll.poll(patience)]
    if not ready and not may_be_none:
        raise NoAnswer
    return ready

"""A load generator that needs nothing but Python: prepared requests over kept-alive sockets, one thread, epoll.

It reads no more of an answer than status and length, so that most of its time is the kernel's. When it is the limit
itself, `busy` is near 1 and the true rate of the server is higher than the one measured.
"""

import select
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles

RECEIVE = 1 << 18


class NoAnswer(Exception):
    """The server closed the connection or was silent for half a minute."""


@dataclass
class Load:
    seconds: float = 0.0
    busy: float = 0.0
    """The share of the time in which the load generator itself worked."""
    latencies: list[float] = field(default_factory=list)
    """Seconds, of each answer with the expected status."""
    others: Counter[int] = field(default_factory=Counter)
    """Answers with another status."""

    @property
    def answers(self) -> int:
        return len(self.latencies)

    @property
    def rate(self) -> float:
        return self.answers / self.seconds

    @property
    def p99(self) -> float:
        return quantiles(self.latencies, n=100)[98] if self.answers > 1 else self.latencies[0]


@dataclass
class Connection:
    socket: socket.socket
    sent_at: float = 0.0
    head: bytes = b""
    body_left: int | None = None

    @property
    def status(self) -> int:
        return int(self.head[9:12])

    def send(self, request: bytes) -> None:
        self.head, self.body_left, self.sent_at = b"", None, time.perf_counter()
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
    _, found, rest = head.partition(b"\r\ncontent-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


def drive(port: int, requests: Iterator[bytes], *, connections: int, seconds: float, expected: int) -> Load:
    """Keep every connection busy until the time is over or the requests are; wait for what is under way."""
    load = Load()
    poll, open_ones = select.epoll(), {}
    began, worked = time.perf_counter(), time.process_time()
    for request in (next(requests, None) for _ in range(connections)):
        if request is None:
            break
        connection = Connection(socket.create_connection(("127.0.0.1", port), 30))
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        open_ones[connection.socket.fileno()] = connection
        poll.register(connection.socket, select.EPOLLIN)
        connection.send(request)
    while open_ones:
        for descriptor, _ in _ready(poll):
            connection = open_ones[descriptor]
            if not connection.receive():
                continue
            now = time.perf_counter()
            if connection.status == expected:
                load.latencies.append(now - connection.sent_at)
            else:
                load.others[connection.status] += 1
            request = next(requests, None) if now - began < seconds else None
            if request is None:
                poll.unregister(descriptor)
                open_ones.pop(descriptor).socket.close()
            else:
                connection.send(request)
    load.seconds = time.perf_counter() - began
    load.busy = (time.process_time() - worked) / load.seconds
    poll.close()
    return load


def _ready(poll: select.epoll) -> list[tuple[int, int]]:
    if ready := poll.poll(30):
        return ready
    raise NoAnswer

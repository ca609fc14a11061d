"""A database as a middling host has it: 100,000 published comments in some 2,000 threads, the same in every run."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from models import Address, Comment, Origin, Person, Site, Thread, db, transaction
from services.pages import Page
from services.sites.create_site import create_site
from services.text import plain
from services.text.render import render

KEY, HOME = "bench", "http://blog.example"
COMMENTS, THREADS, SIZES = 100_000, 2_000, (10, 100, 1_000, 10_000)
REPLIES, COMMENTS_A_PERSON, TEXTS, TEXT_LENGTH = 0.4, 5, 400, 400
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
AT_ONCE = 10_000
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "an", "el", "in", "us")


@dataclass(frozen=True, slots=True)
class Text:
    source: str
    html: str
    fingerprint: str


def page_of(thread: int) -> str:
    """Threads 1 to 4 are those of 10, 100, 1,000 and 10,000 comments."""
    return f"{HOME}/article/{thread}"


def fill() -> Site:
    """Needs an application context and an empty, prepared database."""
    chance = random.Random(7)
    site = create_site(KEY, "Margins", HOME, hold="nothing")
    with transaction():
        _insert(Thread, _threads(site.id))
        _insert(Address, _addresses(site.id))
        _insert(Person, _people(site.id))
        comments = _comments(site.id, chance)
        _insert(Comment, comments)
        _insert(Origin, _origins(comments, chance))
    return site


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        db.session.execute(insert(model.__table__), rows[start : start + AT_ONCE])


def _sizes() -> dict[int, int]:
    """How many comments each thread has, by its id."""
    rest = COMMENTS - sum(SIZES)
    even = [rest // THREADS + (number < rest % THREADS) for number in range(THREADS)]
    return dict(enumerate([*SIZES, *even], 1))


def _threads(site_id: int) -> list[dict[str, Any]]:
    return [
        {"id": id_, "site_id": site_id, "url": page_of(id_), "title": f"Article {id_}", "comment_count": size}
        for id_, size in _sizes().items()
    ]


def _addresses(site_id: int) -> list[dict[str, Any]]:
    return [{"site_id": site_id, "thread_id": id_, "key": Page(page_of(id_)).address} for id_ in _sizes()]


def _people(site_id: int) -> list[dict[str, Any]]:
    return [
        {"id": id_, "site_id": site_id, "visitor": f"visitor-{id_}"}
        for id_ in range(1, COMMENTS // COMMENTS_A_PERSON + 1)
    ]


def _comments(site_id: int, chance: random.Random) -> list[dict[str, Any]]:
    """In the order of their times, threads mixed as they are in life, so that a thread's rows lie far apart."""
    texts = list(_texts(chance))
    order = [thread for thread, size in _sizes().items() for _ in range(size)]
    chance.shuffle(order)
    rows: list[dict[str, Any]] = []
    of_thread: dict[int, list[dict[str, Any]]] = {}
    for id_, thread in enumerate(order, 1):
        above = of_thread.setdefault(thread, [])
        parent = chance.choice(above) if above and chance.random() < REPLIES else None
        row = _comment(id_, site_id, thread, parent, chance.choice(texts), chance)
        rows.append(row)
        above.append(row)
        while parent:
            parent["reply_count"] += 1
            parent = rows[parent["parent_id"] - 1] if parent["parent_id"] else None
    return rows


def _comment(
    id_: int, site_id: int, thread: int, parent: dict[str, Any] | None, text: Text, chance: random.Random
) -> dict[str, Any]:
    return {
        "id": id_,
        "site_id": site_id,
        "thread_id": thread,
        "person_id": chance.randint(1, COMMENTS // COMMENTS_A_PERSON),
        "parent_id": parent["id"] if parent else None,
        "root_id": (parent["root_id"] or parent["id"]) if parent else None,
        "status": "published",
        "version": 1,
        "reply_count": 0,
        "author_name": _word(chance).capitalize(),
        "source": text.source,
        "html": text.html,
        "fingerprint": text.fingerprint,
        "created_at": BEGAN + timedelta(minutes=10 * id_),
    }


def _origins(comments: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "site_id": comment["site_id"],
            "comment_id": comment["id"],
            "ip": f"100.{chance.randint(64, 127)}.{chance.randint(0, 255)}.{chance.randint(1, 254)}",
            "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "permalink": page_of(comment["thread_id"]),
        }
        for comment in comments
    ]


def _texts(chance: random.Random) -> Iterator[Text]:
    for _ in range(TEXTS):
        source = write(chance)
        yield Text(source, render(source), plain.fingerprint(source))


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

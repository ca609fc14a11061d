"""A site with as many comments as it takes, written past the use cases: by columns, at one go."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Table

from models import (
    Address,
    Comment,
    Decision,
    LinkedDomain,
    Moderator,
    Origin,
    Person,
    SearchText,
    Signal,
    Site,
    Thread,
    Verdict,
    db,
    transaction,
)
from models.search_text import site_mark
from services.pages import Page
from services.sites.create_site import add_moderator, create_site
from services.text import plain
from services.text.search_entry import entry

from .bulk import Row, write
from .crowd import BEGAN, PEOPLE, TEXTS, THREADS, Crowd

KEY, HOME = "bench", "https://blog.example"
DECIDED_AFTER = timedelta(hours=3)


class Content(NamedTuple):
    table: Table
    columns: str
    rows: Iterable[Row]


def fill(size: int) -> Moderator:
    """Needs an application context and an empty, prepared database. Returns the owner."""
    site = create_site(KEY, "Margins", HOME, hold="nothing")
    owner = add_moderator(site, "alice@blog.example", "Alice")
    crowd = Crowd(size)
    with transaction():
        _small(site, crowd)
    write([(each.table, each.columns.split(), each.rows) for each in _contents(site.id, owner.id, crowd)])
    return owner


def _small(site: Site, crowd: Crowd) -> None:
    """Pages and people."""
    ids = range(1, THREADS + 1)
    numbers = range(1, crowd.size + 1)
    published = Counter(crowd.thread(id_) for id_ in numbers if crowd.status(id_) == "published")
    newest = {crowd.thread(id_): id_ for id_ in numbers[-50 * THREADS :]}
    pages = [Page(f"{HOME}/article/{id_}", title=f"Article {id_}") for id_ in ids]
    threads = [
        {
            "id": id_,
            "site_id": site.id,
            "url": page.url,
            "title": page.title,
            "comment_count": published[id_],
            "newest_id": newest.get(id_, 0),
        }
        for id_, page in zip(ids, pages, strict=True)
    ]
    db.session.execute(db.insert(Thread), threads)
    keys = [{"site_id": site.id, "thread_id": id_, "key": page.address} for id_, page in zip(ids, pages, strict=True)]
    db.session.execute(db.insert(Address), keys)
    people = [{"id": id_, "site_id": site.id, "visitor": f"v{id_}"} for id_ in range(1, PEOPLE + 1)]
    db.session.execute(db.insert(Person), people)


def _contents(site_id: int, owner_id: int, crowd: Crowd) -> Iterator[Content]:
    ids = range(1, crowd.size + 1)
    step = (datetime.now(UTC) - BEGAN) / crowd.size
    yield _comments(site_id, crowd, step)
    found = (_search_row(site_id, crowd, id_) for id_ in ids)
    yield Content(SearchText.__table__, "id site_id words people", found)
    columns = "site_id comment_id ip network user_agent referrer permalink trap_name trap_content created_at"
    origins = ((site_id, id_, *_network(id_), "a browser", "", "", "", "", BEGAN + step * id_) for id_ in ids)
    yield Content(Origin.__table__, columns, origins)
    signals = (
        (site_id, id_, check, score, 0.5, "A reason.", BEGAN + step * id_)
        for id_ in ids
        for check, score in _signals(crowd, id_)
    )
    yield Content(Signal.__table__, "site_id comment_id check score certainty reason created_at", signals)
    links = ((site_id, id_, crowd.domain(id_)) for id_ in ids if id_ % 5 == 0)
    yield Content(LinkedDomain.__table__, "site_id comment_id domain", links)
    verdicts = ((site_id, id_, *_verdict(crowd, id_), "A reason.", BEGAN + step * id_) for id_ in ids)
    yield Content(Verdict.__table__, "site_id comment_id outcome spamminess reason created_at", verdicts)
    decisions = (
        (site_id, id_, owner_id, "pending", crowd.status(id_), f"b{id_ // 50}", BEGAN + step * id_ + DECIDED_AFTER)
        for id_ in ids
        if crowd.is_held_before(id_)
    )
    columns = "site_id comment_id moderator_id old_status new_status batch created_at"
    yield Content(Decision.__table__, columns, decisions)


def _comments(site_id: int, crowd: Crowd, step: timedelta) -> Content:
    parents, replies = crowd.parents()
    columns = (
        "id site_id thread_id person_id parent_id root_id status version reply_count author_name author_email source "
        "html fingerprint created_at waits_for taken_for spamminess loudest said waited"
    )
    rows = (
        (
            *(id_, site_id, crowd.thread(id_), crowd.person(id_), parents[id_] or None, parents[id_] or None),
            *(crowd.status(id_), 1, replies[id_], crowd.name(id_), crowd.email(id_)),
            *(crowd.text(id_), f"<p>{crowd.text(id_)}</p>", plain.fingerprint(str(id_)), BEGAN + step * id_, ""),
            *(*_verdict(crowd, id_), _loudest(crowd, id_), *_word(crowd, id_)),
        )
        for id_ in range(1, crowd.size + 1)
    )
    return Content(Comment.__table__, columns, rows)


def _network(id_: int) -> tuple[str, str]:
    start = f"10.{id_ // 60000}.{id_ // 200 % 250}."
    return f"{start}{id_ % 200}", f"{start}0/24"


def _search_row(site_id: int, crowd: Crowd, id_: int) -> Row:
    """As `entry` gives it, put together from what is the same in many."""
    if crowd.status(id_) == "deleted":
        return id_, site_id, " ", ""
    text, _, rare = crowd.text(id_).partition(" rare")
    words = _words_of_text(site_id, text) + (f"rare{rare} " if rare else "") + _words_of_name(crowd.name(id_))
    return id_, site_id, words, _words_of_address(crowd.email(id_))


@lru_cache(TEXTS)
def _words_of_text(site_id: int, text: str) -> str:
    return f" {site_mark(site_id)}{entry(text, '', None, None).words}"


@lru_cache(None)
def _words_of_name(name: str) -> str:
    return entry("", name, None, None).words.removeprefix(" ")


@lru_cache(PEOPLE)
def _words_of_address(email: str) -> str:
    return entry("", "", email, None).people


def _signals(crowd: Crowd, id_: int) -> list[tuple[str, float]]:
    found = [("standing", -0.4)] if id_ % 2 else [("learnt", 0.3)]
    return [*found, ("links", 0.8)] if crowd.status(id_) == "spam" else found


def _verdict(crowd: Crowd, id_: int) -> tuple[str, float]:
    if crowd.status(id_) == "spam":
        return "spam", 0.95
    is_held = crowd.status(id_) == "pending" or crowd.is_held_before(id_)
    return ("hold", 0.5) if is_held else ("publish", 0.1)


def _loudest(crowd: Crowd, id_: int) -> str | None:
    against = [(score, check) for check, score in _signals(crowd, id_) if score > 0]
    return max(against)[1] if against else None


def _word(crowd: Crowd, id_: int) -> tuple[str, int] | tuple[None, None]:
    """What a person said, and after how many seconds."""
    return (crowd.status(id_), round(DECIDED_AFTER.total_seconds())) if crowd.is_held_before(id_) else (None, None)

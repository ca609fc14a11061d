"""The pages that discussions stand under, and how a discussion begins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from models import Address, Site, Thread, db, now
from models.base import insert_new
from services.errors import Conflict, Forbidden, Invalid
from services.text import plain
from services.text.addresses import NotAPage, canonical, origin

Closed = Literal["site", "moderator", "age"]


@dataclass(frozen=True, slots=True)
class Page:
    """The page that a discussion stands under: where it is, and the name it gives itself, if it does."""

    url: str
    key: str | None = None
    title: str = ""
    modified_at: datetime | None = None

    @property
    def address(self) -> str:
        """The key that leads to its thread. Raises Invalid for what is no web page's address."""
        if self.key:
            return f"key:{self.key}"
        try:
            return f"url:{canonical(self.url)}"
        except NotAPage:
            message = "The page's address must be like https://example.org/article."
            raise Invalid("invalid", message, fields={"url": "not_a_link"}) from None


def thread_of(site: Site, page: Page) -> Thread | None:
    return Thread.at(site.id, page.address)


def open_thread(site: Site, page: Page) -> Thread:
    """The page's thread, begun if need be, and nobody else's to write in until the transaction ends.

    Raises Conflict where it is closed and Forbidden for a page that is not the site's.
    """
    refuse_closed(site)
    thread = begin_thread(site, page)
    refuse_closed(site, thread)
    return thread


def refuse_closed(site: Site, thread: Thread | None = None) -> None:
    """Raises Conflict, with a code of its own for each reason."""
    match why_closed(site, thread):
        case "site":
            raise Conflict("site_closed", "This site takes no new comments.")
        case "moderator":
            raise Conflict("thread_closed", "This discussion is closed.")
        case "age":
            raise Conflict("thread_old", "This discussion is old, and takes no more comments.")


class ClosingSite(Protocol):
    """What a site's row says of when its discussions close; so do those who read rows without objects."""

    @property
    def is_open(self) -> bool: ...
    @property
    def close_days(self) -> int | None: ...


class ClosingThread(Protocol):
    @property
    def is_open(self) -> bool: ...
    @property
    def created_at(self) -> datetime: ...


def why_closed(site: ClosingSite, thread: ClosingThread | None) -> Closed | None:
    """Who or what has closed a discussion: the whole site is, a moderator did, or it is older than `close_days`.

    Its age is that of its first comment or reaction. Nothing is written when it closes, so with other days it opens.
    """
    if not site.is_open:
        return "site"
    if thread is None:
        return None
    if not thread.is_open:
        return "moderator"
    is_old = site.close_days is not None and thread.created_at <= now() - timedelta(days=site.close_days)
    return "age" if is_old else None


def begin_thread(site: Site, page: Page) -> Thread:
    """The page's thread, begun if nobody has yet; and nobody else writes in it until the transaction ends.

    Raises Forbidden for a page that is not the site's.
    """
    refuse_foreign(site, page)
    if thread := Thread.locked_at(site.id, page.address):
        return thread
    thread = Thread(site_id=site.id, url=page.url, title=plain.one_line(page.title), page_modified_at=page.modified_at)
    db.session.add(thread)
    db.session.flush()
    if insert_new(Address, site_id=site.id, thread_id=thread.id, key=page.address):
        return thread
    db.session.delete(thread)
    db.session.flush()
    return Thread.locked_at(site.id, page.address) or thread


def refuse_foreign(site: Site, page: Page) -> None:
    try:
        is_ours = site.allows_origin(origin(page.url))
    except NotAPage:
        raise Invalid("invalid", "The page's address is not one.", fields={"url": "not_a_link"}) from None
    if not is_ours:
        raise Forbidden("foreign_origin", "This site does not take comments from pages of that address.")

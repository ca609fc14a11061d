"""A feed as both formats tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urldefrag, urlsplit

from blueprints.words import Words
from models import Site
from services.reading.feed import Entry


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    url: str
    title: str
    html: str
    name: str
    website: str | None
    created: datetime
    updated: datetime
    answers: tuple[str, str]
    """What it answers, a comment or the page: its id and where it is."""


@dataclass(frozen=True, slots=True)
class Feed:
    id: str
    title: str
    home: str
    at: str
    """Its own address."""
    language: str
    updated: datetime
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Names:
    """Ids that stay (RFC 4151): the service's host, the day on which the site began, the site's key."""

    site: Site
    host: str

    @classmethod
    def of(cls, site: Site, service: str) -> "Names":
        return cls(site, urlsplit(service).hostname or "localhost")

    def tag(self, *parts: str | int) -> str:
        day = self.site.created_at.astimezone(UTC).date().isoformat()
        return f"tag:{self.host},{day}:{'/'.join(map(str, (self.site.key, *parts)))}"

    def item(self, entry: Entry, words: Words) -> Item:
        page = urldefrag(entry.page_url).url
        name = entry.name or words.say("read.anonymous")
        parent = entry.parent_id
        return Item(
            id=self.tag("comments", entry.id),
            url=f"{page}#comment-{entry.id}",
            title=words.say("page.by", name=name, title=entry.page_title or page),
            html=entry.html,
            name=name,
            website=entry.website,
            created=entry.created_at.astimezone(UTC),
            updated=entry.updated_at.astimezone(UTC),
            answers=(self.tag("comments", parent), f"{page}#comment-{parent}") if parent else (page, page),
        )


def last_change(items: Iterable[Item], otherwise: datetime) -> datetime:
    return max((item.updated for item in items), default=otherwise.astimezone(UTC))

"""What every part of a page of comments shares: its words, where it leads, how a comment is drawn there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urldefrag, urlencode

from flask import request, url_for
from markupsafe import Markup

from blueprints.context import house
from blueprints.words import Words, choose
from models import Site
from services.pages import Page

LEVELS = 5
"""So deep are replies set below each other; deeper ones follow in one line, each saying whom it answers."""


@dataclass(frozen=True, slots=True)
class Here:
    site: Site
    page: Page
    words: Words
    asked: dict[str, Any]
    is_fragment: bool = False

    @classmethod
    def at(cls, site: Site, page: Page, asked: dict[str, Any], *, is_fragment: bool = False) -> "Here":
        return cls(site, page, words_for(site, asked["lang"]), asked, is_fragment)

    @property
    def url(self) -> str:
        """The page that is commented on."""
        return urldefrag(self.page.url).url

    @property
    def kept(self) -> dict[str, str]:
        """What every link of the page goes on asking for."""
        return {name: self.asked[name] for name in ("site", "url", "thread", "lang") if self.asked.get(name)}

    @property
    def prefix(self) -> str:
        """Of our CSS classes on a page that has its own."""
        return "chiosa-" if self.is_fragment else ""

    def link(self, part: str = "", **query: Any) -> str:
        """To the page without a script; from another page by its whole address."""
        told = {name: value for name, value in query.items() if value is not None}
        return self.whole(f"{url_for('embed.show')}?{urlencode(self.kept | told)}{part and f'#{part}'}")

    def whole(self, path: str) -> str:
        return f"{house().config.public_url}{path}" if self.is_fragment and path.startswith("/") else path

    def permalink(self, comment_id: int) -> str:
        part = f"comment-{comment_id}"
        return f"{self.url}#{part}" if self.is_fragment else self.link(part, comment=comment_id)

    def feed(self, kind: str, ending: str = "atom", **query: Any) -> str:
        told = {name: self.asked[name] for name in ("url", "thread") if kind == "thread" and self.asked.get(name)}
        query = {"site": self.site.key} | told | query
        return f"{house().config.public_url}/feeds/{kind}.{ending}?{urlencode(query)}"

    def when(self, iso: str) -> str:
        return self.words.moment(datetime.fromisoformat(iso))

    def text(self, html: str) -> Markup:
        """A comment's HTML, which services/text/sanitise.py has passed: the only way into that field. Code is read
        from the left in every language, and a wide line reached by keyboard."""
        return Markup(html.replace("<pre>", '<pre dir="ltr" tabindex="0">'))  # noqa: S704 (sanitised, see above)

    def name(self, told: dict[str, Any]) -> str:
        author = told["author"] or {}
        return author.get("name") or self.words.say("read.anonymous")

    def score(self, told: dict[str, Any]) -> int | None:
        """What the votes come to; None where nobody voted, or the site takes no votes."""
        if self.site.votes == "none" or not told["up"] + told["down"]:
            return None
        return int(told["up"] - (told["down"] if self.site.votes == "both" else 0))


def words_for(site: Site | None, lang: str = "") -> Words:
    """In the language that was asked for, else in the site's, with the site's own words."""
    return Words(choose(lang or (site.language if site else "")), site.words if site else None)


def asked_language() -> str:
    return request.args.get("lang", "")[:35]


def outline(comments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The comments with replies no deeper than LEVELS; what is deeper stands after its parent and names it."""
    top: list[dict[str, Any]] = []
    waiting = [(told, top, 1) for told in reversed(comments)]
    while waiting:
        told, into, level = waiting.pop()
        drawn = {"answers": None} | told | {"replies": []}
        into.append(drawn)
        is_deep = level == LEVELS
        below, level = (into, level) if is_deep else (drawn["replies"], level + 1)
        answers = {"answers": told} if is_deep else {}
        waiting += [(reply | answers, below, level) for reply in reversed(told["replies"])]
    return top

"""JSON Feed 1.1."""

import json
from datetime import datetime
from typing import Any

from .feed import Feed, Item


def write_json(feed: Feed) -> bytes:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.at,
        "language": feed.language,
        "items": [_item(item) for item in feed.items],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _item(item: Item) -> dict[str, Any]:
    author = {"name": item.name} | ({"url": item.website} if item.website else {})
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "date_published": _time(item.created),
        "date_modified": _time(item.updated),
        "authors": [author],
        "_chiosa": {"in_reply_to": item.answers[0]},
    }


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")

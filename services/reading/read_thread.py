"""A page of a discussion, the same for every visitor.

Cost follows the page, not the thread: roots come by cursor from one index, and of each root's replies only the first.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import and_, select, union_all

from models import Address, Comment, Site, Thread, db
from services.errors import Invalid

from .rows import nest, present, shown

Sort = Literal["newest", "oldest"]
ROOTS = 25
REPLIES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A site and, if the discussion has begun, its thread: all that an ETag needs."""

    site: Site
    thread: Thread | None

    def etag(self, *details: object) -> str:
        """Changes exactly when what readers see may have changed."""
        at = f"{self.thread.id}-{self.thread.version}" if self.thread else "0-0"
        asked = hashlib.sha256(repr(details).encode()).hexdigest()[:8]
        return f"{self.site.id}.{self.site.version}-{at}-{asked}"


def find_place(site_key: str, address: str) -> Place | None:
    """One indexed look-up; None when there is no such site."""
    row = db.session.execute(
        select(Site, Thread)
        .outerjoin(Address, and_(Address.site_id == Site.id, Address.key == address))
        .outerjoin(Thread, and_(Thread.site_id == Site.id, Thread.id == Address.thread_id))
        .where(Site.key == site_key)
    ).first()
    return Place(row[0], row[1]) if row else None


def read_thread(place: Place, *, sort: Sort = "newest", cursor: int | None = None) -> dict[str, Any]:
    """25 roots after the cursor, each with its first 20 replies, and what the widget must know of site and thread."""
    comments, following = _page(place.thread, sort, cursor) if place.thread else ([], None)
    return {
        "site": _site(place.site),
        "thread": _thread(place.site, place.thread),
        "comments": comments,
        "next": following,
    }


def read_replies(site_id: int, root_id: int, after: int) -> dict[str, Any] | None:
    """The next 50 replies below a root, oldest first and flat; None when there is no such root."""
    root = Comment.of(site_id, root_id)
    if root is None or not root.is_shown or not root.is_root:
        return None
    below = shown(site_id, root.thread_id).where(Comment.root_id == root.id, Comment.id > after)
    found = db.session.execute(below.order_by(Comment.id).limit(51)).all()
    page = [present(row) for row in found[:50]]
    return {"comments": page, "next": _cursor(page[-1]["id"]) if len(found) > 50 else None}


def parse_cursor(text: str | None) -> int | None:
    """Raises Invalid for a cursor that we never gave out."""
    if text is None:
        return None
    if not text.startswith("c") or not text[1:].isdecimal() or not text.isascii() or len(text) > 18:
        raise Invalid("invalid", "This cursor is none of ours.", fields={"cursor": "not_allowed"})
    return int(text[1:])


def _cursor(comment_id: int) -> str:
    return f"c{comment_id}"


def _site(site: Site) -> dict[str, Any]:
    return {
        "name": site.name,
        "language": site.language,
        "open": site.is_open,
        "name_required": site.name_required,
        "email_required": site.email_required,
        "website_asked": site.website_asked,
        "text_max": site.text_max,
        "akismet": site.uses_akismet,
    }


def _thread(site: Site, thread: Thread | None) -> dict[str, Any]:
    if thread is None:
        return {"id": None, "title": "", "count": 0, "open": site.is_open}
    return {
        "id": thread.id,
        "title": thread.title,
        "count": thread.comment_count,
        "open": site.is_open and thread.is_open,
    }


def _page(thread: Thread, sort: Sort, cursor: int | None) -> tuple[list[dict[str, Any]], str | None]:
    rows = shown(thread.site_id, thread.id).where(Comment.root_id.is_(None))
    if cursor is not None:
        rows = rows.where(Comment.id < cursor if sort == "newest" else Comment.id > cursor)
    order: Callable[[], Any] = Comment.id.desc if sort == "newest" else Comment.id.asc
    found = db.session.execute(rows.order_by(order()).limit(ROOTS + 1)).all()
    roots = [present(row) for row in found[:ROOTS]]
    following = _cursor(roots[-1]["id"]) if len(found) > ROOTS else None
    return nest(roots, _first_replies(thread, roots)), following


def _first_replies(thread: Thread, roots: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One query: all replies of the roots that have few, and the first ones of each root that has many.

    They are sorted here: asked for an order by id, SQLite would walk through all comments of the site.
    """
    few = [root["id"] for root in roots if 0 < root["reply_count"] <= REPLIES]
    many = [root for root in roots if root["reply_count"] > REPLIES]
    parts = [shown(thread.site_id, thread.id).where(Comment.root_id.in_(few))] if few else []
    for root in many:
        first = shown(thread.site_id, thread.id).where(Comment.root_id == root["id"]).order_by(Comment.id)
        parts.append(select(first.limit(REPLIES + 1).subquery()))
    if not parts:
        return []
    rows = db.session.execute(union_all(*parts)).all()
    kept, last = [], {root["id"]: (0, 0) for root in many}
    for row in sorted(rows, key=lambda row: int(row.id)):
        seen, last_id = last.get(row.root_id, (0, 0))
        if row.root_id in last:
            last[row.root_id] = (seen + 1, row.id if seen < REPLIES else last_id)
        if seen < REPLIES:
            kept.append(present(row))
    for root in many:
        seen, last_id = last[root["id"]]
        root["more"] = _cursor(last_id) if seen > REPLIES else None
    return kept

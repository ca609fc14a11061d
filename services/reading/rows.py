"""Comments as rows, not objects: what readers see is read often, and only read.

The statements are built once. SQLAlchemy then knows their SQL and their columns, and nothing is left but to ask.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, DateTime, bindparam, select, type_coerce

from models import Comment

COMMENTS = Comment.__table__.c


def _moment(name: str) -> ColumnElement[datetime]:
    """A time as the database's driver gives it, on SQLite without its zone, which is UTC (see `iso`)."""
    return type_coerce(COMMENTS[name], DateTime).label(name)


COLUMNS = (
    COMMENTS.id,
    COMMENTS.status,
    COMMENTS.parent_id,
    COMMENTS.root_id,
    COMMENTS.author_name,
    COMMENTS.author_website,
    COMMENTS.badge,
    COMMENTS.avatar,
    _moment("pinned_at"),
    COMMENTS.up,
    COMMENTS.down,
    COMMENTS.rank,
    COMMENTS.html,
    _moment("created_at"),
    _moment("edited_at"),
    COMMENTS.reply_count,
)
"""In the order in which `_told` takes them."""
_NAMES = [str(column.key) for column in COLUMNS]

SHOWN = select(*COLUMNS).where(
    COMMENTS.site_id == bindparam("site_id"),
    COMMENTS.thread_id == bindparam("thread_id"),
    COMMENTS.is_shown.is_(True),
)
"""Everything in a thread that readers see, tombstones included."""


def present(row: Sequence[Any]) -> dict[str, Any]:
    """A comment as every reader is told of it. Of one that is not published nothing is told but that it stood there."""
    return _told("published" if row[1] == "published" else "removed", *row)


def present_comment(comment: Comment) -> dict[str, Any]:
    """The same of an object."""
    return tell(comment, "published" if comment.is_published else "removed")


def tell(comment: Comment, status: str) -> dict[str, Any]:
    """A comment under the status that the one who asks may know."""
    return _told(status, *(getattr(comment, name) for name in _NAMES))


def _told(
    status: str,
    id: int,
    _status: str,
    parent_id: int | None,
    _root_id: int | None,
    name: str,
    website: str | None,
    badge: str | None,
    avatar: str | None,
    pinned_at: datetime | None,
    up: int,
    down: int,
    _rank: int,
    html: str,
    created_at: datetime,
    edited_at: datetime | None,
    reply_count: int,
) -> dict[str, Any]:
    is_removed = status == "removed"
    return {
        "id": id,
        "parent": parent_id,
        "status": status,
        "author": None if is_removed else {"name": name, "website": website},
        "badge": "" if is_removed else badge or "",
        "avatar": f"/avatars/{avatar}" if avatar and not is_removed else None,
        "pinned": pinned_at is not None and not is_removed,
        "up": up,
        "down": down,
        "html": None if is_removed else html,
        "created": iso(created_at),
        "edited": iso(edited_at) if edited_at and not is_removed else None,
        "reply_count": reply_count,
        "replies": [],
        "more": None,
    }


def nest(roots: Iterable[dict[str, Any]], replies: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put each reply below its parent. Replies come oldest first, so a parent always stands before its children."""
    by_id = {}
    tree = []
    for root in roots:
        by_id[root["id"]] = root
        tree.append(root)
    for reply in replies:
        by_id[reply["id"]] = reply
        if reply["parent"] in by_id:
            by_id[reply["parent"]]["replies"].append(reply)
    return tree


def iso(moment: datetime) -> str:
    in_utc = moment if moment.tzinfo in (None, UTC) else moment.astimezone(UTC)
    return f"{in_utc.isoformat(timespec='seconds')[:19]}Z"

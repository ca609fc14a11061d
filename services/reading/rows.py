"""Comments as rows, not objects: what readers see is read often, and only read."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, select, type_coerce
from sqlalchemy.types import NullType

from models import Comment

COMMENTS = Comment.__table__.c


class CommentSeen(NamedTuple):
    """What readers are told of a comment, and by what it is put in its place; the names are the columns'.

    Times are as the database's driver gives them (see `iso`).
    """

    id: int
    status: str
    parent_id: int | None
    root_id: int | None
    author_name: str
    author_website: str | None
    badge: str | None
    avatar: str | None
    pinned_at: Any
    up: int
    down: int
    rank: int
    html: str
    created_at: Any
    edited_at: Any
    reply_count: int


def _column(name: str) -> ColumnElement[Any]:
    column = COMMENTS[name]
    return type_coerce(column, NullType).label(name) if name.endswith("_at") else column


COLUMNS = tuple(map(_column, CommentSeen._fields))

SHOWN = select(*COLUMNS).where(
    COMMENTS.site_id == bindparam("site_id"),
    COMMENTS.thread_id == bindparam("thread_id"),
    COMMENTS.is_shown.is_(True),
)
"""Everything in a thread that readers see, tombstones included."""


def present(comment: Comment | CommentSeen) -> dict[str, Any]:
    """A comment as every reader is told of it. Of one that is not published nothing is told but that it stood there."""
    return tell(comment, "published" if comment.status == "published" else "removed")


def tell(comment: Comment | CommentSeen, status: str) -> dict[str, Any]:
    """A comment under the status that the one who asks may know."""
    is_removed = status == "removed"
    avatar, edited_at = comment.avatar, comment.edited_at
    return {
        "id": comment.id,
        "parent": comment.parent_id,
        "status": status,
        "author": None if is_removed else {"name": comment.author_name, "website": comment.author_website},
        "badge": "" if is_removed else comment.badge or "",
        "avatar": f"/avatars/{avatar}" if avatar and not is_removed else None,
        "pinned": comment.pinned_at is not None and not is_removed,
        "up": comment.up,
        "down": comment.down,
        "html": None if is_removed else comment.html,
        "created": iso(comment.created_at),
        "edited": iso(edited_at) if edited_at and not is_removed else None,
        "reply_count": comment.reply_count,
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


def iso(moment: datetime | str) -> str:
    """As JSON has it. A text is SQLite's way to keep a time, in UTC."""
    if isinstance(moment, str):
        return f"{moment[:10]}T{moment[11:19]}Z"
    in_utc = moment if moment.tzinfo in (None, UTC) else moment.astimezone(UTC)
    return f"{in_utc.isoformat(timespec='seconds')[:19]}Z"

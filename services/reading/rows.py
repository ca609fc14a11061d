"""Comments as rows, not objects: what readers see is read often, and only read."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from models import Comment

COLUMNS = (
    Comment.id,
    Comment.parent_id,
    Comment.root_id,
    Comment.status,
    Comment.author_name,
    Comment.author_website,
    Comment.badge,
    Comment.avatar,
    Comment.pinned_at,
    Comment.up,
    Comment.down,
    Comment.rank,
    Comment.html,
    Comment.created_at,
    Comment.edited_at,
    Comment.reply_count,
)


def shown(site_id: int, thread_id: int) -> Select[*tuple[Any, ...]]:
    """Everything in a thread that readers see, tombstones included."""
    return select(*COLUMNS).where(
        Comment.site_id == site_id, Comment.thread_id == thread_id, Comment.is_shown.is_(True)
    )


def present(row: Row[Any] | Comment) -> dict[str, Any]:
    """A comment as every reader is told of it. Of one that is not published nothing is told but that it stood there."""
    return tell(row, "published" if row.status == "published" else "removed")


def tell(row: Row[Any] | Comment, status: str) -> dict[str, Any]:
    """A comment under the status that the one who asks may know."""
    is_removed = status == "removed"
    return {
        "id": row.id,
        "parent": row.parent_id,
        "status": status,
        "author": None if is_removed else {"name": row.author_name, "website": row.author_website},
        "badge": "" if is_removed else row.badge or "",
        "avatar": f"/avatars/{row.avatar}" if row.avatar and not is_removed else None,
        "pinned": row.pinned_at is not None and not is_removed,
        "up": row.up,
        "down": row.down,
        "html": None if is_removed else row.html,
        "created": iso(row.created_at),
        "edited": iso(row.edited_at) if row.edited_at and not is_removed else None,
        "reply_count": row.reply_count,
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
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

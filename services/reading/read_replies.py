from typing import Any

from models import Comment, db

from .cursors import Cursor
from .rows import present, shown

REPLIES = 50


def read_replies(site_id: int, root_id: int, after: Cursor | None) -> dict[str, Any] | None:
    """The next 50 replies below a root, oldest first and flat; None when there is no such root."""
    root = Comment.of(site_id, root_id)
    if root is None or not root.is_shown or not root.is_root:
        return None
    below = shown(site_id, root.thread_id).where(Comment.root_id == root.id, Comment.id > (after.id if after else 0))
    found = db.session.execute(below.order_by(Comment.id).limit(REPLIES + 1)).all()
    page = [present(row) for row in found[:REPLIES]]
    return {"comments": page, "next": str(Cursor(page[-1]["id"])) if len(found) > REPLIES else None}

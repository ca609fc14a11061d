from typing import Any

from sqlalchemy import bindparam

from models import Comment, db

from .cursors import Cursor
from .rows import COMMENTS, SHOWN, present

REPLIES = 50
_NEXT = (
    SHOWN.where(COMMENTS.root_id == bindparam("root_id"), COMMENTS.id > bindparam("after"))
    .order_by(COMMENTS.id)
    .limit(REPLIES + 1)
)


def find_root(site_id: int, root_id: int) -> Comment | None:
    """A root that readers see."""
    root = Comment.of(site_id, root_id)
    return root if root and root.is_shown and root.is_root else None


def read_replies(root: Comment, after: Cursor | None) -> dict[str, Any]:
    """The next 50 replies below a root, oldest first and flat."""
    asked = {"site_id": root.site_id, "thread_id": root.thread_id, "root_id": root.id}
    found = db.session.connection().execute(_NEXT, asked | {"after": after.id if after else 0}).all()
    page = [present(row) for row in found[:REPLIES]]
    return {"comments": page, "next": str(Cursor(page[-1]["id"])) if len(found) > REPLIES else None}

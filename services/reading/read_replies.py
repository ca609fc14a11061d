from typing import Any

from sqlalchemy import bindparam

from models import Comment
from models.asking import Question

from .cursors import Cursor
from .rows import COMMENTS, SHOWN, CommentSeen, present

REPLIES = 50
_NEXT = Question(
    SHOWN.where(COMMENTS.root_id == bindparam("root_id"), COMMENTS.id > bindparam("after"))
    .order_by(COMMENTS.id)
    .limit(REPLIES + 1),
    CommentSeen._make,
)


def find_root(site_id: int, root_id: int) -> Comment | None:
    """A root that readers see."""
    root = Comment.of(site_id, root_id)
    return root if root and root.is_shown and root.is_root else None


def read_replies(root: Comment, after: Cursor | None) -> dict[str, Any]:
    """The next 50 replies below a root, oldest first and flat."""
    start = after.id if after else 0
    found = _NEXT.ask(site_id=root.site_id, thread_id=root.thread_id, root_id=root.id, after=start)
    page = [present(row) for row in found[:REPLIES]]
    return {"comments": page, "next": str(Cursor(page[-1]["id"])) if len(found) > REPLIES else None}

from typing import Any

from sqlalchemy import select

from models import Comment, db
from services.errors import NotFound

from .cursors import Cursor
from .place import Place
from .read_replies import find_root, read_replies
from .rows import present


def read_branch(place: Place, root_id: int, after: Cursor | None) -> dict[str, Any]:
    """A root with its next 50 replies: {"root", "next"}.

    A reply stands below its parent where that is among them, else below the root, with its parent as `answers`.
    Raises NotFound when readers see no such root in this discussion.
    """
    root = find_root(place.site.id, root_id)
    if root is None or place.thread is None or root.thread_id != place.thread.id:
        raise NotFound("not_found", "There is no such comment in this discussion.")
    replies = read_replies(root, after)
    told = present(root)
    by_id = {root.id: told} | {reply["id"]: reply for reply in replies["comments"]}
    parents = _present(place.site.id, {reply["parent"] for reply in replies["comments"]} - by_id.keys())
    for reply in replies["comments"]:
        by_id.get(reply["parent"], told)["replies"].append(reply)
        reply["answers"] = parents.get(reply["parent"])
    return {"root": told, "next": replies["next"]}


def _present(site_id: int, ids: set[int]) -> dict[int, dict[str, Any]]:
    found = db.session.scalars(select(Comment).where(Comment.site_id == site_id, Comment.id.in_(ids)))
    return {comment.id: present(comment) for comment in found} if ids else {}

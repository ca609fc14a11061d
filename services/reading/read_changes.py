from typing import Any

from sqlalchemy import select

from models import Comment, db

from .read_thread import Place, tell_thread
from .rows import COLUMNS, present

MOST = 100


def read_changes(place: Place, since: int) -> dict[str, Any]:
    """What readers see otherwise than in that version of the thread, oldest change first.

    A comment that is gone is told as removed. More than 100, or a version that has never been, and the page must be
    read anew: `reset`.
    """
    found = _changed(place, since)
    is_too_much = len(found) > MOST or since > place.version
    comments = [] if is_too_much else [present(row) for row in found]
    return {"thread": tell_thread(place), "comments": comments, "reset": is_too_much}


def _changed(place: Place, since: int) -> list[Any]:
    thread = place.thread
    if thread is None or since >= thread.version:
        return []
    rows = select(*COLUMNS).where(
        Comment.site_id == thread.site_id, Comment.thread_id == thread.id, Comment.changed > since
    )
    return list(db.session.execute(rows.order_by(Comment.changed, Comment.id).limit(MOST + 1)).all())

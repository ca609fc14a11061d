from typing import Any

from sqlalchemy import bindparam, select

from models.asking import Question

from .place import Place
from .read_thread import tell_thread
from .rows import COLUMNS, COMMENTS, CommentSeen, present

MOST = 100
_CHANGED = Question(
    select(*COLUMNS)
    .where(
        COMMENTS.site_id == bindparam("site_id"),
        COMMENTS.thread_id == bindparam("thread_id"),
        COMMENTS.changed > bindparam("since"),
    )
    .order_by(COMMENTS.changed, COMMENTS.id)
    .limit(MOST + 1),
    CommentSeen._make,
)


def read_changes(place: Place, since: int) -> dict[str, Any]:
    """What readers see otherwise than in that version of the thread, oldest change first.

    A comment that is gone is told as removed. More than 100, or a version that has never been, and the page must be
    read anew: `reset`.
    """
    found = _changed(place, since)
    is_too_much = len(found) > MOST or since > place.version
    comments = [] if is_too_much else [present(row) for row in found]
    return {"thread": tell_thread(place), "comments": comments, "reset": is_too_much}


def _changed(place: Place, since: int) -> list[CommentSeen]:
    thread = place.thread
    if thread is None or since >= thread.version:
        return []
    return _CHANGED.ask(site_id=thread.site_id, thread_id=thread.id, since=since)

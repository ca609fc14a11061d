"""What a site keeps of somebody who is known by an e-mail address: told in full, and erased."""

from typing import Any

from sqlalchemy import Select, func, select, update

from models import Comment, Origin, Person, Revision, Thread, cancel, db, transaction
from models.erasing import erase

ASKED_OUTSIDE = ("check", "spam", "ham")


def personal_data(site_id: int, email: str) -> list[dict[str, Any]]:
    """Each comment under that address, however it is capitalised, the oldest first: what was written, what it said
    before, and what came along with it as far as it is still kept."""
    comments = db.session.scalars(_theirs(select(Comment), site_id, email).order_by(Comment.id)).all()
    return [_told(comment) for comment in comments]


def erase_personal_data(site_id: int, email: str) -> int:
    """Take their comments away as if they had done so themselves: text, name, address, origin go, replies stay.

    Returns how many. Comment by comment, so that a command that is cut off has erased some whole. What a moderator
    has deleted already goes by itself within the hour.
    """
    ids = db.session.scalars(_theirs(select(Comment.id), site_id, email).where(Comment.status != "deleted")).all()
    for comment_id in ids:
        with transaction():
            _erase(site_id, comment_id)
    with transaction():
        known = (Person.site_id == site_id) & (func.lower(Person.email) == _plain(email))
        db.session.execute(update(Person).where(known).values(email=None, name=None))
    return len(ids)


def _erase(site_id: int, comment_id: int) -> None:
    comment = Comment.locked(site_id, [comment_id]).get(comment_id)
    if comment is None or comment.status == "deleted":
        return
    comment.become("deleted")
    for kind in ASKED_OUTSIDE:
        cancel(site_id, comment_id, kind)
    erase(comment)


def _theirs(rows: Select[Any], site_id: int, email: str) -> Select[Any]:
    return rows.where(Comment.site_id == site_id, func.lower(Comment.author_email) == _plain(email))


def _plain(email: str) -> str:
    return email.strip().lower()


def _told(comment: Comment) -> dict[str, Any]:
    origin = Origin.of(comment.site_id, comment.id)
    page = select(Thread.url).where(Thread.site_id == comment.site_id, Thread.id == comment.thread_id)
    return {
        "id": comment.id,
        "page": db.session.scalar(page),
        "written": comment.created_at.isoformat(),
        "status": comment.status,
        "name": comment.author_name,
        "email": comment.author_email,
        "website": comment.author_website,
        "text": comment.source,
        "former_texts": [kept.source for kept in Revision.of(comment.site_id, comment.id)],
        "address": origin.ip if origin else None,
        "browser": origin.user_agent if origin else None,
        "came_from": origin.referrer if origin else None,
    }

"""What moderators add to a comment that stays as it is: a pin, and what its author is here."""

from sqlalchemy import func, select, update

from models import Comment, Moderator, Person, Sentence, db, note_change, now, transaction
from models.person import BADGES
from models.thread import Thread
from services.errors import Conflict, Invalid, NotFound

PINS_MAX = 3


def pin(moderator: Moderator, comment_id: int, *, is_pinned: bool) -> None:
    """Let a comment stand first in its discussion, or no longer.

    Raises NotFound, and Conflict for what is no published comment on the page itself or when three stand there.
    """
    with transaction():
        comment = _locked(moderator.site_id, comment_id)
        if is_pinned == (comment.pinned_at is not None):
            return
        if is_pinned and not (comment.is_root and comment.is_published):
            raise Conflict("not_to_pin", "Only a published comment that answers no other can be pinned.")
        if is_pinned and _pins(comment) >= PINS_MAX:
            told = Sentence("Pinned here already: %(count)s. Unpin one first.", count=PINS_MAX)
            raise Conflict("too_many_pins", told)
        comment.pinned_at = now() if is_pinned else None
        comment.show_change()
        note_change(
            comment.site_id, moderator.id, "comment.pinned" if is_pinned else "comment.unpinned", str(comment_id)
        )


def give_badge(moderator: Moderator, comment_id: int, badge: str) -> str:
    """Say what the author of a comment is here: author, moderator, teacher, or "" for a reader like others.

    All that they wrote in this browser, or under this sign-on, shows it. Returns what they were. Raises NotFound,
    Invalid, Conflict.
    """
    if badge not in ("", *BADGES):
        raise Invalid("invalid", "There is no such badge.", fields={"badge": "not_allowed"})
    with transaction():
        comment = _locked(moderator.site_id, comment_id)
        if comment.person_id is None:
            raise Conflict("nobody", "Nobody is known to have written this comment.")
        mine = (Person.site_id == comment.site_id) & (Person.id == comment.person_id)
        old = db.session.scalar(select(Person.badge).where(mine)) or ""
        if old != badge:
            db.session.execute(update(Person).where(mine).values(badge=badge or None))
            _show_badge(comment.site_id, comment.person_id, badge or None)
            note_change(comment.site_id, moderator.id, "badge.given", str(comment_id), old=old, new=badge)
        return old


def _locked(site_id: int, comment_id: int) -> Comment:
    comment = Comment.locked(site_id, [comment_id]).get(comment_id)
    if comment is None:
        raise NotFound("not_found", Sentence("There is no comment %(number)s here.", number=str(comment_id)))
    return comment


def _pins(comment: Comment) -> int:
    there = (Comment.site_id == comment.site_id) & (Comment.thread_id == comment.thread_id)
    pinned = select(func.count()).where(there, Comment.pinned_at.is_not(None), Comment.is_shown)
    return db.session.scalar(pinned) or 0


def _show_badge(site_id: int, person_id: int, badge: str | None) -> None:
    """In every discussion in which they wrote, in the order of their ids, so that nobody waits in a ring."""
    theirs = (Comment.site_id == site_id) & (Comment.person_id == person_id)
    where = select(Comment.thread_id).where(theirs)
    threads = select(Thread).where(Thread.site_id == site_id, Thread.id.in_(where)).order_by(Thread.id)
    for thread in db.session.scalars(threads.with_for_update()).all():
        version = thread.show_change()
        here = update(Comment).where(theirs, Comment.thread_id == thread.id)
        change = {"badge": badge, "changed": version, "version": Comment.version + 1}
        db.session.execute(here.values(change).execution_options(synchronize_session=False))

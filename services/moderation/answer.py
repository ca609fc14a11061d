"""The site's own word in a discussion: a moderator answers from the room, under the name of their account."""

import secrets
from dataclasses import dataclass

from models import Comment, Decision, Moderator, Person, Sentence, Site, Thread, db, note_change, owe, transaction
from models.base import insert_new
from models.person import FOR_ACCOUNT
from services.errors import Conflict, NotFound
from services.spam.traces import note
from services.text import plain
from services.writing.rendering import rendered

from .decide import Choice, decide


@dataclass(frozen=True, slots=True)
class Answer:
    reply_id: int
    batch: str
    """With this, the answer and what was approved for it are undone together."""
    has_approved: bool


def answer(moderator: Moderator, choice: Choice, text: str, *, approves: bool = False) -> Answer:
    """Publish a reply under a comment, as the site; with `approves` the comment is published by the same decision.

    Nobody judges it, and a closed discussion takes it. Its author is a person like others, whose badge is a moderator's
    until a moderator gives them another. Raises Invalid (the text), NotFound, and Conflict where readers don't see the
    comment, where somebody has changed it since, or where the same was answered already.
    """
    site = Site.of(moderator.site_id)
    html = rendered(site, text)
    with transaction():
        comment = Comment.locked(site.id, [choice.comment_id]).get(choice.comment_id)
        if comment is None or comment.status == "deleted":
            number = str(choice.comment_id)
            raise NotFound("not_found", Sentence("There is no comment %(number)s here.", number=number))
        if not comment.is_published and not approves:
            raise Conflict("stale", "Readers don't see this comment, so nobody would see what it is answered.")
        is_approved = not comment.is_published
        batch = _approve(moderator, choice) if is_approved else secrets.token_urlsafe(12)
        reply = _written(comment, _person(moderator), text, html)
        _refuse_second(reply)
        db.session.add(reply)
        db.session.flush()
        note(reply)
        _publish(reply, moderator, batch)
        note_change(site.id, moderator.id, "comment.replied", str(comment.id))
    return Answer(reply.id, batch, is_approved)


def _approve(moderator: Moderator, choice: Choice) -> str:
    outcome = decide(moderator, [choice], "published")
    if outcome.stale:
        raise Conflict("stale", "The comment has changed since you saw it.")
    return outcome.batch


def _person(moderator: Moderator) -> Person:
    visitor = f"{FOR_ACCOUNT}{moderator.account_id}"
    insert_new(Person, site_id=moderator.site_id, visitor=visitor, badge="moderator")
    person = Person.by_visitor(moderator.site_id, visitor)
    assert person is not None
    person.name = moderator.name
    return person


def _written(comment: Comment, person: Person, text: str, html: str) -> Comment:
    return Comment(
        site_id=comment.site_id,
        thread_id=comment.thread_id,
        parent_id=comment.id,
        root_id=comment.root_id or comment.id,
        person_id=person.id,
        author_name=person.name,
        badge=person.badge,
        source=text,
        html=html,
        fingerprint=plain.fingerprint(text),
    )


def _refuse_second(reply: Comment) -> None:
    """A button that was pressed twice answers once."""
    same = db.select(Comment.id).where(
        Comment.site_id == reply.site_id,
        Comment.parent_id == reply.parent_id,
        Comment.person_id == reply.person_id,
        Comment.fingerprint == reply.fingerprint,
        Comment.status != "deleted",
    )
    if db.session.scalar(same.limit(1)) is not None:
        raise Conflict("duplicate", "You have answered that already.")


def _publish(reply: Comment, moderator: Moderator, batch: str) -> None:
    mine = (Thread.site_id == reply.site_id) & (Thread.id == reply.thread_id)
    db.session.execute(db.update(Thread).where(mine).values(newest_id=reply.id))
    reply.become("published")
    its = {"site_id": reply.site_id, "comment_id": reply.id, "moderator_id": moderator.id, "batch": batch}
    db.session.add(Decision(old_status="checking", new_status="published", **its))
    owe(reply.site_id, reply.id, "learn")

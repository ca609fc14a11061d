"""A moderator's decision and its undoing: each kept, each with its consequences stated here."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from sqlalchemy.orm.attributes import flag_modified

from models import Comment, Decision, Moderator, Report, Status, cancel, db, now, owe, transaction
from models.erasing import erase
from models.outbox import OutboxEntry
from services.errors import Conflict, NotFound
from services.spam.feedback import owe_feedback
from services.spam.judge import is_decided

Target = Literal["published", "rejected", "spam", "deleted"]
TARGETS: tuple[Target, ...] = ("published", "rejected", "spam", "deleted")
UNDO_WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """A comment as the moderator saw it: with the version that stood on the screen."""

    comment_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    batch: str
    changed: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    """Left alone, because someone or something has changed them since they were shown."""
    kept: list[int] = field(default_factory=list)
    """Of the changed ones those that stood there already: only the reports about them are settled, or it is confirmed
    that they are spam."""


def decide(moderator: Moderator, choices: Sequence[Choice], to: Target) -> Outcome:
    """Give many comments one status. What changed since it was shown is left alone and reported.

    Any decision settles what readers reported about the comment; to publish what is published and reported keeps it.
    To call spam what no person has called it yet confirms it, and so teaches the filter.
    Deleting takes the comment off the page at once and erases it an hour later; until then it can be undone.
    Raises NotFound when one of the comments is not of the moderator's site.
    """
    site_id, moderator_id = moderator.site_id, moderator.id
    outcome = Outcome(secrets.token_urlsafe(12))
    with transaction():
        comments = _locked(site_id, [choice.comment_id for choice in choices])
        for choice in choices:
            comment = comments[choice.comment_id]
            if comment.version != choice.version or not _can_become(comment, to):
                outcome.stale.append(comment.id)
                continue
            if comment.status == to:
                outcome.kept.append(comment.id)
            decision = _change(comment, to, moderator_id, outcome.batch)
            Report.settle(site_id, comment.id, decision.created_at)
            outcome.changed.append(comment.id)
        _owe_learning(site_id, outcome)
    return outcome


def undo(moderator: Moderator, batch: str) -> Outcome:
    """Take a decision back: each comment of it returns to where it was, if nobody has decided again since.

    Raises NotFound for an unknown batch and Conflict when nothing of it can be undone any more.
    """
    site_id, moderator_id = moderator.site_id, moderator.id
    outcome = Outcome(secrets.token_urlsafe(12))
    with transaction():
        decisions = Decision.of_batch(site_id, batch)
        if not decisions:
            raise NotFound("not_found", "There is no such decision.")
        comments = _locked(site_id, [decision.comment_id for decision in decisions])
        for decision in decisions:
            comment = comments[decision.comment_id]
            if not _can_undo(decision, comment):
                outcome.stale.append(comment.id)
                continue
            decision.undone_at = now()
            back: Status = "pending" if decision.old_status == "checking" else decision.old_status  # type: ignore[assignment]
            _change(comment, back, moderator_id, outcome.batch, undoes=batch)
            Report.reopen(site_id, comment.id, decision.created_at)
            outcome.changed.append(comment.id)
        if not outcome.changed:
            raise Conflict("too_late", "This can't be undone any more: it has been decided again or erased since.")
        _owe_learning(site_id, outcome)
    return outcome


def erase_comment(entry: OutboxEntry, claim: str) -> None:
    """An hour after it was deleted: text, name, e-mail, origin and what the checks said of them are gone."""
    with transaction():
        entry.settle(claim)
        comment = Comment.locked(entry.site_id, [entry.comment_id]).get(entry.comment_id)
        if comment is None or comment.status != "deleted":
            return
        erase(comment)


def _locked(site_id: int, comment_ids: list[int]) -> dict[int, Comment]:
    comments = Comment.locked(site_id, comment_ids)
    if missing := set(comment_ids) - comments.keys():
        raise NotFound("not_found", f"There is no comment {min(missing)} here.")
    return comments


def _can_become(comment: Comment, to: Target) -> bool:
    if comment.status == to == "published":
        return Report.stands_against(comment.site_id, comment.id)
    if comment.status == to == "spam":
        return not is_decided(comment)
    return comment.status not in (to, "deleted")


def _can_undo(decision: Decision, comment: Comment) -> bool:
    last = Decision.last_of(comment.site_id, comment.id)
    is_standing = last is not None and last.id == decision.id and decision.undone_at is None
    is_erased = comment.status == "deleted" and not comment.source
    return is_standing and decision.undoes is None and not is_erased


def _change(comment: Comment, to: Status, moderator_id: int, batch: str, undoes: str | None = None) -> Decision:
    old = comment.status
    flag_modified(comment, "status")  # one that is kept has a new version too, so that a second moderator is told
    comment.become(to, waits_for="Its decision was undone" if undoes and to == "pending" else "")
    decision = Decision(
        site_id=comment.site_id,
        comment_id=comment.id,
        moderator_id=moderator_id,
        old_status=old,
        new_status=to,
        batch=batch,
        undoes=undoes,
    )
    db.session.add(decision)
    db.session.flush()
    _owe_erasing(comment, old, to)
    owe_feedback(comment, old, to, moderator_id, is_undo=undoes is not None)
    return decision


def _owe_erasing(comment: Comment, old: str, to: Status) -> None:
    if to == "deleted":
        owe(comment.site_id, comment.id, "erase", due_at=now() + UNDO_WINDOW)
    elif old == "deleted":
        cancel(comment.site_id, comment.id, "erase")


def _owe_learning(site_id: int, outcome: Outcome) -> None:
    """The filter learns from what was decided with one click at one go."""
    if outcome.changed:
        owe(site_id, outcome.changed[0], "learn")


def try_again(site_id: int) -> int:
    """What could not be sent to the outside is due now. Returns how many entries that are."""
    with transaction():
        return OutboxEntry.hurry(site_id)

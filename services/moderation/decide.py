"""A moderator's decision and its undoing: each kept, each with its consequences stated here."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from models import Comment, Decision, Moderator, Sentence, transaction
from models.erasing import erase
from models.outbox import OutboxEntry
from services.errors import Conflict, NotFound

from .consequences import TARGETS as TARGETS
from .consequences import Target as Target
from .consequences import able, give, owe_learning, take_back


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
        seen = {choice.comment_id for choice in choices if comments[choice.comment_id].version == choice.version}
        chosen = able(site_id, [comments[comment_id] for comment_id in seen], to)
        outcome.stale.extend(sorted(comments.keys() - {comment.id for comment in chosen}))
        outcome.kept.extend(comment.id for comment in chosen if comment.status == to)
        outcome.changed.extend(comment.id for comment in chosen)
        give(chosen, to, moderator_id, outcome.batch)
        owe_learning(site_id, outcome.changed)
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
        outcome.changed.extend(take_back(site_id, decisions, moderator_id, outcome.batch))
        outcome.stale.extend(sorted({decision.comment_id for decision in decisions} - set(outcome.changed)))
        if not outcome.changed:
            raise Conflict("too_late", "This can't be undone any more: it has been decided again or erased since.")
        owe_learning(site_id, outcome.changed)
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
        raise NotFound("not_found", Sentence("There is no comment %(number)s here.", number=str(min(missing))))
    return comments


def try_again(site_id: int) -> int:
    """What could not be sent to the outside is due now. Returns how many entries that are."""
    with transaction():
        return OutboxEntry.hurry(site_id)

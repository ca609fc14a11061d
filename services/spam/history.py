"""All that happened to a comment, in the order in which it did, in words for its moderators."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from models import Account, Comment, Consultation, Decision, Moderator, Report, Revision, Verdict, db

T = TypeVar("T", Decision, Report, Verdict)
_SERVICES = {"akismet": "Akismet", "cleantalk": "CleanTalk", "dnsbl": "The DNS block lists"}
_SAID = {
    "spam": "said: spam",
    "blatant": "said: blatant spam",
    "ham": "said: not spam",
    "later": "said: not spam, but wants to look again",
    "failed": "gave no answer",
    "told": "was told what the moderator decided",
}


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    what: str


def history(comment: Comment) -> list[Event]:
    """Oldest first."""
    return sorted(_events(comment), key=lambda event: event.at)


def _events(comment: Comment) -> Iterator[Event]:
    yield Event(comment.created_at, "It was sent")
    names = _names(comment.site_id)
    for revision in Revision.of(comment.site_id, comment.id):
        who = names.get(revision.moderator_id, "A moderator") if revision.moderator_id else "Its author"
        yield Event(revision.created_at, f"{who} changed the text")
    for verdict in _rows(Verdict, comment):
        said = f"Verdict: {verdict.outcome}, {verdict.spamminess:.0%} spam"
        is_told = verdict.reason and comment.status != "deleted"
        yield Event(verdict.created_at, f"{said}. {verdict.reason}" if is_told else said)
    for asked in Consultation.of(comment.site_id, comment.id):
        yield Event(asked.created_at, _consulted(asked))
    for report in _rows(Report, comment):
        yield Event(report.created_at, f"A reader reported it: {report.reason.replace('_', ' ')}")
    for decision in _rows(Decision, comment):
        yield Event(decision.created_at, _decided(decision, names.get(decision.moderator_id, "A moderator")))


def _rows(table: type[T], comment: Comment) -> Sequence[T]:
    rows = select(table).where(table.site_id == comment.site_id, table.comment_id == comment.id)
    return db.session.scalars(rows.order_by(table.id)).all()


def _names(site_id: int) -> dict[int, str]:
    rows = select(Moderator.id, Account.name).join(Account).where(Moderator.site_id == site_id)
    return dict(db.session.execute(rows).all())


def _consulted(asked: Consultation) -> str:
    again = f" (asked again: {asked.reason})" if asked.reason else ""
    detail = f": {asked.detail}" if asked.detail else ""
    return f"{_SERVICES.get(asked.service, asked.service)} {_SAID.get(asked.outcome, asked.outcome)}{again}{detail}"


def _decided(decision: Decision, name: str) -> str:
    if decision.undoes:
        return f"{name} took the decision back: {decision.new_status} again"
    return f"{name} decided: {decision.old_status} → {decision.new_status}"

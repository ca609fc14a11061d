"""All that happened to a comment, in the order in which it did, in words for its moderators."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from models import Account, Comment, Consultation, Decision, Moderator, Report, Revision, Sentence, Verdict, db

T = TypeVar("T", Decision, Report, Verdict)
_SERVICES = {"akismet": "Akismet", "cleantalk": "CleanTalk", "dnsbl": Sentence("DNS block lists")}
_ASKED = {
    "retry": Sentence("%(service)s, tried again"),
    "edit": Sentence("%(service)s, asked again after an edit"),
    "recheck": Sentence("%(service)s, asked again as it wished"),
    "recheck_queue": Sentence("%(service)s, asked again by a moderator"),
    "callback": Sentence("%(service)s, which called back"),
}
_SAID = {
    "spam": Sentence("%(who)s: spam"),
    "blatant": Sentence("%(who)s: blatant spam"),
    "ham": Sentence("%(who)s: not spam"),
    "later": Sentence("%(who)s: not spam, but wants to look again"),
    "failed": Sentence("%(who)s: no answer"),
    "told": Sentence("%(who)s: told what the moderator decided"),
}
_DETAIL = Sentence("%(what)s. %(detail)s")
_VERDICTS = {
    "publish": Sentence("Verdict: publish, %(degree)s%% spam"),
    "hold": Sentence("Verdict: hold, %(degree)s%% spam"),
    "spam": Sentence("Verdict: spam, %(degree)s%% spam"),
    "discard": Sentence("Verdict: discard, %(degree)s%% spam"),
}
_REPORTED = {
    "spam": Sentence("A reader reported it: spam"),
    "abuse": Sentence("A reader reported it: abuse"),
    "personal": Sentence("A reader reported it: personal details"),
    "off_topic": Sentence("A reader reported it: off the topic"),
    "other": Sentence("A reader reported it: another reason"),
}
_DECIDED = {
    "published": Sentence("%(name)s published it"),
    "pending": Sentence("%(name)s let it wait"),
    "rejected": Sentence("%(name)s rejected it"),
    "spam": Sentence("%(name)s marked it as spam"),
    "deleted": Sentence("%(name)s deleted it"),
}
_TAKEN_BACK = {
    "published": Sentence("%(name)s took the decision back: it is published again"),
    "pending": Sentence("%(name)s took the decision back: it waits again"),
    "rejected": Sentence("%(name)s took the decision back: it is rejected again"),
    "spam": Sentence("%(name)s took the decision back: it is spam again"),
    "deleted": Sentence("%(name)s took the decision back: it is deleted again"),
}
_SOMEBODY = Sentence("A moderator")


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    what: str


def history(comment: Comment) -> list[Event]:
    """Oldest first."""
    return sorted(_events(comment), key=lambda event: event.at)


def _events(comment: Comment) -> Iterator[Event]:
    yield Event(comment.created_at, Sentence("It was sent"))
    names = _names(comment.site_id)
    for revision in Revision.of(comment.site_id, comment.id):
        yield Event(revision.created_at, _changed(revision, names))
    for verdict in _rows(Verdict, comment):
        said = Sentence(_VERDICTS[verdict.outcome], degree=round(verdict.spamminess * 100))
        yield Event(verdict.created_at, _with(said, "" if comment.status == "deleted" else verdict.reason))
    for asked in Consultation.of(comment.site_id, comment.id):
        yield Event(asked.created_at, _consulted(asked))
    for report in _rows(Report, comment):
        yield Event(report.created_at, _REPORTED[report.reason])
    for decision in _rows(Decision, comment):
        yield Event(decision.created_at, _decided(decision, names.get(decision.moderator_id, _SOMEBODY)))


def _rows(table: type[T], comment: Comment) -> Sequence[T]:
    rows = select(table).where(table.site_id == comment.site_id, table.comment_id == comment.id)
    return db.session.scalars(rows.order_by(table.id)).all()


def _names(site_id: int) -> dict[int, str]:
    rows = select(Moderator.id, Account.name).join(Account).where(Moderator.site_id == site_id)
    return dict(db.session.execute(rows).all())


def _consulted(asked: Consultation) -> Sentence:
    service = _SERVICES[asked.service]
    who = Sentence(_ASKED[asked.reason], service=service) if asked.reason else service
    return _with(Sentence(_SAID[asked.outcome], who=who), asked.detail)


def _decided(decision: Decision, name: str) -> Sentence:
    said = _TAKEN_BACK if decision.undoes else _DECIDED
    return Sentence(said[decision.new_status], name=name)


def _changed(revision: Revision, names: dict[int, str]) -> Sentence:
    if revision.moderator_id is None:
        return Sentence("Its author changed the text")
    return Sentence("%(name)s changed the text", name=names.get(revision.moderator_id, _SOMEBODY))


def _with(said: Sentence, detail: str) -> Sentence:
    """A constant sentence is kept as a plain text, but is one of ours all the same."""
    whole = detail if isinstance(detail, Sentence) else Sentence(detail)
    return Sentence(_DETAIL, what=said, detail=whole) if detail else said

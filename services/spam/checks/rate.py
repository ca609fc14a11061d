from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, select

from models import Comment, Origin, Person, Signal, db, now
from services.spam.case import Case

LOOKED_AT = 200
DAY = timedelta(days=1)
NETWORK = "this network"
PERSON = "the same person"

# In ten minutes, an hour and a day so many are usual; the penalty grows when it is twice and four times as many.
_SPANS = ((timedelta(minutes=10), "ten minutes"), (timedelta(hours=1), "an hour"), (DAY, "a day"))
_USUAL = {PERSON: (8, 20, 60), NETWORK: (20, 50, 150)}
_PENALTIES = ((4, 0.5), (2, 0.35), (1, 0.2))
_SPAM_PENALTIES = ((20, 0.8), (10, 0.65), (5, 0.5), (2, 0.3))

_SITE: BindParameter[int] = bindparam("site_id")
_ITSELF: BindParameter[int] = bindparam("comment_id")


def _of_last_day(sent: Select[datetime, int]) -> Select[datetime, str, int | None]:
    """The time is the origin's: a comment's own stands behind its text, however long that is."""
    recent = sent.where(Origin.created_at > bindparam("since")).subquery()
    theirs = (Comment.site_id == _SITE) & (Comment.id == recent.c.comment_id)
    return select(recent.c.created_at, Comment.status, Comment.person_id).join(recent, theirs)


_WRITTEN = (
    select(Comment.id)
    .where(Comment.site_id == _SITE, Comment.person_id == bindparam("person_id"), Comment.id != _ITSELF)
    .order_by(Comment.id.desc())
    .limit(LOOKED_AT)
    .subquery()
)
_OF_WRITTEN = (Origin.site_id == _SITE) & (Origin.comment_id == _WRITTEN.c.id)
_BY_PERSON = _of_last_day(select(Origin.created_at, Origin.comment_id).join(_WRITTEN, _OF_WRITTEN))
_FROM_NETWORK = _of_last_day(
    select(Origin.created_at, Origin.comment_id)
    .where(Origin.site_id == _SITE, Origin.network == bindparam("network"), Origin.comment_id != _ITSELF)
    .order_by(Origin.created_at.desc())
    .limit(LOOKED_AT)
)


class Sent(NamedTuple):
    at: datetime
    status: str
    person_id: int | None


def examine(case: Case) -> Signal | None:
    """So many comments came from the same person or network of late, or so many that are spam.

    A school's network does not suffer: comments of people whom a moderator has approved do not count, and each of
    them takes one that is spam off. Counted are at most the newest 200 of the last day.
    """
    found = [*_by_person(case), *_by_network(case)]
    certainty, reason = max(found, default=(0.0, ""))
    return case.signal("rate", 1.0, certainty, reason) if certainty else None


def _by_person(case: Case) -> Iterator[tuple[float, str]]:
    sent = _sent_by(case)
    if _is_much(sent, PERSON) and not case.person.is_approved:
        yield from _much(sent, PERSON)


def _by_network(case: Case) -> Iterator[tuple[float, str]]:
    if not case.origin.network:
        return
    sent = _sent_from(case)
    spam = [each for each in sent if each.status == "spam"]
    if not _is_much(sent, NETWORK) and len(spam) < _SPAM_PENALTIES[-1][0]:
        return
    approved = Person.approved_among(case.site.id, {each.person_id for each in sent if each.person_id})
    strange = [each for each in sent if each.person_id not in approved]
    yield from _much(strange, NETWORK)
    left = len(spam) - (len(sent) - len(strange))
    certainty = next((certainty for count, certainty in _SPAM_PENALTIES if left >= count), 0.0)
    yield certainty, f"{len(spam)} comments from {NETWORK} were spam in the last day"


def _sent_by(case: Case) -> list[Sent]:
    return _read(_BY_PERSON, case, person_id=case.person.id)


def _sent_from(case: Case) -> list[Sent]:
    return _read(_FROM_NETWORK, case, network=case.origin.network)


def _read(query: Select[datetime, str, int | None], case: Case, **whose: object) -> list[Sent]:
    told = {"site_id": case.site.id, "comment_id": case.comment.id, "since": now() - DAY} | whose
    return [Sent(*row) for row in db.session.execute(query, told)]


def _is_much(sent: Sequence[Sent], whose: str) -> bool:
    return any(certainty for certainty, _ in _much(sent, whose))


def _much(sent: Sequence[Sent], whose: str) -> Iterator[tuple[float, str]]:
    for (span, spoken), usual in zip(_SPANS, _USUAL[whose], strict=True):
        since = now() - span
        count = sum(each.at > since for each in sent)
        certainty = next((certainty for times, certainty in _PENALTIES if count >= times * usual), 0.0)
        yield certainty, f"{count} comments came from {whose} within {spoken}"

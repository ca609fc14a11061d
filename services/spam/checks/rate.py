from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, select

from models import Comment, Origin, Person, Sentence, Signal, now
from models.base import send
from services.spam.case import Case

LOOKED_AT = 200
DAY = timedelta(days=1)


class Usual(NamedTuple):
    """So many comments within a time are usual; the penalty grows when it is twice and four times as many."""

    within: timedelta
    most: int
    said: Sentence
    """What is told of more."""


_TEN, _HOUR = timedelta(minutes=10), timedelta(hours=1)
_OF_PERSON = (
    Usual(_TEN, 8, Sentence("Comments of the same person within ten minutes: %(count)s")),
    Usual(_HOUR, 20, Sentence("Comments of the same person within an hour: %(count)s")),
    Usual(DAY, 60, Sentence("Comments of the same person within a day: %(count)s")),
)
_OF_NETWORK = (
    Usual(_TEN, 20, Sentence("Comments from this network within ten minutes: %(count)s")),
    Usual(_HOUR, 50, Sentence("Comments from this network within an hour: %(count)s")),
    Usual(DAY, 150, Sentence("Comments from this network within a day: %(count)s")),
)
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
    sent = [] if case.is_first else _sent_by(case)
    if _is_much(sent, _OF_PERSON) and not case.person.is_approved_at(case.site):
        yield from _much(sent, _OF_PERSON)


def _by_network(case: Case) -> Iterator[tuple[float, str]]:
    if not case.origin.network:
        return
    sent = _sent_from(case)
    spam = [each for each in sent if each.status == "spam"]
    if not _is_much(sent, _OF_NETWORK) and len(spam) < _SPAM_PENALTIES[-1][0]:
        return
    approved = Person.approved_among(case.site, {each.person_id for each in sent if each.person_id})
    strange = [each for each in sent if each.person_id not in approved]
    yield from _much(strange, _OF_NETWORK)
    left = len(spam) - (len(sent) - len(strange))
    certainty = next((certainty for count, certainty in _SPAM_PENALTIES if left >= count), 0.0)
    yield certainty, Sentence("Comments from this network that were spam in the last day: %(count)s", count=len(spam))


def _sent_by(case: Case) -> list[Sent]:
    return _read(_BY_PERSON, case, person_id=case.person.id)


def _sent_from(case: Case) -> list[Sent]:
    return _read(_FROM_NETWORK, case, network=case.origin.network)


def _read(query: Select[datetime, str, int | None], case: Case, **whose: object) -> list[Sent]:
    told = {"site_id": case.site.id, "comment_id": case.number, "since": now() - DAY} | whose
    return [Sent(*row) for row in send(query, told)]


def _is_much(sent: Sequence[Sent], usual: Sequence[Usual]) -> bool:
    return any(certainty for certainty, _ in _much(sent, usual))


def _much(sent: Sequence[Sent], usual: Sequence[Usual]) -> Iterator[tuple[float, str]]:
    for each in usual:
        since = now() - each.within
        count = sum(one.at > since for one in sent)
        certainty = next((certainty for times, certainty in _PENALTIES if count >= times * each.most), 0.0)
        yield certainty, Sentence(each.said, count=count)

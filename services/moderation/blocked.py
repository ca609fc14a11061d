"""What a term of the blocklist would hit before it stands there; and what stands there, with who put it there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TypeVar

from sqlalchemy import Select, func, or_, select

from models import BlockedTerm, Change, Comment, Moderator, Origin, Person, Site, Thread, db, now
from services.spam.case import Case
from services.spam.checks.blocklist import matcher
from services.text.domains import hosts
from services.text.links import links_in

from .decide import Choice, Outcome, decide

LOOKED_AT = 1000
SAMPLE = 10
PAGE = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Hits:
    """Of the site's newest thousand comments those that have the term."""

    comments: Sequence[Comment]
    looked_at: int

    @property
    def published(self) -> int:
        return sum(comment.is_published for comment in self.comments)

    @property
    def waiting(self) -> Sequence[Comment]:
        return [comment for comment in self.comments if comment.is_waiting]

    @property
    def sample(self) -> Sequence[Comment]:
        """Published ones first: they are what would have been missed."""
        return sorted(self.comments, key=lambda comment: not comment.is_published)[:SAMPLE]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of the blocklist, or a ban; who made it and when, as far as that is known."""

    term: BlockedTerm | Person
    by: str
    at: datetime | None
    name: str = ""
    """Of who is banned: under which they have written last."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far one has read among the bans: those before that moment, or in it with a lower number, come next."""

    at: datetime
    person_id: int

    @classmethod
    def of(cls, person: Person) -> "Place":
        return cls(person.banned_at or EPOCH, person.id)

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """None for what no page of ours has written."""
        found = re.fullmatch(r"([0-9]{1,16})\.([0-9]{1,15})", text)
        return cls(EPOCH + timedelta(microseconds=int(found[1])), int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}.{self.person_id}"


@dataclass(frozen=True, slots=True)
class Page:
    """At most a hundred, and from where the next page goes on."""

    entries: Sequence[Entry]
    next: str | None


def would_hit(site: Site, kind: str, term: str) -> Hits:
    """`term` as the blocklist keeps it."""
    cases = list(_cases(site))
    return Hits([case.comment for case in cases if matcher(case)(kind, term)], len(cases))


def take_waiting(moderator: Moderator, hits: Hits) -> Outcome | None:
    """What waits and has the term is spam."""
    choices = [Choice(comment.id, comment.version) for comment in hits.waiting]
    return decide(moderator, choices, "spam") if choices else None


def suggested(comment: Comment, origin: Origin | None) -> list[tuple[str, str]]:
    """What of a comment could be blocked, each with its kind: where it leads, its e-mail address, its network."""
    found = [("domain", host) for host in hosts([comment.author_website or "", *links_in(comment.source)])]
    if comment.author_email:
        found += [("email", comment.author_email), ("email", "@" + comment.author_email.rpartition("@")[2])]
    if origin and origin.ip:
        found += [("network", origin.ip), *([("network", origin.network)] if origin.network else [])]
    return list(dict.fromkeys(found))


def terms(site_id: int, search: str = "", *, before: int | None = None) -> Page:
    """The blocklist, newest first, from the term numbered `before` on; `search`: those that hold it."""
    rows = select(BlockedTerm).where(BlockedTerm.site_id == site_id)
    if before is not None:
        rows = rows.where(BlockedTerm.id < before)
    with db.session.scalars(_some_at_a_time(rows.order_by(BlockedTerm.id.desc()))) as ordered:
        holding = (each for each in ordered if search.casefold() in each.term.casefold())
        found = list(islice(holding, PAGE + 1))
    known = _noted(site_id, "term.blocked", [f"{each.kind}: {each.term}" for each in found])
    entries = [Entry(each, known.get(f"{each.kind}: {each.term}", ""), each.created_at) for each in found[:PAGE]]
    return Page(entries, str(found[PAGE - 1].id) if len(found) > PAGE else None)


def bans(site_id: int, search: str = "", *, before: Place | None = None) -> Page:
    """Who is banned now, the newest ban first; `search`: those whose name holds it."""
    found = list(islice(_banned(site_id, search, before), PAGE + 1))
    known = _noted(site_id, "person.banned", [f"#{person.id}" for person, _ in found])
    entries = [Entry(each, known.get(f"#{each.id}", ""), each.banned_at, name) for each, name in found[:PAGE]]
    return Page(entries, str(Place.of(found[PAGE - 1][0])) if len(found) > PAGE else None)


def names_of(site_id: int, person_ids: Sequence[int]) -> dict[int, str]:
    """Under which name each has written last."""
    theirs = (Comment.site_id == site_id) & Comment.person_id.in_(person_ids) & (Comment.author_name != "")
    last = select(func.max(Comment.id)).where(theirs).group_by(Comment.person_id)
    rows = select(Comment.person_id, Comment.author_name).where(Comment.site_id == site_id, Comment.id.in_(last))
    return {person_id: name for person_id, name in db.session.execute(rows) if person_id is not None}


def _banned(site_id: int, search: str, before: Place | None) -> Iterator[tuple[Person, str]]:
    """Each with the name."""
    at, number = Person.banned_at, Person.id
    rows = select(Person).where(Person.site_id == site_id, at.is_not(None))
    rows = rows.where(or_(Person.banned_until.is_(None), Person.banned_until > now()))
    if before is not None:
        rows = rows.where(or_(at < before.at, (at == before.at) & (number < before.person_id)))
    with db.session.scalars(_some_at_a_time(rows.order_by(at.desc(), number.desc()))) as ordered:
        for people in ordered.partitions():
            names = names_of(site_id, [person.id for person in people])
            for person in people:
                if search.casefold() in names.get(person.id, "").casefold():
                    yield person, names.get(person.id, "")


def _some_at_a_time(rows: Select[Row]) -> Select[Row]:
    """Nobody reads a hundred thousand to show a hundred."""
    return rows.execution_options(yield_per=2 * PAGE)


def _noted(site_id: int, action: str, subjects: Sequence[str]) -> dict[str, str]:
    """Who did it last, by subject."""
    rows = select(Change.subject, Change.moderator_id).where(Change.site_id == site_id, Change.action == action)
    said = db.session.execute(rows.where(Change.subject.in_(subjects)).order_by(Change.id)).all()
    moderators = select(Moderator).where(
        Moderator.site_id == site_id, Moderator.id.in_({who for _, who in said if who})
    )
    names = {moderator.id: moderator.name for moderator in db.session.scalars(moderators)}
    return {subject: names.get(who or 0, "") for subject, who in said}


def _cases(site: Site) -> Iterator[Case]:
    rows = (
        select(Comment, Thread, Origin)
        .join(Thread, (Thread.site_id == Comment.site_id) & (Thread.id == Comment.thread_id))
        .outerjoin(Origin, (Origin.site_id == Comment.site_id) & (Origin.comment_id == Comment.id))
        .where(Comment.site_id == site.id, Comment.source != "")
        .order_by(Comment.id.desc())
        .limit(LOOKED_AT)
    )
    nobody = Person(site_id=site.id, visitor="")
    for comment, thread, origin in db.session.execute(rows):
        unknown = Origin(site_id=site.id, comment_id=comment.id, ip="", user_agent="")
        yield Case(site, thread, comment, origin or unknown, nobody, None)

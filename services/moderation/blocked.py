"""What a term of the blocklist would hit before it stands there; and what stands there, with who put it there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from models import BlockedTerm, Change, Comment, Moderator, Origin, Person, Site, Thread, db
from services.spam.case import Case
from services.spam.checks.blocklist import matcher
from services.text.domains import hosts
from services.text.links import links_in

from .decide import Choice, Outcome, decide

LOOKED_AT = 1000
SAMPLE = 10


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


def terms(site_id: int, search: str = "") -> list[Entry]:
    """The blocklist, newest first; `search`: those that hold it."""
    known = _noted(site_id, "term.blocked")
    found = [blocked for blocked in reversed(BlockedTerm.of(site_id)) if search.casefold() in blocked.term.casefold()]
    return [Entry(each, known.get(f"{each.kind}: {each.term}", ""), each.created_at) for each in found]


def bans(site_id: int) -> list[Entry]:
    """Who is banned now, the newest ban first."""
    known = _noted(site_id, "person.banned")
    rows = select(Person).where(Person.site_id == site_id, Person.banned_at.is_not(None))
    found = [person for person in db.session.scalars(rows.order_by(Person.banned_at.desc())) if person.is_banned]
    return [Entry(person, known.get(f"#{person.id}", ""), person.banned_at) for person in found]


def names_of(site_id: int, person_ids: Sequence[int]) -> dict[int, str]:
    """Under which name each has written last."""
    theirs = (Comment.site_id == site_id) & Comment.person_id.in_(person_ids) & (Comment.author_name != "")
    last = select(func.max(Comment.id)).where(theirs).group_by(Comment.person_id)
    rows = select(Comment.person_id, Comment.author_name).where(Comment.site_id == site_id, Comment.id.in_(last))
    return {person_id: name for person_id, name in db.session.execute(rows) if person_id is not None}


def _noted(site_id: int, action: str) -> dict[str, str]:
    """Who did it last, by subject."""
    rows = select(Change.subject, Change.moderator_id).where(Change.site_id == site_id, Change.action == action)
    said = db.session.execute(rows.order_by(Change.id)).all()
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

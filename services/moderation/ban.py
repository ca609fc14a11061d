"""Who has written what can't be borne writes no more: for a time or for good, until a moderator takes it back."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from models import Comment, Moderator, Person, Sentence, db, note_change, now, transaction
from models.person import FOR_ACCOUNT
from services.errors import Conflict, Invalid, NotFound

from .decide import Choice, Outcome, decide

DAYS: dict[str, int | None] = {"day": 1, "week": 7, "good": None}
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Author:
    """Whoever wrote a comment, and what else is theirs."""

    person: Person
    counts: dict[str, int]
    """How many of their comments stand in each status."""

    @property
    def is_one_of_us(self) -> bool:
        """A moderator of the site."""
        return self.person.visitor.startswith(FOR_ACCOUNT)


def author_of(site_id: int, comment: Comment) -> Author | None:
    """None where nobody is known to have written it."""
    mine = select(Person).where(Person.site_id == site_id, Person.id == comment.person_id)
    person = db.session.scalar(mine)
    if person is None:
        return None
    theirs = select(Comment.status, func.count()).where(Comment.site_id == site_id, Comment.person_id == person.id)
    return Author(person, dict(db.session.execute(theirs.group_by(Comment.status)).all()))


def ban(moderator: Moderator, comment_id: int, time: str, *, takes_waiting: bool = False) -> Outcome | None:
    """Ban the author of a comment for a day, a week or for good; with `takes_waiting` what waits of theirs is spam.

    Raises NotFound, Invalid (another time), Conflict (nobody is known to have written it, or one of the moderators).
    """
    if time not in DAYS:
        raise Invalid("invalid", "A ban is for a day, for a week or for good.", fields={"time": "not_allowed"})
    days, site_id, moderator_id = DAYS[time], moderator.site_id, moderator.id
    with transaction():
        comment = Comment.of(site_id, comment_id)
        if comment is None:
            raise NotFound("not_found", Sentence("There is no comment %(number)s here.", number=str(comment_id)))
        person = _person(site_id, comment.person_id) if comment.person_id else None
        if person is None:
            raise Conflict("nobody", "Nobody is known to have written this comment.")
        if person.visitor.startswith(FOR_ACCOUNT):
            raise Conflict("one_of_us", "This was written by a moderator of the site. End their role instead.")
        old, person_id = _told(person), person.id
        person.banned_at = now()
        person.banned_until = person.banned_at + timedelta(days=days) if days else None
        note_change(site_id, moderator_id, "person.banned", f"#{person_id}", old=old, new=_told(person))
        return _take_waiting(moderator, person_id) if takes_waiting else None


def unban(moderator: Moderator, person_id: int) -> None:
    """Raises NotFound for whom nobody has banned, or whose ban is over."""
    with transaction():
        person = _person(moderator.site_id, person_id)
        if person is None or not person.is_banned:
            raise NotFound("not_found", "Nobody has banned this person, or the ban is over.")
        note_change(moderator.site_id, moderator.id, "person.unbanned", f"#{person_id}", old=_told(person))
        person.banned_at = person.banned_until = None


def _take_waiting(moderator: Moderator, person_id: int) -> Outcome | None:
    theirs = (Comment.site_id == moderator.site_id) & (Comment.person_id == person_id)
    waiting = select(Comment.id, Comment.version).where(theirs, Comment.status.in_(("checking", "pending")))
    choices = [Choice(*row) for row in db.session.execute(waiting.order_by(Comment.id.desc()).limit(AT_ONCE))]
    return decide(moderator, choices, "spam") if choices else None


def _person(site_id: int, person_id: int) -> Person | None:
    mine = select(Person).where(Person.site_id == site_id, Person.id == person_id)
    return db.session.scalar(mine.with_for_update().execution_options(populate_existing=True))


def _told(person: Person) -> str | None:
    if not person.is_banned:
        return None
    return person.banned_until.isoformat(timespec="minutes") if person.banned_until else "for good"

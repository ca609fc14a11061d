"""What readers say without words: votes on a comment, reactions to a page, reports of what should not stand there."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, bindparam, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from .asking import Question
from .base import Model, belongs_to, db, now
from .comment import Comment
from .site import Site

REASONS = ("spam", "abuse", "personal", "off_topic", "other")
"""What a reader may say is wrong with a comment."""


def _by_age(table: str) -> Index:
    """Whose address is still known, for the day when it must not be any more."""
    is_known = text("address <> ''")
    return Index(f"ix_{table}_address", "site_id", "created_at", sqlite_where=is_known, postgresql_where=is_known)


class Vote(Model):
    """One visitor's vote on one comment: 1 or -1. Taken back, the row is gone."""

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("site_id", "comment_id", "visitor"),
        belongs_to("comment", "comment_id"),
        Index("ix_vote_visitor", "site_id", "visitor"),
        _by_age("vote"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    visitor: Mapped[str]
    value: Mapped[int]
    address: Mapped[str]
    """A keyed hash of the voter's address, to bound how often one address votes; tells nothing else."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of_visitor(cls, site_id: int, thread_id: int, visitor: str) -> dict[int, int]:
        """By comment, in one discussion."""
        mine = select(cls.comment_id, cls.value).where(cls.site_id == site_id, cls.visitor == visitor)
        here = mine.join(Comment, (Comment.site_id == cls.site_id) & (Comment.id == cls.comment_id))
        return dict(db.session.execute(here.where(Comment.thread_id == thread_id)).all())


class Reaction(Model):
    """One visitor's emoji on one page."""

    __tablename__ = "reaction"
    __table_args__ = (
        UniqueConstraint("site_id", "thread_id", "visitor", "emoji"),
        belongs_to("thread", "thread_id"),
        _by_age("reaction"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    thread_id: Mapped[int]
    visitor: Mapped[str]
    emoji: Mapped[str]
    address: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def counts_of(cls, site_id: int, thread_id: int, offered: list[str]) -> dict[str, int]:
        """How many left each emoji of those that the site offers, in its order; only those that someone left."""
        counts = dict(_COUNTS.ask(site_id=site_id, thread_id=thread_id))
        return {emoji: counts[emoji] for emoji in offered if emoji in counts}

    @classmethod
    def of_visitor(cls, site_id: int, thread_id: int, visitor: str) -> list[str]:
        """In the site's order."""
        here = select(cls.emoji).where(cls.site_id == site_id, cls.thread_id == thread_id, cls.visitor == visitor)
        mine = set(db.session.scalars(here))
        return [emoji for emoji in Site.of(site_id).emoji if emoji in mine]


_COUNTS = Question(
    select(Reaction.emoji, func.count())
    .where(Reaction.site_id == bindparam("site_id"), Reaction.thread_id == bindparam("thread_id"))
    .group_by(Reaction.emoji),
    tuple,
)


class Report(Model):
    """A reader's complaint about a comment. It stands until a moderator has looked."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("site_id", "comment_id", "visitor"),
        belongs_to("comment", "comment_id"),
        Index("ix_report_open", "site_id", "settled_at", "comment_id"),
        Index("ix_report_visitor", "site_id", "visitor"),
        _by_age("report"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    visitor: Mapped[str]
    reason: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    """When a moderator decided about the comment: the very moment of that decision."""
    outcome: Mapped[str | None]
    """Of what is settled: upheld, or dismissed."""
    address: Mapped[str | None]
    """A keyed hash of the reporter's network, this comment's own: many reports from one place weigh as one."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def stand_against(cls, site_id: int, comment_ids: Iterable[int]) -> set[int]:
        """Which of these comments stand reported."""
        its = (cls.site_id == site_id) & cls.comment_id.in_(set(comment_ids)) & cls.settled_at.is_(None)
        return set(db.session.scalars(select(cls.comment_id).where(its)))

    @classmethod
    def stands_against(cls, site_id: int, comment_id: int) -> bool:
        rows = select(cls.id).where(cls.site_id == site_id, cls.comment_id == comment_id, cls.settled_at.is_(None))
        return db.session.scalar(rows.limit(1)) is not None

    @classmethod
    def settle(cls, site_id: int, comment_ids: Iterable[int], at: datetime, status: str) -> None:
        """A moderator gave the comments that status at that moment: to let them stand dismisses the reports."""
        mine = (cls.site_id == site_id) & cls.comment_id.in_(set(comment_ids)) & cls.settled_at.is_(None)
        values = {"settled_at": at, "outcome": "dismissed" if status == "published" else "upheld"}
        db.session.execute(update(cls).where(mine).values(values).execution_options(synchronize_session=False))

    @classmethod
    def reopen(cls, site_id: int, comment_ids: Iterable[int], at: datetime) -> None:
        """Those that were settled by the decision of that moment stand again."""
        mine = (cls.site_id == site_id) & cls.comment_id.in_(set(comment_ids)) & (cls.settled_at == at)
        values = {"settled_at": None, "outcome": None}
        db.session.execute(update(cls).where(mine).values(values).execution_options(synchronize_session=False))

"""What readers say without words: votes on a comment, reactions to a page, reports of what should not stand there."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now
from .comment import Comment
from .site import Site


class Vote(Model):
    """One visitor's vote on one comment: 1 or -1. Taken back, the row is gone."""

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("site_id", "comment_id", "visitor"),
        belongs_to("comment", "comment_id"),
        Index("ix_vote_visitor", "site_id", "visitor"),
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
        return dict(db.session.execute(here.where(Comment.thread_id == thread_id).order_by(cls.comment_id)).tuples())


class Reaction(Model):
    """One visitor's emoji on one page."""

    __tablename__ = "reaction"
    __table_args__ = (
        UniqueConstraint("site_id", "thread_id", "visitor", "emoji"),
        belongs_to("thread", "thread_id"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    thread_id: Mapped[int]
    visitor: Mapped[str]
    emoji: Mapped[str]
    address: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def counts_of(cls, site_id: int, thread_id: int) -> dict[str, int]:
        """How many left each emoji that the site offers, in its order; only those that someone left."""
        here = select(cls.emoji, func.count()).where(cls.site_id == site_id, cls.thread_id == thread_id)
        counts = dict(db.session.execute(here.group_by(cls.emoji)).tuples())
        return {emoji: counts[emoji] for emoji in Site.of(site_id).emoji if emoji in counts}

    @classmethod
    def of_visitor(cls, site_id: int, thread_id: int, visitor: str) -> list[str]:
        """In the site's order."""
        here = select(cls.emoji).where(cls.site_id == site_id, cls.thread_id == thread_id, cls.visitor == visitor)
        mine = set(db.session.scalars(here))
        return [emoji for emoji in Site.of(site_id).emoji if emoji in mine]


class Report(Model):
    """A reader's complaint about a comment. It stands until a moderator has looked."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("site_id", "comment_id", "visitor"),
        belongs_to("comment", "comment_id"),
        Index("ix_report_open", "site_id", "settled_at", "comment_id"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    visitor: Mapped[str]
    reason: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

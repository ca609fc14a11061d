"""What readers say without words: votes on a comment, reactions to a page, reports of what should not stand there."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, now


class Vote(Model):
    """One visitor's vote on one comment: 1 or -1. Taken back, the row is gone."""

    __tablename__ = "vote"
    __table_args__ = (UniqueConstraint("site_id", "comment_id", "visitor"), belongs_to("comment", "comment_id"))

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    visitor: Mapped[str]
    value: Mapped[int]
    address: Mapped[str]
    """A keyed hash of the voter's address, to bound how often one address votes; tells nothing else."""
    created_at: Mapped[datetime] = mapped_column(default=now)


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

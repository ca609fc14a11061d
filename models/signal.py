from datetime import datetime

from sqlalchemy import ForeignKey, Index, select, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now
from .sentence import SentenceText


class Signal(Model):
    """One check's opinion of one comment."""

    __tablename__ = "signal"
    __table_args__ = (
        belongs_to("comment", "comment_id"),
        Index("ix_signal_comment", "site_id", "comment_id"),
        Index(
            "ix_signal_against",
            "site_id",
            "check",
            "comment_id",
            sqlite_where=text("score > 0"),
            postgresql_where=text("score > 0"),
        ),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    check: Mapped[str]
    score: Mapped[float]
    """From -1 (surely wanted) to 1 (surely spam)."""
    certainty: Mapped[float]
    """From 0 (a guess) to 1: then it decides alone."""
    reason: Mapped[str] = mapped_column(SentenceText)
    """In plain words, for the moderator."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, site_id: int, comment_id: int) -> "list[Signal]":
        rows = select(cls).where(cls.site_id == site_id, cls.comment_id == comment_id).order_by(cls.id)
        return list(db.session.scalars(rows))


class Verdict(Model):
    """What the pipeline concluded from the signals, each time it did."""

    __tablename__ = "verdict"
    __table_args__ = (belongs_to("comment", "comment_id"), Index("ix_verdict_comment", "site_id", "comment_id"))

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    outcome: Mapped[str]
    spamminess: Mapped[float]
    reason: Mapped[str] = mapped_column(SentenceText)
    created_at: Mapped[datetime] = mapped_column(default=now)

from datetime import datetime

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now
from .sentence import SentenceText


class Consultation(Model):
    """One time that somebody outside was asked, or told, about a comment, and what came of it."""

    __tablename__ = "consultation"
    __table_args__ = (
        belongs_to("comment", "comment_id"),
        Index("ix_consultation_comment", "site_id", "comment_id"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    service: Mapped[str]
    """akismet, cleantalk or dnsbl."""
    kind: Mapped[str]
    """check: it was asked; spam, ham: it was told what a moderator decided."""
    reason: Mapped[str] = mapped_column(default="")
    """Why it was asked again."""
    outcome: Mapped[str]
    """spam, blatant, ham, later (it wants to look once more), failed, told."""
    detail: Mapped[str] = mapped_column(SentenceText, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, site_id: int, comment_id: int) -> "list[Consultation]":
        rows = select(cls).where(cls.site_id == site_id, cls.comment_id == comment_id).order_by(cls.id)
        return list(db.session.scalars(rows))

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now


class Origin(Model):
    """Where one comment came from, kept for a short time: what Akismet judges by, and needs again for feedback."""

    __tablename__ = "origin"
    __table_args__ = (
        UniqueConstraint("site_id", "comment_id"),
        belongs_to("comment", "comment_id"),
        Index("ix_origin_age", "site_id", "created_at"),
        Index("ix_origin_ip", "site_id", "ip"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    ip: Mapped[str]
    user_agent: Mapped[str] = mapped_column(default="")
    referrer: Mapped[str] = mapped_column(default="")
    permalink: Mapped[str] = mapped_column(default="")
    trap_name: Mapped[str] = mapped_column(default="")
    trap_content: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    checked_as: Mapped[dict[str, Any] | None]
    """The very fields that Akismet was asked about: feedback must repeat them."""
    akismet_said: Mapped[str | None]
    akismet_guid: Mapped[str | None]

    @classmethod
    def of(cls, site_id: int, comment_id: int) -> "Origin | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.comment_id == comment_id))

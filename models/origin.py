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
        Index("ix_origin_network", "site_id", "network", "created_at"),
        Index("ix_origin_guid", "site_id", "akismet_guid"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    ip: Mapped[str]
    network: Mapped[str | None]
    """The neighbourhood of the address, as text: an IPv4 /24, an IPv6 /48."""
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
    cleantalk_id: Mapped[str | None]
    """CleanTalk's name for the question: feedback must give it."""

    @classmethod
    def of(cls, site_id: int, comment_id: int) -> "Origin | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.comment_id == comment_id))

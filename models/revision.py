from datetime import datetime

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now


class Revision(Model):
    """What a comment said before its author changed it; for moderators, and gone with the comment."""

    __tablename__ = "revision"
    __table_args__ = (belongs_to("comment", "comment_id"), Index("ix_revision_comment", "site_id", "comment_id"))

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    source: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    """When it was replaced."""

    @classmethod
    def of(cls, site_id: int, comment_id: int) -> "list[Revision]":
        rows = select(cls).where(cls.site_id == site_id, cls.comment_id == comment_id).order_by(cls.id)
        return list(db.session.scalars(rows))

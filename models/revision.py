from datetime import datetime

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now
from .moderator import Moderator


class Revision(Model):
    """What a comment said before it was changed; for moderators, and gone with the comment."""

    __tablename__ = "revision"
    __table_args__ = (
        belongs_to("comment", "comment_id"),
        belongs_to("moderator", "moderator_id"),
        Index("ix_revision_comment", "site_id", "comment_id"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    moderator_id: Mapped[int | None]
    """Who changed it; None: its author."""
    source: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    """When it was replaced."""

    @property
    def editor(self) -> "Moderator | None":
        """The moderator who changed it; None: its author."""
        return Moderator.of(self.site_id, self.moderator_id) if self.moderator_id else None

    @classmethod
    def by_moderator(cls, site_id: int, comment_id: int) -> bool:
        """A moderator has changed the comment."""
        theirs = (cls.site_id == site_id) & (cls.comment_id == comment_id) & cls.moderator_id.is_not(None)
        return db.session.scalar(select(cls.id).where(theirs).limit(1)) is not None

    @classmethod
    def by_author_since(cls, site_id: int, comment_id: int, at: datetime) -> bool:
        theirs = (cls.site_id == site_id) & (cls.comment_id == comment_id) & cls.moderator_id.is_(None)
        return db.session.scalar(select(cls.id).where(theirs, cls.created_at > at).limit(1)) is not None

    @classmethod
    def of(cls, site_id: int, comment_id: int) -> "list[Revision]":
        rows = select(cls).where(cls.site_id == site_id, cls.comment_id == comment_id).order_by(cls.id)
        return list(db.session.scalars(rows))

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, db, now
from .comment import Comment
from .decision import Decision


class Person(Model):
    """Who wrote: a browser that keeps its signed visitor token. A typed name or e-mail proves nothing and is none."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("site_id", "id"), UniqueConstraint("site_id", "visitor"))

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    visitor: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def by_visitor(cls, site_id: int, visitor: str) -> "Person | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.visitor == visitor))

    @property
    def is_approved(self) -> bool:
        """A moderator let a comment of theirs through, and none has been called spam by a moderator since."""
        mine = (
            select(Decision.new_status)
            .join(Comment, (Comment.site_id == Decision.site_id) & (Comment.id == Decision.comment_id))
            .where(Comment.site_id == self.site_id, Comment.person_id == self.id, Decision.undone_at.is_(None))
            .where(Decision.new_status.in_(("published", "spam")), Comment.status == Decision.new_status)
        )
        standing = set(db.session.scalars(mine))
        return "published" in standing and "spam" not in standing

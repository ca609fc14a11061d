from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, case, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, db, now
from .comment import Comment
from .decision import Decision

BADGES = ("author", "moderator", "teacher")


class Person(Model):
    """Who wrote: a browser that keeps its signed visitor token. A typed name or e-mail proves nothing and is none."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("site_id", "id"), UniqueConstraint("site_id", "visitor"))

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    visitor: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    name: Mapped[str | None]
    """As the host site's server proved it; None: nobody vouches for a name."""
    email: Mapped[str | None]
    badge: Mapped[str | None]
    """What they are here: author, moderator, teacher, or None for a reader."""

    @classmethod
    def by_visitor(cls, site_id: int, visitor: str) -> "Person | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.visitor == visitor))

    @property
    def is_approved(self) -> bool:
        """A moderator let a comment of theirs through, and none has been called spam by a moderator since.

        That it is being checked again, because they have changed it, takes nothing from them.
        """
        stands = case((Comment.status == "checking", "published"), else_=Comment.status)
        # Not a join: SQLite might begin it with all decisions of the site.
        is_decided = exists().where(
            Decision.site_id == Comment.site_id,
            Decision.comment_id == Comment.id,
            Decision.new_status == stands,
            Decision.old_status != Decision.new_status,
            Decision.undone_at.is_(None),
        )
        mine = select(stands).where(Comment.site_id == self.site_id, Comment.person_id == self.id)
        standing = set(db.session.scalars(mine.where(stands.in_(("published", "spam")), is_decided)))
        return "published" in standing and "spam" not in standing

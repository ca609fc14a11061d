from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, UniqueConstraint, case, exists, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, db, now
from .comment import Comment
from .decision import Decision
from .site import Site

BADGES = ("author", "moderator", "teacher")
FOR_ACCOUNT = "account:"
"""Before the number of a moderator's account, where they answer as the site. No visitor token bears such a name."""


class Person(Model):
    """Who wrote: a browser that keeps its signed visitor token. A typed name or e-mail proves nothing and is none."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("site_id", "id"),
        UniqueConstraint("site_id", "visitor"),
        Index(
            "ix_person_email",
            "site_id",
            "id",
            sqlite_where=text("email IS NOT NULL"),
            postgresql_where=text("email IS NOT NULL"),
        ),
        Index(
            "ix_person_banned",
            "site_id",
            "banned_at",
            sqlite_where=text("banned_at IS NOT NULL"),
            postgresql_where=text("banned_at IS NOT NULL"),
        ),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    visitor: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    name: Mapped[str | None]
    """As the host site's server proved it; None: nobody vouches for a name."""
    email: Mapped[str | None]
    badge: Mapped[str | None]
    """What they are here: author, moderator, teacher, or None for a reader."""
    banned_at: Mapped[datetime | None]
    banned_until: Mapped[datetime | None]
    """With banned_at and without this: for good."""

    @property
    def is_banned(self) -> bool:
        return self.banned_at is not None and (self.banned_until is None or self.banned_until > now())

    @classmethod
    def by_visitor(cls, site_id: int, visitor: str) -> "Person | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.visitor == visitor))

    @property
    def is_approved(self) -> bool:
        """By their site's rule; see approved_among."""
        return self.id in Person.approved_among(self.site_id, {self.id})

    @classmethod
    def approved_among(cls, site_id: int, person_ids: Collection[int]) -> set[int]:
        """Those of whom moderators let as many comments through as the site's `trust_comments` says, the first of them
        `trust_days` old, and called none spam since.

        That a comment is being checked again, because they have changed it, takes nothing from them.
        """
        site = db.session.get_one(Site, site_id)
        least, days = site.trust_comments, site.trust_days
        stands = case((Comment.status == "checking", "published"), else_=Comment.status)
        # Not a join: SQLite might begin it with all decisions of the site.
        is_decided = exists().where(
            Decision.site_id == Comment.site_id,
            Decision.comment_id == Comment.id,
            Decision.new_status == stands,
            Decision.old_status != Decision.new_status,
            Decision.undone_at.is_(None),
        )
        theirs = (Comment.site_id == site_id) & Comment.person_id.in_(person_ids)
        is_let_through = stands == "published"
        rows = (
            select(Comment.person_id)
            .where(theirs, stands.in_(("published", "spam")), is_decided)
            .group_by(Comment.person_id)
            .having(func.count().filter(stands == "spam") == 0, func.count().filter(is_let_through) >= least)
        )
        if days:
            rows = rows.having(func.min(Comment.created_at).filter(is_let_through) <= now() - timedelta(days=days))
        return {person_id for person_id in db.session.scalars(rows) if person_id is not None}

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, UniqueConstraint, bindparam, case, exists, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, db, now, send
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
        return db.session.scalar(_BY_VISITOR, {"site_id": site_id, "visitor": visitor})

    @property
    def is_approved(self) -> bool:
        """By their site's rule; see approved_among."""
        return self.is_approved_at(db.session.get_one(Site, self.site_id))

    def is_approved_at(self, site: Site) -> bool:
        """The same, of a site that is at hand."""
        return self.id in Person.approved_among(site, {self.id})

    @classmethod
    def approved_among(cls, site: Site, person_ids: Collection[int]) -> set[int]:
        """Those of whom moderators let as many comments through as the site's `trust_comments` says, the first of them
        `trust_days` old, and called none spam since.

        That a comment is being checked again, because they have changed it, takes nothing from them.
        """
        if not person_ids:
            return set()
        since = now() - timedelta(days=site.trust_days) if site.trust_days else None
        records = send(_RECORDS, {"site_id": site.id, "people": list(person_ids)})
        return {
            who
            for who, spam, good, first in records
            if who and not spam and good >= site.trust_comments and (since is None or first <= since)
        }


_BY_VISITOR = select(Person).where(Person.site_id == bindparam("site_id"), Person.visitor == bindparam("visitor"))
_STANDS = case((Comment.status == "checking", "published"), else_=Comment.status)
# Not a join: SQLite might begin it with all decisions of the site.
_IS_DECIDED = exists().where(
    Decision.site_id == Comment.site_id,
    Decision.comment_id == Comment.id,
    Decision.new_status == _STANDS,
    Decision.old_status != Decision.new_status,
    Decision.undone_at.is_(None),
)
_IS_LET_THROUGH = _STANDS == "published"
_RECORDS = (
    select(
        Comment.person_id,
        func.count().filter(_STANDS == "spam"),
        func.count().filter(_IS_LET_THROUGH),
        func.min(Comment.created_at).filter(_IS_LET_THROUGH),
    )
    .where(Comment.site_id == bindparam("site_id"), Comment.person_id.in_(bindparam("people", expanding=True)))
    .where(_STANDS.in_(("published", "spam")), _IS_DECIDED)
    .group_by(Comment.person_id)
)

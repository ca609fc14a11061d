from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now


class Moderator(Model):
    """A person who decides about a site's comments."""

    __tablename__ = "moderator"
    __table_args__ = (UniqueConstraint("site_id", "id"), UniqueConstraint("site_id", "email"))

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    email: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, site_id: int, moderator_id: int) -> "Moderator | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.id == moderator_id))

    @classmethod
    def by_email(cls, email: str) -> "list[Moderator]":
        """One row for each site where this address moderates."""
        return list(db.session.scalars(select(cls).where(cls.email == email.strip().lower()).order_by(cls.id)))


class SignInLink(Model):
    """A link that signs one moderator in, once. Only a hash of its token is kept."""

    __tablename__ = "sign_in_link"
    __table_args__ = (belongs_to("moderator", "moderator_id"),)

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    moderator_id: Mapped[int]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    @classmethod
    def by_hash(cls, token_hash: str) -> "SignInLink | None":
        return db.session.scalar(select(cls).where(cls.token_hash == token_hash).with_for_update())

    def is_usable(self, at: datetime) -> bool:
        return self.used_at is None and at < self.expires_at


class ModeratorSession(Model):
    """A signed-in browser. It dies with signing out, with its age, and whenever someone revokes it."""

    __tablename__ = "moderator_session"
    __table_args__ = (belongs_to("moderator", "moderator_id"),)

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    moderator_id: Mapped[int]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    @classmethod
    def by_hash(cls, token_hash: str) -> "ModeratorSession | None":
        return db.session.scalar(select(cls).where(cls.token_hash == token_hash))

    def is_valid(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at

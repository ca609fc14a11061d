"""People who sign in to the moderation room, and how: what is kept of a link and of a session is a hash."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, db, now


class Account(Model):
    """A person with an e-mail address, wherever they moderate (see Moderator)."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("email"),)

    email: Mapped[str]
    """Lower case."""
    name: Mapped[str]
    password_hash: Mapped[str | None]
    language: Mapped[str | None]
    """The code of the one they want the room in; None: what their browser asks for."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, account_id: int) -> "Account":
        return db.session.scalars(select(cls).where(cls.id == account_id)).one()

    @classmethod
    def locked(cls, account_id: int) -> "Account":
        rows = select(cls).where(cls.id == account_id).with_for_update(key_share=True)
        return db.session.scalars(rows.execution_options(populate_existing=True)).one()

    @classmethod
    def by_email(cls, email: str) -> "Account | None":
        return db.session.scalar(select(cls).where(cls.email == email.strip().lower()))


class SignInLink(Model):
    """A link that signs one person in, once."""

    __tablename__ = "sign_in_link"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    @classmethod
    def by_hash(cls, token_hash: str) -> "SignInLink | None":
        return db.session.scalar(select(cls).where(cls.token_hash == token_hash).with_for_update())

    def is_usable(self, at: datetime) -> bool:
        return self.used_at is None and at < self.expires_at


class AccountSession(Model):
    """A signed-in browser. It dies with signing out, with its age, and whenever someone revokes it."""

    __tablename__ = "account_session"
    __table_args__ = (Index("ix_account_session_account", "account_id", "id"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    """Exact to some minutes."""
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    network: Mapped[str] = mapped_column(default="")
    """From where it was begun: an IPv4 /24 or an IPv6 /48, never the whole address."""
    user_agent: Mapped[str] = mapped_column(default="")

    @classmethod
    def by_hash(cls, token_hash: str) -> "AccountSession | None":
        return db.session.scalar(select(cls).where(cls.token_hash == token_hash))

    @classmethod
    def standing(cls, account_id: int) -> "list[AccountSession]":
        """Those that are good for something, the newest first."""
        rows = select(cls).where(cls.account_id == account_id, cls.revoked_at.is_(None), cls.expires_at > now())
        return list(db.session.scalars(rows.order_by(cls.id.desc())))

    @classmethod
    def end_all(cls, account_id: int, *, but: int | None = None, only: int | None = None) -> int:
        """Those of an account that stand; returns how many that were."""
        standing = update(cls).where(cls.account_id == account_id, cls.revoked_at.is_(None), cls.expires_at > now())
        standing = standing.where(cls.id != but) if but is not None else standing
        standing = standing.where(cls.id == only) if only is not None else standing
        ended = standing.values(revoked_at=now()).returning(cls.id)
        return len(db.session.execute(ended.execution_options(synchronize_session=False)).all())

    def is_valid(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .account import Account
from .base import Model, belongs_to, db, now

ROLES = ("viewer", "moderator", "owner")
"""What each may do holds for those after it too: a viewer reads, a moderator decides, an owner settles."""


class Moderator(Model):
    """What a person is at one site. The row stays when they have left, for the log names it."""

    __tablename__ = "moderator"
    __table_args__ = (
        UniqueConstraint("site_id", "id"),
        UniqueConstraint("site_id", "account_id"),
        CheckConstraint(f"role IN {ROLES}", name="role"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(default="owner")
    created_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def of(cls, site_id: int, moderator_id: int) -> "Moderator | None":
        """Those who have left, too."""
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.id == moderator_id))

    @classmethod
    def at(cls, site_id: int, account_id: int) -> "Moderator | None":
        """Whoever it is there now."""
        mine = (cls.site_id == site_id) & (cls.account_id == account_id) & cls.removed_at.is_(None)
        return db.session.scalar(select(cls).where(mine))

    @classmethod
    def all_of(cls, site_id: int) -> "list[Moderator]":
        rows = select(cls).where(cls.site_id == site_id, cls.removed_at.is_(None))
        return list(db.session.scalars(rows.order_by(cls.id)))

    @classmethod
    def ever_of(cls, site_id: int) -> "list[Moderator]":
        """Those who have left, too."""
        return list(db.session.scalars(select(cls).where(cls.site_id == site_id).order_by(cls.id)))

    @classmethod
    def locked_of(cls, site_id: int) -> "dict[int, Moderator]":
        """Those who are something there now, by number. Until the transaction ends nobody else invites, joins, or
        changes who is what: whoever does locks these first."""
        rows = select(cls).where(cls.site_id == site_id).order_by(cls.id).with_for_update(of=cls, key_share=True)
        found = db.session.scalars(rows.execution_options(populate_existing=True))
        return {each.id: each for each in found if each.removed_at is None}

    @classmethod
    def by_account(cls, account_id: int) -> "list[Moderator]":
        """One row for each site where this person is something, oldest first."""
        rows = select(cls).where(cls.account_id == account_id, cls.removed_at.is_(None))
        return list(db.session.scalars(rows.order_by(cls.id)))

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def email(self) -> str:
        return self.account.email

    def may(self, role: str) -> bool:
        """Whether they are that, or more."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Invitation(Model):
    """A link by which one person joins a site, once, until it expires or is taken back."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("site_id", "id"),
        belongs_to("moderator", "moderator_id"),
        CheckConstraint(f"role IN {ROLES}", name="role"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    moderator_id: Mapped[int]
    """Who invited."""
    email: Mapped[str]
    role: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    @classmethod
    def by_hash(cls, token_hash: str) -> "Invitation | None":
        return db.session.scalar(select(cls).where(cls.token_hash == token_hash))

    @classmethod
    def of(cls, site_id: int, invitation_id: int) -> "Invitation | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.id == invitation_id))

    @classmethod
    def open_of(cls, site_id: int) -> "list[Invitation]":
        rows = select(cls).where(cls.site_id == site_id, cls.used_at.is_(None), cls.revoked_at.is_(None))
        return list(db.session.scalars(rows.where(cls.expires_at > now()).order_by(cls.id.desc())))

    def is_usable(self, at: datetime) -> bool:
        return self.used_at is None and self.revoked_at is None and at < self.expires_at

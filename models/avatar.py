from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, db, now


class Avatar(Model):
    """A picture that we fetched for an e-mail address, kept so that no reader's browser asks anybody else for it."""

    __tablename__ = "avatar"
    __table_args__ = (UniqueConstraint("site_id", "key"),)

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    key: Mapped[str]
    """A random name: it tells nothing of the address."""
    image: Mapped[bytes]
    type: Mapped[str]
    """Its media type, by what it is."""
    fetched_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def by_key(cls, site_id: int, key: str) -> "Avatar | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.key == key))

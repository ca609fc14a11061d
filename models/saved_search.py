from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now


class SavedSearch(Model):
    """A search that a moderator has given a name."""

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("site_id", "moderator_id", "name"), belongs_to("moderator", "moderator_id"))

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    moderator_id: Mapped[int]
    name: Mapped[str]
    query: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def of(cls, site_id: int, moderator_id: int) -> "list[SavedSearch]":
        rows = select(cls).where(cls.site_id == site_id, cls.moderator_id == moderator_id)
        return list(db.session.scalars(rows.order_by(cls.name)))

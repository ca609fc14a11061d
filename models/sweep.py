from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now


class Sweep(Model):
    """One decision about all comments that match a search: the worker goes through them, some hundreds at a time."""

    __tablename__ = "sweep"
    __table_args__ = (
        UniqueConstraint("site_id", "batch"),
        belongs_to("moderator", "moderator_id"),
        Index(
            "ix_sweep_open",
            "id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    moderator_id: Mapped[int]
    batch: Mapped[str]
    """Its decisions bear it, so one click undoes them all."""
    target: Mapped[str]
    """A status; or "undo", of the batch that it undoes."""
    undoes: Mapped[str | None]
    query: Mapped[dict[str, Any]] = mapped_column(default=dict)
    newest_id: Mapped[int]
    """What came later than the moderator's look is left alone."""
    next_id: Mapped[int]
    """Those above it are done."""
    """For an undoing these are decisions, not comments."""
    seen_at: Mapped[datetime] = mapped_column(default=now)
    """When the moderator looked: what has been decided or edited since is left alone."""
    total: Mapped[int]
    """How many it found when it began."""
    looked_at: Mapped[int] = mapped_column(default=0)
    """How many of them it has come to."""
    changed: Mapped[int] = mapped_column(default=0)
    stale: Mapped[int] = mapped_column(default=0)
    """Left alone, because someone has changed them since."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    claimed_until: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    @classmethod
    def by_batch(cls, site_id: int, batch: str) -> "Sweep | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.batch == batch))

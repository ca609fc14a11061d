from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, Index, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now


class Decision(Model):
    """What a moderator decided: who, when, old → new. Never changed but to note that it was undone."""

    __tablename__ = "decision"
    __table_args__ = (
        belongs_to("comment", "comment_id"),
        belongs_to("moderator", "moderator_id"),
        Index("ix_decision_comment", "site_id", "comment_id"),
        Index("ix_decision_batch", "site_id", "batch", "id"),
        Index("ix_decision_site", "site_id", "id", "batch"),
        Index(
            "ix_decision_unlearnt",
            "site_id",
            "id",
            sqlite_where=text("learnt_at IS NULL"),
            postgresql_where=text("learnt_at IS NULL"),
        ),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    moderator_id: Mapped[int]
    old_status: Mapped[str]
    new_status: Mapped[str]
    batch: Mapped[str]
    """What was decided with one click is undone with one click."""
    undoes: Mapped[str | None]
    """The batch that this one undid."""
    undone_at: Mapped[datetime | None]
    learnt_at: Mapped[datetime | None]
    """The filter has taken note of it."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def last_of(cls, site_id: int, comment_id: int) -> "Decision | None":
        rows = select(cls).where(cls.site_id == site_id, cls.comment_id == comment_id)
        return db.session.scalar(rows.order_by(cls.id.desc()).limit(1))

    @classmethod
    def last_of_each(cls, site_id: int, comment_ids: Iterable[int]) -> "dict[int, Decision]":
        """By comment; those that nobody has decided about are left out."""
        its = (cls.site_id == site_id) & cls.comment_id.in_(set(comment_ids))
        last = select(func.max(cls.id)).where(its).group_by(cls.comment_id)
        rows = select(cls).where(cls.site_id == site_id, cls.id.in_(last)).execution_options(populate_existing=True)
        return {decision.comment_id: decision for decision in db.session.scalars(rows)}

    @classmethod
    def of_batch(cls, site_id: int, batch: str) -> "list[Decision]":
        rows = select(cls).where(cls.site_id == site_id, cls.batch == batch).order_by(cls.id)
        return list(db.session.scalars(rows))

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now


class Change(Model):
    """One line of a site's log beside the decisions: who changed what, from what, to what. The database refuses to
    change or delete one while the site stands. Secrets are never in it."""

    __tablename__ = "change"
    __table_args__ = (
        belongs_to("moderator", "moderator_id"),
        Index("ix_change_site", "site_id", "id"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    moderator_id: Mapped[int | None]
    """None: the operator, at the command line, or the service by itself."""
    action: Mapped[str]
    """A word with its subject's kind before it: setting.changed, moderator.invited, thread.closed."""
    subject: Mapped[str] = mapped_column(default="")
    """Which one: a setting's name, an address, a number."""
    old: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    new: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


def note_change(
    site_id: int, moderator_id: int | None, action: str, subject: str = "", *, old: Any = None, new: Any = None
) -> None:
    """Inside the transaction that changes it."""
    db.session.add(Change(site_id=site_id, moderator_id=moderator_id, action=action, subject=subject, old=old, new=new))

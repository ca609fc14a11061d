from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, db, now, send, table_of


class Receipt(Model):
    """A POST that was accepted, by its Idempotency-Key: when it comes again, it gets the first one's comment."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("site_id", "sender", "key"),)

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    sender: Mapped[str]
    key: Mapped[str]
    body_hash: Mapped[str]
    comment_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)

    @classmethod
    def of(cls, site_id: int, sender: str, key: str) -> "Receipt":
        rows = select(cls).where(cls.site_id == site_id, cls.sender == sender, cls.key == key)
        return db.session.scalars(rows).one()

    @classmethod
    def fill_in(cls, site_id: int, sender: str, key: str, comment_id: int) -> None:
        """It is for this comment."""
        told = {"whose": site_id, "by": sender, "named": key, "comment": comment_id}
        send(_FILLED_IN, told)


_RECEIPTS = table_of(Receipt)
_FILLED_IN = (
    update(_RECEIPTS)
    .where(
        _RECEIPTS.c.site_id == bindparam("whose"),
        _RECEIPTS.c.sender == bindparam("by"),
        _RECEIPTS.c.key == bindparam("named"),
    )
    .values(comment_id=bindparam("comment"))
)


class UsedForm(Model):
    """A form token that has brought its comment: it brings no second one."""

    __tablename__ = "used_form"
    __table_args__ = (UniqueConstraint("site_id", "nonce"),)

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    nonce: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, db, now


class Memory(Model):
    """What the filter has learnt from the decisions of one site's moderators. The decisions are the truth; this can be
    made again from them at any time."""

    __tablename__ = "memory"
    __table_args__ = (UniqueConstraint("site_id"),)

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column()
    """Raised with each change: whoever holds a copy sees that it is old."""
    blob: Mapped[bytes]
    spam: Mapped[int]
    ham: Mapped[int]
    """How many decisions of each kind are in it."""
    since: Mapped[datetime | None]
    """A moderator has reset it then: older decisions teach it nothing."""
    stale_at: Mapped[datetime | None]
    """Something that it has learnt was taken back or erased then: it is to be made again."""
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    __mapper_args__ = {"version_id_col": version}

    @classmethod
    def of(cls, site_id: int) -> "Memory | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id))

    @classmethod
    def forget(cls, site_id: int) -> None:
        """What it has learnt of a comment is to go with the comment."""
        mine = update(cls).where(cls.site_id == site_id).values(stale_at=now(), version=cls.version + 1)
        db.session.execute(mine.execution_options(synchronize_session=False))

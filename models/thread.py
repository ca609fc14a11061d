from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now, send, table_of


class Thread(Model):
    """The discussion under one page or lesson. It begins with its first comment."""

    __tablename__ = "thread"
    __table_args__ = (UniqueConstraint("site_id", "id"), Index("ix_thread_newest", "site_id", "newest_id", "id"))

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    url: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    """Raised in the transaction that changes what readers see. It is the cache key, so nothing is ever invalidated."""
    comment_count: Mapped[int] = mapped_column(default=0)
    newest_id: Mapped[int] = mapped_column(default=0, server_default="0")
    """Its newest comment, whatever became of that; 0: none."""
    page_modified_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def is_open(self) -> bool:
        """No moderator has closed it; its age may have (see services/pages.py)."""
        return self.closed_at is None

    @classmethod
    def at(cls, site_id: int, address: str) -> "Thread | None":
        """The thread that an address key (see Address) leads to."""
        return db.session.scalar(_AT, {"site_id": site_id, "key": address})

    @classmethod
    def locked_at(cls, site_id: int, address: str) -> "Thread | None":
        """The same, once nobody else writes in it until the transaction ends. (SQLite has one writer anyway.)"""
        return db.session.scalar(_LOCKED_AT, {"site_id": site_id, "key": address})

    def take_in(self, comment_id: int, *, is_published: bool) -> None:
        """A comment has been stored in it."""
        told = {"whose": self.site_id, "which": self.id, "newest": comment_id, "count": int(is_published)}
        send(_TAKEN_IN, told)
        db.session.expire(self, ["newest_id", "version", "comment_count"])

    def show_change(self, *, count: int = 0) -> int:
        """Readers see the discussion otherwise than before. Returns the version in which they do."""
        mine = (Thread.site_id == self.site_id) & (Thread.id == self.id)
        change = {"version": Thread.version + 1, "comment_count": Thread.comment_count + count}
        raised = update(Thread).where(mine).values(change).returning(Thread.version)
        version = db.session.scalars(raised.execution_options(synchronize_session=False)).one()
        db.session.expire(self, ["version", "comment_count"])
        return version


class Address(Model):
    """A key that leads to a thread: `url:` and a canonical URL, or `key:` and the name that the page gave itself.

    A thread may have several, so a page that moved keeps its discussion.
    """

    __tablename__ = "address"
    __table_args__ = (
        UniqueConstraint("site_id", "key"),
        belongs_to("thread", "thread_id"),
        Index("ix_address_thread", "site_id", "thread_id"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    thread_id: Mapped[int]
    key: Mapped[str]


_THREADS = table_of(Thread).c
_AT = (
    select(Thread)
    .join(Address, (Address.site_id == Thread.site_id) & (Address.thread_id == Thread.id))
    .where(Address.site_id == bindparam("site_id"), Address.key == bindparam("key"))
)
_LOCKED_AT = _AT.with_for_update(of=Thread).execution_options(populate_existing=True)
_TAKEN_IN = (
    update(table_of(Thread))
    .where(_THREADS.site_id == bindparam("whose"), _THREADS.id == bindparam("which"))
    .values(
        newest_id=bindparam("newest"),
        version=_THREADS.version + bindparam("count"),
        comment_count=_THREADS.comment_count + bindparam("count"),
    )
)

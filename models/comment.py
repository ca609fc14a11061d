from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, UniqueConstraint, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now
from .rank import rank
from .revision import Revision
from .sentence import SentenceText
from .storing import store
from .thread import Thread

Status = Literal["checking", "pending", "published", "rejected", "spam", "deleted"]
STATUSES: tuple[Status, ...] = ("checking", "pending", "published", "rejected", "spam", "deleted")


class Comment(Model):
    """What a reader wrote, as typed (source) and as shown (html)."""

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("site_id", "id"),
        belongs_to("thread", "thread_id"),
        belongs_to("person", "person_id"),
        belongs_to("comment", "parent_id"),
        belongs_to("comment", "root_id"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        Index("ix_comment_reading", "site_id", "thread_id", "is_shown", "root_id", "id"),
        Index("ix_comment_best", "site_id", "thread_id", "is_shown", "root_id", "rank", "id"),
        Index("ix_comment_changed", "site_id", "thread_id", "changed"),
        Index(
            "ix_comment_pinned",
            *("site_id", "thread_id", "pinned_at", "id"),
            sqlite_where=text("pinned_at IS NOT NULL"),
            postgresql_where=text("pinned_at IS NOT NULL"),
        ),
        Index("ix_comment_queue", "site_id", "status", "id"),
        Index(
            "ix_comment_created",
            *("site_id", "created_at", "id", "status", "thread_id"),
            *("taken_for", "spamminess", "loudest", "said", "waited"),
        ),
        Index("ix_comment_person", "site_id", "person_id", "id", "status"),
        Index("ix_comment_thread", "site_id", "thread_id", "id"),
        Index("ix_comment_fingerprint", "site_id", "fingerprint"),
        Index(
            "ix_comment_email_age",
            "site_id",
            "created_at",
            sqlite_where=text("author_email IS NOT NULL"),
            postgresql_where=text("author_email IS NOT NULL"),
        ),
        Index(
            "ix_comment_parent",
            "site_id",
            "parent_id",
            sqlite_where=text("parent_id IS NOT NULL"),
            postgresql_where=text("parent_id IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    thread_id: Mapped[int]
    person_id: Mapped[int | None]
    parent_id: Mapped[int | None]
    root_id: Mapped[int | None]
    status: Mapped[str] = mapped_column(default="checking")
    version: Mapped[int] = mapped_column()
    """Raised with every change, so that of two people who decide at once the second is told."""
    reply_count: Mapped[int] = mapped_column(default=0)
    """Published comments below this one, at any depth."""
    is_shown: Mapped[bool] = mapped_column(Computed("status = 'published' OR reply_count > 0", persisted=True))
    """Readers see it: itself, or the tombstone that holds its replies."""

    changed: Mapped[int] = mapped_column(default=0, server_default="0")
    """The thread's version in which readers last saw a change of it."""
    pinned_at: Mapped[datetime | None]
    up: Mapped[int] = mapped_column(default=0, server_default="0")
    down: Mapped[int] = mapped_column(default=0, server_default="0")
    rank: Mapped[int] = mapped_column(default=0, server_default="0")
    """Its place by votes: a millionth of the lower bound of Wilson's interval for the share of up votes."""

    author_name: Mapped[str] = mapped_column(default="")
    author_email: Mapped[str | None]
    author_website: Mapped[str | None]
    badge: Mapped[str | None]
    """What its author is here: author, moderator, teacher, or None for a reader."""
    avatar: Mapped[str | None]
    """The key of its author's picture, if we keep one."""
    source: Mapped[str]
    html: Mapped[str]
    fingerprint: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    waits_for: Mapped[str] = mapped_column(SentenceText, default="")
    """Why it is not decided yet, in plain words for the moderator."""

    # What the charts count, noted where it happens: to look it up, comment by comment, takes seconds for a busy year.
    taken_for: Mapped[str | None]
    """The outcome of the last verdict before a person decided."""
    spamminess: Mapped[float | None]
    """Of that verdict."""
    loudest: Mapped[str | None]
    """The check that spoke loudest against it then; None where none did, or the comment is erased."""
    said: Mapped[str | None]
    """The status that a person gave it last, in a decision that stands."""
    waited: Mapped[int | None]
    """Seconds that it was held until the first decision of a person; None: it was not, or there was none."""

    __mapper_args__ = {"version_id_col": version}

    @classmethod
    def of(cls, site_id: int, comment_id: int) -> "Comment | None":
        return db.session.scalar(select(cls).where(cls.site_id == site_id, cls.id == comment_id))

    @classmethod
    def locked(cls, site_id: int, comment_ids: Iterable[int]) -> "dict[int, Comment]":
        """These comments by id, as they stand once nobody else can change them until the transaction ends.

        Whoever changes a comment holds its discussion, and takes several in the order of their ids: so of two who
        work on the same comments and their ancestors one waits, and never each for the other.
        """
        mine = (cls.site_id == site_id) & cls.id.in_(set(comment_ids))
        theirs = (Thread.site_id == site_id) & Thread.id.in_(select(cls.thread_id).where(mine))
        db.session.execute(select(Thread.id).where(theirs).order_by(Thread.id).with_for_update())
        found = db.session.scalars(select(cls).where(mine).execution_options(populate_existing=True))
        return {comment.id: comment for comment in found}

    @property
    def is_published(self) -> bool:
        return self.status == "published"

    @property
    def is_waiting(self) -> bool:
        return self.status in ("checking", "pending")

    @property
    def is_root(self) -> bool:
        return self.parent_id is None

    @property
    def has_replies(self) -> bool:
        """Someone has answered it, whatever became of the answer."""
        below = select(Comment.id).where(Comment.site_id == self.site_id, Comment.parent_id == self.id)
        return db.session.scalar(below.limit(1)) is not None

    @property
    def revisions(self) -> "list[Revision]":
        """What it said before, oldest first."""
        return Revision.of(self.site_id, self.id)

    def is_rewritten_since(self, at: datetime) -> bool:
        """Its author has changed the text since then. (A moderator who changes it takes back no word about it.)"""
        is_later = self.edited_at is not None and at < self.edited_at
        return is_later and Revision.by_author_since(self.site_id, self.id, at)

    @property
    def thread(self) -> Thread:
        return db.session.scalars(
            select(Thread).where(Thread.site_id == self.site_id, Thread.id == self.thread_id)
        ).one()

    def may_change_until(self, minutes: int) -> datetime | None:
        """When its author's time for changes ends, `minutes` after posting; None when it has, or nothing is there.

        A clock that was set back does not make the time endless.
        """
        end = self.created_at + timedelta(minutes=minutes)
        is_time = self.created_at - timedelta(minutes=1) <= now() < end
        return end if is_time and self.status in ("checking", "pending", "published", "spam") else None

    def begin(self, thread: Thread) -> None:
        """Store a new comment as it was judged, with every number that readers see. Its discussion must be locked."""
        self.version = 1
        self.changed = thread.version + 1 if self.is_published else 0
        store(self)
        thread.take_in(self.id, is_published=self.is_published)
        if self.is_published and self.parent_id is not None:
            self._count_in_ancestors(1, self.changed)

    def become(self, status: Status, *, waits_for: str = "") -> None:
        """Change the status, and with it every number that readers see: the thread's and the ancestors' counts."""
        was_published = self.is_published
        self.status, self.waits_for = status, waits_for
        db.session.flush()
        if was_published != self.is_published:
            self.show_change(count=1 if self.is_published else -1)
        elif status == "deleted" and self.reply_count:
            self.show_change()

    def show_change(self, *, count: int = 0) -> None:
        """Readers see it otherwise than before; `count` published comments are more (or fewer) by it."""
        version = self.thread.show_change(count=count)
        self._write(changed=version)
        if count and self.parent_id is not None:
            self._count_in_ancestors(count, version)

    def count_votes(self, *, up: int, down: int) -> None:
        """So many more, or fewer, votes for it and against it. To a moderator it is as it was: its version stays."""
        self._write(up=Comment.up + up, down=Comment.down + down)
        self._write(rank=rank(self.up, self.down))
        self.show_change()

    def _write(self, **values: Any) -> None:
        mine = (Comment.site_id == self.site_id) & (Comment.id == self.id)
        db.session.execute(update(Comment).where(mine).values(values).execution_options(synchronize_session=False))
        db.session.expire(self, list(values))

    def _count_in_ancestors(self, step: int, version: int) -> None:
        above = select(Comment.id, Comment.parent_id).where(
            Comment.site_id == self.site_id, Comment.id == self.parent_id
        )
        line = above.cte("line", recursive=True)
        line = line.union_all(
            select(Comment.id, Comment.parent_id).where(Comment.site_id == self.site_id, Comment.id == line.c.parent_id)
        )
        change: dict[Any, Any] = {Comment.reply_count: Comment.reply_count + step, Comment.changed: version}
        ancestors = update(Comment).where(Comment.site_id == self.site_id, Comment.id.in_(select(line.c.id)))
        db.session.execute(ancestors.values(change).execution_options(synchronize_session=False))
        db.session.expire_all()

    def forget(self) -> None:
        """Nothing of what was written or of who wrote it stays; the row does, for its replies and for the log."""
        self.author_name, self.source, self.html, self.fingerprint = "", "", "", ""
        self.author_email = self.author_website = self.avatar = None
        self.loudest = None

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ForeignKey,
    Index,
    bindparam,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, now, send, table_of, transaction
from .sentence import SentenceText

LEASE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(days=2)
"""Nothing is ever put off for so long."""


class ClaimLost(Exception):
    """The lease ran out and someone else took the entry: what was about to be written must not be."""


class OutboxEntry(Model):
    """What is still owed to the outside, written in the transaction that owes it. The table is the truth."""

    __tablename__ = "outbox"
    __table_args__ = (
        belongs_to("comment", "comment_id"),
        Index(
            "ix_outbox_due",
            "due_at",
            "id",
            sqlite_where=text("settled_at IS NULL AND failed_at IS NULL"),
            postgresql_where=text("settled_at IS NULL AND failed_at IS NULL"),
        ),
        Index("ix_outbox_comment", "site_id", "comment_id"),
        Index(
            "ix_outbox_failing",
            "site_id",
            "id",
            sqlite_where=text("settled_at IS NULL AND error IS NOT NULL"),
            postgresql_where=text("settled_at IS NULL AND error IS NOT NULL"),
        ),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    kind: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime] = mapped_column(default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(SentenceText)

    @classmethod
    def claim_next(cls, claim: str) -> "OutboxEntry | None":
        """Take the entry that is due longest, for one lease. Two workers never get the same one."""
        at = now()
        told = {"at": at, "lease_end": at + LEASE, "too_far": at + 2 * LEASE, "too_late": at + LONGEST_WAIT}
        is_there = db.session.scalar(_OLDEST, told) is not None
        db.session.rollback()
        if not is_there:
            return None
        with transaction() as session:
            return session.scalar(_CLAIM, told | {"by": claim})

    @classmethod
    def failing(cls, site_id: int) -> "list[OutboxEntry]":
        """What did not go out at the last try, or never will by itself."""
        rows = select(cls).where(cls.site_id == site_id, cls.settled_at.is_(None), cls.error.is_not(None))
        return list(db.session.scalars(rows.order_by(cls.id).limit(200)))

    @classmethod
    def hurry(cls, site_id: int, *, judge: str | None = None, most: int | None = None) -> int:
        """What waits for its next try, or has given up, is due now. Returns how many.

        With `judge` only what is owed to that one outside, with `most` no more than so many, the oldest first.
        """
        waiting = select(cls.id).where(cls.site_id == site_id, cls.settled_at.is_(None), cls.error.is_not(None))
        if judge:
            waiting = waiting.where(cls.is_owed_to(judge))
        if most:
            waiting = waiting.where(cls.claim.is_(None)).order_by(cls.id).limit(most)
        again = update(cls).where(cls.id.in_(waiting)).values(due_at=now(), failed_at=None).returning(cls.id)
        return len(db.session.scalars(again.execution_options(synchronize_session=False)).all())

    @classmethod
    def is_owed(cls, site_id: int, comment_id: int, kind: str) -> bool:
        rows = select(cls.id).where(cls.site_id == site_id, cls.comment_id == comment_id, cls.kind == kind)
        return db.session.scalar(rows.where(cls.settled_at.is_(None)).limit(1)) is not None

    @classmethod
    def is_owed_to(cls, judge: str) -> ColumnElement[bool]:
        """A question or feedback for this one outside; before there were others all were Akismet's."""
        whose = func.coalesce(cls.details["judge"].as_string(), "akismet")
        return cls.kind.in_(("check", "spam", "ham")) & (whose == judge)

    def settle(self, claim: str) -> None:
        """Done, in the same transaction as its effect. Raises ClaimLost when the entry is no longer ours."""
        self._write(claim, settled_at=now(), error=None)

    def postpone(self, claim: str, *, until: datetime, error: str | None, give_up: bool = False) -> None:
        """Try again later; or, with give_up, stand in the moderation room until someone says so."""
        self._write(claim, due_at=until, error=error, failed_at=now() if give_up else None)

    def _write(self, claim: str, **values: Any) -> None:
        mine = (OutboxEntry.id == self.id) & (OutboxEntry.claim == claim) & OutboxEntry.settled_at.is_(None)
        change = update(OutboxEntry).where(mine).values(claim=None, claimed_until=None, **values)
        done = db.session.execute(change.returning(OutboxEntry.id).execution_options(synchronize_session=False))
        if done.first() is None:
            raise ClaimLost
        db.session.expire(self)


_AT: BindParameter[datetime] = bindparam("at")
# A lease that reaches much further than any does was taken before the clock was set back.
_IS_FREE = or_(OutboxEntry.claimed_until.is_(None), ~OutboxEntry.claimed_until.between(_AT, bindparam("too_far")))
# Its time has come; or that time is wrong, because the clock has been set back since it was noted.
_IS_DUE = or_(
    OutboxEntry.due_at <= _AT,
    (OutboxEntry.created_at > _AT) & (OutboxEntry.due_at == OutboxEntry.created_at),
    OutboxEntry.due_at > bindparam("too_late"),
)
_OLDEST = (
    select(OutboxEntry.id)
    .where(OutboxEntry.settled_at.is_(None), OutboxEntry.failed_at.is_(None), _IS_FREE, _IS_DUE)
    .order_by(OutboxEntry.due_at, OutboxEntry.id)
    .limit(1)
)
_CLAIM = (
    update(OutboxEntry)
    .where(OutboxEntry.id == _OLDEST.with_for_update(skip_locked=True).scalar_subquery())
    .values(claim=bindparam("by"), claimed_until=bindparam("lease_end"), attempts=OutboxEntry.attempts + 1)
    .returning(OutboxEntry)
    .execution_options(populate_existing=True, synchronize_session=False)
)


def owe(site_id: int, comment_id: int, kind: str, *, due_at: datetime | None = None, **details: Any) -> None:
    """Note what is owed, inside the transaction that owes it."""
    owe_all(site_id, [comment_id], kind, due_at=due_at, **details)


def owe_all(
    site_id: int, comment_ids: Sequence[int], kind: str, *, due_at: datetime | None = None, **details: Any
) -> None:
    """The same for many comments."""
    at = now()
    about = {"site_id": site_id, "kind": kind, "created_at": at, "due_at": due_at or at, "details": details}
    if comment_ids:
        send(_ENTRIES, [about | {"comment_id": comment_id} for comment_id in comment_ids])
        db.session.info["owes"] = True


def is_owing() -> bool:
    """Something was owed in this session: the worker is to be woken."""
    return bool(db.session.info.get("owes"))


_ENTRIES = insert(table_of(OutboxEntry))


def cancel(site_id: int, comment_id: int, kind: str) -> bool:
    """Take back what is owed and nobody has begun; tells whether there was something to take back."""
    return bool(take_back(site_id, comment_id, kind))


def take_back(site_id: int, comment_id: int, kind: str, *, judge: str | None = None) -> list[dict[str, Any]]:
    """Take back what is owed (with `judge` to that one outside) and nobody has begun; the details of each entry."""
    return take_back_all(site_id, [comment_id], kind, judge=judge).get(comment_id, [])


def take_back_all(
    site_id: int, comment_ids: Iterable[int], kind: str, *, judge: str | None = None
) -> dict[int, list[dict[str, Any]]]:
    """The same for many comments: the details of each entry that was taken back, by comment."""
    its = OutboxEntry.comment_id.in_(set(comment_ids)) & (OutboxEntry.kind == kind)
    waiting = (OutboxEntry.site_id == site_id) & its & OutboxEntry.settled_at.is_(None) & OutboxEntry.claim.is_(None)
    if judge:
        waiting &= OutboxEntry.is_owed_to(judge)
    gone = update(OutboxEntry).where(waiting).values(settled_at=now(), error="taken back")
    returned = gone.returning(OutboxEntry.comment_id, OutboxEntry.details)
    found: dict[int, list[dict[str, Any]]] = {}
    for comment_id, details in db.session.execute(returned, execution_options={"synchronize_session": False}):
        found.setdefault(comment_id, []).append(details)
    return found

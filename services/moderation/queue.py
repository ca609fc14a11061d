"""What a moderator sees: comments by status, each with its page, its origin and why it waits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from models import STATUSES, Comment, Decision, Moderator, Origin, OutboxEntry, Signal, Thread, db

from .reports import Reports, count_reported, first_reports, open_reports

PAGE = 50


@dataclass(frozen=True, slots=True)
class Item:
    comment: Comment
    thread: Thread
    origin: Origin | None
    parent: Comment | None
    signals: Sequence[Signal]
    history: dict[str, int]
    """How many comments of the same person stand in each status."""
    reports: Reports
    is_confirmed: bool
    """A moderator has called it spam, or has confirmed that it is."""


@dataclass(frozen=True, slots=True)
class Queue:
    items: Sequence[Item]
    next: int | None
    """The cursor of the next page: comments older than this id; of the reported ones the last first report."""


def read_queue(site_id: int, status: str, *, search: str = "", before: int | None = None) -> Queue:
    """One page of at most 50 comments, newest first. `search` looks at text, author, e-mail, website, network, page."""
    rows = _rows(site_id).where(_has_status(status)).order_by(Comment.id.desc()).limit(PAGE + 1)
    if before is not None:
        rows = rows.where(Comment.id < before)
    if search.strip():
        rows = rows.where(_matches(search.strip()))
    found = db.session.execute(rows).all()
    items = _items(site_id, found[:PAGE])
    return Queue(items, items[-1].comment.id if len(found) > PAGE else None)


def read_reported(site_id: int, *, search: str = "", after: int | None = None) -> Queue:
    """One page of the published comments that readers reported, those first that have been reported longest."""
    first = first_reports(site_id)
    rows = _rows(site_id).join(first, first.c.comment_id == Comment.id).where(_has_status("published"))
    if after is not None:
        rows = rows.where(first.c.first > after)
    if search.strip():
        rows = rows.where(_matches(search.strip()))
    ordered = rows.add_columns(first.c.first).order_by(first.c.first).limit(PAGE + 1)
    found = db.session.execute(ordered).all()
    return Queue(_items(site_id, found[:PAGE]), found[PAGE - 1].first if len(found) > PAGE else None)


def read_item(site_id: int, comment_id: int) -> Item | None:
    """One comment as the queue shows it, whatever its status."""
    items = _items(site_id, db.session.execute(_rows(site_id).where(Comment.id == comment_id)).all())
    return items[0] if items else None


def read_items(site_id: int, comment_ids: Sequence[int]) -> list[Item]:
    """These comments as the queue shows them, newest first; those that are not the site's are left out."""
    mine = _rows(site_id).where(Comment.id.in_(comment_ids)).order_by(Comment.id.desc())
    return _items(site_id, db.session.execute(mine).all())


def read_owed(site_id: int) -> list[tuple[OutboxEntry, Comment]]:
    """What did not go out to the outside at the last try, each with the comment that it is about."""
    entries = OutboxEntry.failing(site_id)
    comments = _comments(site_id, [entry.comment_id for entry in entries])
    return [(entry, comments[entry.comment_id]) for entry in entries]


def counts(site_id: int) -> dict[str, int]:
    """Comments in each status; those still being checked count as pending, where a moderator finds them.

    Those that stand reported are published, and are counted once more as such.
    """
    rows = select(Comment.status, func.count()).where(Comment.site_id == site_id).group_by(Comment.status)
    found = dict.fromkeys(STATUSES, 0) | dict(db.session.execute(rows).all())
    found["pending"] += found.pop("checking")
    return found | {"reported": count_reported(site_id)}


def last_decider(site_id: int, comment_id: int) -> str:
    """The name of the moderator who decided last about a comment, or nothing."""
    last = Decision.last_of(site_id, comment_id)
    moderator = Moderator.of(site_id, last.moderator_id) if last else None
    return moderator.name if moderator else ""


def _rows(site_id: int) -> Select[Comment, Thread, Origin]:
    return (
        select(Comment, Thread, Origin)
        .join(Thread, (Thread.site_id == Comment.site_id) & (Thread.id == Comment.thread_id))
        .outerjoin(Origin, (Origin.site_id == Comment.site_id) & (Origin.comment_id == Comment.id))
        .where(Comment.site_id == site_id)
    )


def _items(site_id: int, found: Sequence[Row[*tuple[Any, ...]]]) -> list[Item]:
    comments = [row[0] for row in found]
    parents = _comments(site_id, [comment.parent_id for comment in comments if comment.parent_id])
    signals = _signals(site_id, [comment.id for comment in comments])
    histories = _histories(site_id, {comment.person_id for comment in comments if comment.person_id})
    confirmed = _confirmed(site_id, [comment.id for comment in comments if comment.status == "spam"])
    reports = open_reports(site_id, [comment.id for comment in comments])
    return [
        Item(
            comment,
            thread,
            origin,
            parents.get(comment.parent_id or 0),
            signals[comment.id],
            histories[comment.person_id],
            reports[comment.id],
            comment.id in confirmed,
        )
        for comment, thread, origin, *_ in found
    ]


def _comments(site_id: int, ids: Sequence[int]) -> dict[int, Comment]:
    rows = select(Comment).where(Comment.site_id == site_id, Comment.id.in_(ids))
    return {comment.id: comment for comment in db.session.scalars(rows)}


def _has_status(status: str) -> ColumnElement[bool]:
    return Comment.status.in_(("checking", "pending")) if status == "pending" else Comment.status == status


def _matches(search: str) -> ColumnElement[bool]:
    fields = (
        Comment.source,
        Comment.author_name,
        Comment.author_email,
        Comment.author_website,
        Origin.ip,
        Thread.url,
        Thread.title,
    )
    return or_(*(field.icontains(search, autoescape=True) for field in fields))


def _signals(site_id: int, comment_ids: list[int]) -> defaultdict[int, list[Signal]]:
    by_comment: defaultdict[int, list[Signal]] = defaultdict(list)
    rows = select(Signal).where(Signal.site_id == site_id, Signal.comment_id.in_(comment_ids)).order_by(Signal.id)
    for signal in db.session.scalars(rows):
        by_comment[signal.comment_id].append(signal)
    return by_comment


def _confirmed(site_id: int, spam: list[int]) -> set[int]:
    called = (Decision.new_status == "spam") & Decision.undone_at.is_(None) & Decision.undoes.is_(None)
    rows = select(Decision.comment_id).where(Decision.site_id == site_id, Decision.comment_id.in_(spam), called)
    return set(db.session.scalars(rows)) if spam else set()


def _histories(site_id: int, person_ids: set[int]) -> defaultdict[int | None, dict[str, int]]:
    by_person: defaultdict[int | None, dict[str, int]] = defaultdict(dict)
    rows = select(Comment.person_id, Comment.status, func.count())
    mine = rows.where(Comment.site_id == site_id, Comment.person_id.in_(person_ids))
    for person_id, status, count in db.session.execute(mine.group_by(Comment.person_id, Comment.status)):
        by_person[person_id][status] = count
    return by_person

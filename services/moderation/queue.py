"""What a moderator sees: comments by status, each with its page, its origin and why it waits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, literal, select, union_all

from models import STATUSES, Comment, Decision, Moderator, Origin, OutboxEntry, Person, Signal, Site, Thread, db
from models.person import FOR_ACCOUNT
from services.spam import reported
from services.spam.reported import Weight

from .query import Query
from .reports import Reports, count_reported, first_reports, open_reports
from .search import COUNT_MOST, conditions, find

PAGE = 50
COUNTED_MOST = 10_000


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
    is_answered: bool = False
    """Readers see a reply to it by the site itself."""
    report_weight: Weight | None = None
    """What its open reports weigh together, where it has some and the site holds comments for them."""


@dataclass(frozen=True, slots=True)
class Queue:
    items: Sequence[Item]
    next: int | None
    """The cursor of the next page: comments older than this id; of the reported ones the last first report."""
    is_cut: bool = False
    """The search stopped before the page was full, and goes on from the cursor."""
    count: int | None = None
    """How many match, as far as 1,000; None where that was not asked."""
    is_all: bool = True
    """No more than those counted match."""


def read_queue(site_id: int, query: Query, *, before: int | None = None) -> Queue:
    """One page of at most 50 comments that match, newest first; the first page of a search says how many there are."""
    is_counted = query.is_narrowed and before is None
    found = find(site_id, query, before=before, most=COUNT_MOST if is_counted else PAGE)
    items, is_full = read_items(site_id, found.ids[:PAGE]), len(found.ids) > PAGE
    return Queue(
        items,
        found.ids[PAGE - 1] if is_full else found.next,
        is_cut=found.is_cut and not is_full,
        count=len(found.ids) if is_counted else None,
        is_all=found.next is None,
    )


def read_reported(site_id: int, query: Query, *, after: int | None = None) -> Queue:
    """One page of the published comments that readers reported, those first that have been reported longest."""
    first = first_reports(site_id)
    rows = _rows(site_id).join(first, first.c.comment_id == Comment.id).where(*conditions(site_id, query))
    if after is not None:
        rows = rows.where(first.c.first > after)
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

    Those that stand reported are published, and are counted once more as such. Nobody counts further than one beyond
    10,000: so it costs the same, however many there are.
    """
    found = dict(db.session.execute(union_all(*(_counted(site_id, each) for each in STATUSES))).all())
    found["pending"] = min(found["pending"] + found.pop("checking"), COUNTED_MOST + 1)
    return found | {"reported": count_reported(site_id)}


def _counted(site_id: int, status: str) -> Select[str, int]:
    mine = select(Comment.id).where(Comment.site_id == site_id, Comment.status == status)
    return select(literal(status), func.count()).select_from(mine.limit(COUNTED_MOST + 1).subquery())


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
    answered = _answered(site_id, [comment.id for comment in comments])
    weights = reported.weights(Site.of(site_id), [comment for comment in comments if reports[comment.id].reasons])
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
            comment.id in answered,
            weights.get(comment.id),
        )
        for comment, thread, origin, *_ in found
    ]


def _comments(site_id: int, ids: Sequence[int]) -> dict[int, Comment]:
    rows = select(Comment).where(Comment.site_id == site_id, Comment.id.in_(ids))
    return {comment.id: comment for comment in db.session.scalars(rows)}


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


def _answered(site_id: int, comment_ids: list[int]) -> set[int]:
    """Those that a moderator has answered from the room."""
    if not comment_ids:
        return set()
    replies = (Comment.site_id == site_id) & Comment.parent_id.in_(comment_ids)
    # Not by the index of the status, of which SQLite would walk through all that is published.
    below = replies & (Comment.status.concat("") == "published")
    is_ours = (Person.site_id == Comment.site_id) & (Person.id == Comment.person_id)
    # Asked of each answer by itself: with a join, SQLite would begin with all people of the site.
    is_site = select(Person.visitor.startswith(FOR_ACCOUNT)).where(is_ours).correlate(Comment).scalar_subquery()
    rows = select(Comment.parent_id).where(below, is_site)
    return {parent_id for parent_id in db.session.scalars(rows) if parent_id is not None}


def _histories(site_id: int, person_ids: set[int]) -> defaultdict[int | None, dict[str, int]]:
    by_person: defaultdict[int | None, dict[str, int]] = defaultdict(dict)
    mine = select(Comment.person_id, Comment.status).where(
        Comment.site_id == site_id, Comment.person_id.in_(person_ids)
    )
    # Named first, grouped then: else SQLite takes the index that is in the order of the status, and walks through it.
    each = mine.offset(0).subquery()
    rows = select(each.c.person_id, each.c.status, func.count()).group_by(each.c.person_id, each.c.status)
    for person_id, status, count in db.session.execute(rows):
        by_person[person_id][status] = count
    return by_person

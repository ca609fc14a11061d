"""The comments that a moderator looks for, the newest first, without ever walking through all of them.

The newest thousands are looked at one by one: what is common is found there. What is rare is looked up in the index
that names the fewest. Where neither leads to the end, what was found is told, and from where the search goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, select, union_all

from models import Comment, db
from models.search_text import SearchText, expected, is_gathered

from .filters import Filter, filters, has_status, midnight, statuses
from .query import Query, wrong_in

__all__ = ["COUNT_MOST", "Found", "Query", "conditions", "count", "find", "wrong_in"]

LOOK, FEW, NAMED = 2_000, 5_000, 25_000
"""So many comments are looked at one by one; an index that names so few is good enough; one that names more than the
last is no help."""
COUNT_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    ids: Sequence[int]
    next: int | None
    """The cursor of what follows: comments older than this one. None: there is nothing more."""
    is_cut: bool = False
    """The search has not filled the page, and has not looked at everything either."""


def conditions(site_id: int, query: Query) -> list[ColumnElement[bool]]:
    """What holds of the comments that match, for any statement over Comment; led by an index where they are few."""
    narrowed = filters(site_id, query)
    holds = [Comment.site_id == site_id, has_status(site_id, query.status), *(each.holds for each in narrowed)]
    size, best = _fewest(narrowed)
    return [*holds, Comment.id.in_(best)] if best is not None and size <= NAMED else holds


def count(site_id: int, query: Query) -> tuple[int, bool]:
    """How many match, as far as 1,000, and whether it is all of them."""
    found = find(site_id, query, most=COUNT_MOST)
    return len(found.ids), found.next is None


def find(site_id: int, query: Query, *, before: int | None = None, most: int = 50) -> Found:
    """Up to `most` comments that match and are older than the one numbered `before`."""
    narrowed = filters(site_id, query)
    before = _start(site_id, query.until, before)
    ids, end = _look(site_id, query, narrowed, _newest(site_id, query.status, before), before, most + 1)
    if len(ids) <= most and end is not None:
        further, end = _further(site_id, query, narrowed, end, most + 1 - len(ids))
        ids += further
    if len(ids) > most:
        return Found(ids[:most], ids[most - 1])
    return Found(ids, end, is_cut=end is not None)


def _start(site_id: int, until: date | None, before: int | None) -> int | None:
    """Not with comments that were written long after the last day. Their order is that of their times, but for some."""
    if until is None:
        return before
    times = select(Comment.id).where(
        Comment.site_id == site_id, Comment.created_at < midnight(until) + timedelta(days=1)
    )
    last = times.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(LOOK).subquery()
    newest = db.session.scalar(select(func.max(last.c.id))) or 0
    return min(newest + 1, before or newest + 1)


def _further(
    site_id: int, query: Query, narrowed: list[Filter], before: int, most: int
) -> tuple[list[int], int | None]:
    """Among those older than `before`: by the index that names the fewest, or by looking at some thousands more."""
    newest = _newest(site_id, query.status, before)
    size, best = _fewest(narrowed, before)
    if best is None or size > NAMED or _length(newest, size) < size:
        return _look(site_id, query, narrowed, newest, before, most)
    if size > FEW and is_gathered(best):
        # So that PostgreSQL needs not gather all of them for the sake of the latest.
        late = best.where(SearchText.id >= _likely_end(site_id, before, size))
        ids = _matching(site_id, query, narrowed, _newest_of(late, before), before, most)
        if len(ids) == most:
            return ids, None
    if size <= LOOK and not is_gathered(best):
        return _matching(site_id, query, narrowed, _newest_of(best, before), before, most), None
    return _look(site_id, query, narrowed, _newest_of(best, before), before, most)


def _likely_end(site_id: int, before: int, size: int) -> int:
    """From here to `before` there should be as many as are looked at, if so many are spread over all the site's."""
    oldest = db.session.scalar(select(func.min(Comment.id)).where(Comment.site_id == site_id)) or 0
    return before - (before - oldest) * LOOK // size


def _look(
    site_id: int, query: Query, narrowed: Sequence[Filter], rows: Select[int], before: int | None, most: int
) -> tuple[list[int], int | None]:
    """Those that match among the first thousands of `rows`, and the last of these if there are more."""
    ids = _matching(site_id, query, narrowed, rows, before, most)
    return ids, db.session.scalar(rows.offset(LOOK - 1).limit(1)) if len(ids) < most else None


def _matching(
    site_id: int, query: Query, narrowed: Sequence[Filter], rows: Select[int], before: int | None, most: int
) -> list[int]:
    some = rows.limit(LOOK).subquery()
    holds = (has_status(site_id, query.status), *(each.holds for each in narrowed))
    found = select(Comment.id).join(some, some.c[0] == Comment.id).where(*holds)
    found = found.where(Comment.site_id == site_id).order_by(Comment.id.desc())
    # Said again of the comments themselves, so that no database walks down to the first of them.
    found = found if before is None else found.where(Comment.id < before)
    return list(db.session.scalars(found.limit(most)))


def _newest(site_id: int, status: str, before: int | None) -> Select[int]:
    """The numbers of all that have this status, in the order of an index."""
    older = Comment.site_id == site_id
    if before is not None:
        older &= Comment.id < before
    rows = select(Comment.id).where(older).order_by(Comment.id.desc())
    if status == "all":
        return rows
    each_status = [rows.where(Comment.status == each) for each in statuses(status)]
    if len(each_status) == 1:
        return each_status[0]
    parts = [some.limit(NAMED + 1).subquery() for some in each_status]
    merged = union_all(*(select(part.c.id) for part in parts)).subquery()
    return select(merged.c.id).order_by(merged.c.id.desc())


def _newest_of(ids: Select[int], before: int) -> Select[int]:
    """Of what an index names."""
    number = ids.selected_columns[0]
    return ids.where(number < before).order_by(number.desc())


def _fewest(narrowed: Sequence[Filter], before: int | None = None) -> tuple[int, Select[int] | None]:
    """The index that names the fewest, and how many that are, as far as the limit and one more.

    Once one names few enough, no other is asked: to be counted, the beginning of a word may have to be gathered from
    half of all comments.
    """
    best: tuple[int, Select[int] | None] = (NAMED + 1, None)
    for each in narrowed:
        for ids in (each.ids, each.fewer) if best[0] > FEW else ():
            size = NAMED + 1 if ids is None else _size(ids, before)
            if ids is not None and (best[1] is None or size < best[0]):
                best = size, ids
            if size <= NAMED:
                break
    return best


def _size(ids: Select[int], before: int | None) -> int:
    if is_gathered(ids):
        return expected(ids if before is None else ids.where(SearchText.id < before))
    return _length(ids if before is None else ids.where(ids.selected_columns[0] < before))


def _length(rows: Select[int], most: int = NAMED + 1) -> int:
    """As far as `most`."""
    return db.session.scalar(select(func.count()).select_from(rows.limit(most).subquery())) or 0

"""Which comments of a site say the same or nearly: found by the bands of their MinHash, sure by their texts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Row, Select, bindparam, func, select, union_all

from models import Band, Comment, now
from models.base import send
from services.spam import minhash

WINDOW = timedelta(weeks=5)
SHORT = 40
"""A text of fewer characters, such as "Thank you!", is nobody's own."""
ALIKE = 0.6

_CANDIDATES = 50
_OF_EACH_BAND = 20
_READ_AT_MOST = 20_000

Found = Row[int, str, int | None, int, str]

_TOLD = (
    Comment.id,
    Comment.status,
    Comment.person_id,
    Comment.thread_id,
    func.substr(Comment.source, 1, minhash.COMPARED).label("text"),
)
_IS_ANOTHER = (Comment.site_id == bindparam("site_id")) & (Comment.id != bindparam("itself"))
# The site's comments of the last weeks, with as much of their text as is compared.
OTHERS = select(*_TOLD).where(_IS_ANOTHER, Comment.status != "deleted", Comment.created_at > bindparam("since"))
_THESE = OTHERS.where(Comment.id.in_(bindparam("ids", expanding=True)))
# Sorted out by us: else SQLite would rather walk through all comments of those weeks.
_SAME = (
    select(*_TOLD, Comment.created_at)
    .where(_IS_ANOTHER, Comment.fingerprint == bindparam("fingerprint"))
    .order_by(Comment.id.desc())
    .limit(_CANDIDATES)
)


@dataclass(frozen=True, slots=True)
class Copy:
    """Another comment of the site that says the same, or nearly."""

    comment_id: int
    status: str
    person_id: int | None
    thread_id: int
    is_exact: bool


def copies(comment: Comment) -> list[Copy]:
    """Of the last weeks, wherever on the site: at most 50 that say the same and 50 that say nearly the same."""
    if len(comment.source) < SHORT:
        return []
    exact = _newest_same(comment)
    known = {copy.comment_id for copy in exact}
    near = (Copy(row.id, row.status, row.person_id, row.thread_id, False) for row in _near(comment))
    return exact + [copy for copy in near if copy.comment_id not in known]


def others(comment: Comment) -> dict[str, object]:
    """What OTHERS must be told to give those that are not this one."""
    return {"site_id": comment.site_id, "itself": comment.id or 0, "since": now() - WINDOW}


def _newest_same(comment: Comment) -> list[Copy]:
    told = {"site_id": comment.site_id, "itself": comment.id or 0, "fingerprint": comment.fingerprint}
    since = now() - WINDOW
    return [
        Copy(row.id, row.status, row.person_id, row.thread_id, True)
        for row in send(_SAME, told)
        if row.status != "deleted" and row.created_at > since
    ]


def _near(comment: Comment) -> Iterator[Found]:
    ids = _candidates(comment, minhash.bands_of(comment.source))
    if not ids:
        return iter(())
    rows = {row.id: row for row in send(_THESE, others(comment) | {"ids": ids})}
    return _verified(minhash.pieces(comment.source), [rows[each] for each in ids if each in rows])


def _verified(mine: frozenset[bytes], rows: Sequence[Found]) -> Iterator[Found]:
    """Those that are alike indeed. It stops where reading would take too long; the likeliest come first."""
    left = _READ_AT_MOST
    for row in rows:
        left -= len(row.text)
        if left < 0:
            return
        if minhash.likeness(mine, minhash.pieces(row.text)) >= ALIKE:
            yield row


def _newest_with(number: int) -> Select[int]:
    its = (Band.site_id == bindparam("site_id")) & (Band.value == bindparam(f"band_{number}"))
    newest = select(Band.comment_id).where(its).order_by(Band.comment_id.desc()).limit(_OF_EACH_BAND).subquery()
    return select(newest.c.comment_id)


# Written once: twelve short walks in one index, however many comments share a band.
_SHARING = union_all(*map(_newest_with, range(minhash.BANDS)))


def _candidates(comment: Comment, values: list[int]) -> list[int]:
    """Those that share most bands with it come first."""
    if not values:
        return []
    told = {f"band_{number}": value for number, value in enumerate(values)}
    shared: Counter[int] = Counter(send(_SHARING, told | {"site_id": comment.site_id}).scalars())
    shared.pop(comment.id, None)
    return [found for found, _ in shared.most_common(_CANDIDATES)]

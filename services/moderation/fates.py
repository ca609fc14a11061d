from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from models import Comment, Signal, Site, Verdict, db

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Fate:
    """What has become of a comment so far, and what it is that stands on disk."""

    status: str
    caught_by: str
    """The check that spoke loudest against a comment that was found doubtful, or nothing."""
    source: str
    html: str


def fates(site_id: int, comment_ids: Iterable[int]) -> dict[int, Fate]:
    """The fate of each of these comments; those that are not the site's, or not there, are left out."""
    return {comment_id: fate for ids in _batches(comment_ids) for comment_id, fate in _fates(site_id, ids)}


def _batches(comment_ids: Iterable[int]) -> Iterator[Sequence[int]]:
    every = iter(comment_ids)
    while batch := list(islice(every, AT_ONCE)):
        yield batch


def _fates(site_id: int, ids: Sequence[int]) -> Iterator[tuple[int, Fate]]:
    loudest = _loudest(site_id, ids)
    doubtful = _doubtful(site_id, ids)
    columns = select(Comment.id, Comment.status, Comment.source, Comment.html)
    mine = columns.where(Comment.site_id == site_id, Comment.id.in_(ids)).order_by(Comment.id)
    for comment_id, status, source, html in db.session.execute(mine):
        yield comment_id, Fate(status, loudest.get(comment_id, "") if comment_id in doubtful else "", source, html)


def _loudest(site_id: int, ids: Sequence[int]) -> dict[int, str]:
    against = select(Signal.comment_id, Signal.check).where(
        Signal.site_id == site_id, Signal.comment_id.in_(ids), Signal.score > 0
    )
    ascending = against.order_by(Signal.score * Signal.certainty, Signal.id.desc())
    return dict(db.session.execute(ascending).all())


def _doubtful(site_id: int, ids: Sequence[int]) -> set[int]:
    """Those whose last verdict did not come from the site's policy alone."""
    rows = select(Verdict.comment_id, Verdict.spamminess).where(Verdict.site_id == site_id, Verdict.comment_id.in_(ids))
    last = dict(db.session.execute(rows.order_by(Verdict.id)).all())
    hold_at = Site.of(site_id).hold_at / 100
    return {comment_id for comment_id, spamminess in last.items() if spamminess >= hold_at}

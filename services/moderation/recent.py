"""What has been decided lately, click by click: so that each can be undone, also after a reload and by another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Select, exists, select

from models import Decision, Moderator, Sweep, db, now

from .consequences import can_be_undone

DECISIONS = 1000
SWEEPS = 50
OWN = 20
OWN_FOR = timedelta(hours=1)

WhyNot = Literal["", "undoing", "undone", "too_late", "nothing"]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one click decided; or a sweep, which may still be under way."""

    batch: str
    by: str
    at: datetime
    to: str
    """A status; or "undo"."""
    count: int
    why_not: WhyNot
    """Why it can't be undone; nothing where it can."""
    sweep: Sweep | None = None


def recent(site_id: int) -> list[Batch]:
    """The newest first: those of the last thousand single decisions, and the last fifty sweeps."""
    decisions = db.session.scalars(_newest(site_id)).all()
    sweeps = db.session.scalars(select(Sweep).where(Sweep.site_id == site_id).order_by(Sweep.id.desc()).limit(SWEEPS))
    found = [*_batches(site_id, decisions), *_swept(site_id, sweeps.all())]
    return sorted(found, key=lambda batch: batch.at, reverse=True)


def own_undoable(site_id: int, moderator_id: int) -> list[str]:
    """What this moderator could undo of the last hour, the newest last: at most twenty batches."""
    since = now() - OWN_FOR
    newest = select(Decision.id).where(Decision.site_id == site_id).order_by(Decision.id.desc()).limit(DECISIONS)
    mine = select(Decision).where(Decision.id.in_(newest), Decision.moderator_id == moderator_id)
    decisions = db.session.scalars(mine.where(Decision.created_at > since, Decision.undone_at.is_(None))).all()
    my_sweeps = (Sweep.site_id == site_id) & (Sweep.moderator_id == moderator_id) & (Sweep.created_at > since)
    sweeps = db.session.scalars(select(Sweep).where(my_sweeps).order_by(Sweep.id.desc()).limit(OWN)).all()
    swept = {sweep.batch for sweep in sweeps}
    single = [decision for decision in decisions if decision.batch not in swept]
    found = [*_batches(site_id, single), *_swept(site_id, sweeps)]
    return [batch.batch for batch in sorted(found, key=lambda batch: batch.at) if not batch.why_not][-OWN:]


def open_sweeps(site_id: int) -> Sequence[Sweep]:
    rows = select(Sweep).where(Sweep.site_id == site_id, Sweep.done_at.is_(None)).order_by(Sweep.id)
    return db.session.scalars(rows).all()


def _newest(site_id: int) -> Select[Decision]:
    is_swept = exists().where(Sweep.site_id == Decision.site_id, Sweep.batch == Decision.batch)
    single = select(Decision).where(Decision.site_id == site_id, ~is_swept)
    return single.order_by(Decision.id.desc()).limit(DECISIONS)


def _batches(site_id: int, decisions: Iterable[Decision]) -> list[Batch]:
    together: dict[str, list[Decision]] = {}
    for decision in decisions:
        together.setdefault(decision.batch, []).append(decision)
    every = [decision for batch in together.values() for decision in batch]
    undoable, names = can_be_undone(site_id, every), _names(site_id, {decision.moderator_id for decision in every})
    return [
        Batch(
            batch,
            names.get(its[0].moderator_id, ""),
            its[0].created_at,
            "undo" if its[0].undoes else its[0].new_status,
            len(its),
            _why_not(its, undoable),
        )
        for batch, its in together.items()
    ]


def _why_not(decisions: Sequence[Decision], undoable: set[int]) -> WhyNot:
    if decisions[0].undoes:
        return "undoing"
    if any(decision.id in undoable for decision in decisions):
        return ""
    return "undone" if all(decision.undone_at for decision in decisions) else "too_late"


def _swept(site_id: int, sweeps: Sequence[Sweep]) -> list[Batch]:
    """Of thousands nobody looks at each: those that can't go back are left alone when it comes to them."""
    batches = [sweep.batch for sweep in sweeps]
    theirs = select(Sweep.undoes).where(Sweep.undoes.in_(batches), Sweep.stopped_at.is_(None))
    theirs = theirs.where(Sweep.site_id == site_id)
    undone, names = set(db.session.scalars(theirs)), _names(site_id, {sweep.moderator_id for sweep in sweeps})
    found = []
    for sweep in sweeps:
        why_not: WhyNot = "undoing" if sweep.undoes else "undone" if sweep.batch in undone else ""
        if not why_not and sweep.done_at and not sweep.changed:
            why_not = "nothing"
        by = names.get(sweep.moderator_id, "")
        found.append(Batch(sweep.batch, by, sweep.created_at, sweep.target, sweep.changed, why_not, sweep))
    return found


def _names(site_id: int, moderator_ids: set[int]) -> dict[int, str]:
    rows = select(Moderator).where(Moderator.site_id == site_id, Moderator.id.in_(moderator_ids))
    return {moderator.id: moderator.name for moderator in db.session.scalars(rows)}

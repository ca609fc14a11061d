"""The log of a site: decisions and changes in one order, newest first. What was decided with one click is one line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from models import Change, Decision, Invitation, Moderator, Sweep, db

PAGE = 50
OPERATOR = 0
"""Asked for in place of a moderator's number: what was changed at the command line, or by the service itself."""
KINDS: dict[str, tuple[str, ...]] = {
    "decisions": (),
    "comments": ("comment.", "badge."),
    "settings": ("setting.", "site.", "origin.", "words.", "akismet_key.", "cleantalk_key.", "sso_secret.", "memory."),
    "people": ("moderator.", "invitation.", "role.", "name."),
    "blocked": ("term.", "person."),
    "discussions": ("thread.",),
}
"""What one may ask for, and how the actions of its changes begin."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far one has read: everything before these three numbers comes next."""

    decision: int | None = None
    change: int | None = None
    sweep: int | None = None

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """None for what no page of ours has written."""
        found = re.fullmatch(r"([0-9]{1,15})\.([0-9]{1,15})\.([0-9]{1,15})", text)
        return cls(*map(int, found.groups())) if found else None

    def __str__(self) -> str:
        return f"{self.decision}.{self.change}.{self.sweep}"


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    who: int | None
    action: str
    """A change's, or "decided" or "undone"."""
    subject: str = ""
    old: Any = None
    new: Any = None
    count: int = 1
    """Of comments."""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Log:
    lines: list[Line]
    next: Place | None
    names: dict[int, str] = field(default_factory=dict)
    """Of moderators, those who have left too."""
    invited: dict[str, str] = field(default_factory=dict)
    """By an invitation's number, whom it was for."""


def read_log(site_id: int, *, who: int | None = None, kind: str = "", after: Place | None = None) -> Log:
    """One page of at most 50 lines. `who` is a moderator's number or OPERATOR, `kind` one of KINDS; without: all."""
    start = after or Place(*(_beyond(site_id, table) for table in (Decision, Change, Sweep)))
    is_decided = kind in ("", "decisions") and who != OPERATOR
    decisions = _decisions(site_id, start.decision, who) if is_decided else []
    sweeps = _sweeps(site_id, start.sweep, who) if is_decided else []
    changes = _changes(site_id, start.change, who, kind) if kind != "decisions" else []
    found = list(merge(decisions, sweeps, changes, key=lambda line: line.at, reverse=True))
    lines = found[:PAGE]
    reached = _reached(start, lines) if len(found) > PAGE else None
    return Log(lines, reached, names_of(site_id), _invited(site_id, lines))


def names_of(site_id: int) -> dict[int, str]:
    return {moderator.id: moderator.name for moderator in Moderator.ever_of(site_id)}


def _beyond(site_id: int, table: type[Decision] | type[Change] | type[Sweep]) -> int:
    return (db.session.scalar(select(func.max(table.id)).where(table.site_id == site_id)) or 0) + 1


def _decisions(site_id: int, before: int | None, who: int | None) -> list[Line]:
    """A batch stands where its last decision stands. What a sweep decided is left out before anything else is asked of
    it, from the index alone: it may be a million rows, and is one line (see _sweeps)."""
    other = aliased(Decision)
    its = (other.site_id == site_id) & (other.batch == Decision.batch)
    last = select(func.max(other.id)).where(its).correlate(Decision).scalar_subquery()
    swept = select(Sweep.batch).where(Sweep.site_id == site_id)
    rows = select(Decision).where(Decision.site_id == site_id, Decision.id < before, Decision.batch.not_in(swept))
    rows = rows.where(Decision.id == last)
    if who is not None:
        rows = rows.where(Decision.moderator_id == who)
    found = db.session.scalars(rows.order_by(Decision.id.desc()).limit(PAGE + 1)).all()
    counts = _counts(site_id, [decision.batch for decision in found])
    return [_decision_line(decision, *counts[decision.batch]) for decision in found]


def _counts(site_id: int, batches: Sequence[str]) -> dict[str, tuple[int, str, str]]:
    """Of each batch how many decisions, and the first and the last of what was there before, by name."""
    old = Decision.old_status
    rows = select(Decision.batch, func.count(), func.min(old), func.max(old))
    mine = rows.where(Decision.site_id == site_id, Decision.batch.in_(batches)).group_by(Decision.batch)
    return {batch: (count, first, last) for batch, count, first, last in db.session.execute(mine)}


def _decision_line(decision: Decision, count: int, first: str, last: str) -> Line:
    return Line(
        decision.created_at,
        decision.moderator_id,
        "undone" if decision.undoes else "decided",
        str(decision.comment_id) if count == 1 else "",
        first if first == last else None,
        decision.new_status,
        count,
        Place(decision=decision.id),
    )


def _sweeps(site_id: int, before: int | None, who: int | None) -> list[Line]:
    """Each stands where it was begun, with the number that it has changed so far."""
    rows = select(Sweep).where(Sweep.site_id == site_id, Sweep.id < before, Sweep.changed > 0)
    if who is not None:
        rows = rows.where(Sweep.moderator_id == who)
    return [
        Line(
            sweep.created_at,
            sweep.moderator_id,
            "undone" if sweep.undoes else "decided",
            new=sweep.target,
            count=sweep.changed,
            place=Place(sweep=sweep.id),
        )
        for sweep in db.session.scalars(rows.order_by(Sweep.id.desc()).limit(PAGE + 1))
    ]


def _changes(site_id: int, before: int | None, who: int | None, kind: str) -> list[Line]:
    rows = select(Change).where(Change.site_id == site_id, Change.id < before, *_asked(who, kind))
    found = db.session.scalars(rows.order_by(Change.id.desc()).limit(PAGE + 1))
    return [
        Line(
            each.created_at, each.moderator_id, each.action, each.subject, each.old, each.new, 1, Place(change=each.id)
        )
        for each in found
    ]


def _asked(who: int | None, kind: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if who is not None:
        conditions.append(Change.moderator_id.is_(None) if who == OPERATOR else Change.moderator_id == who)
    if kind:
        conditions.append(or_(*(Change.action.startswith(beginning, autoescape=True) for beginning in KINDS[kind])))
    return conditions


def _reached(start: Place, lines: Sequence[Line]) -> Place:
    decisions = [line.place.decision for line in lines if line.place.decision is not None]
    changes = [line.place.change for line in lines if line.place.change is not None]
    sweeps = [line.place.sweep for line in lines if line.place.sweep is not None]
    return Place(
        min(decisions, default=start.decision), min(changes, default=start.change), min(sweeps, default=start.sweep)
    )


def _invited(site_id: int, lines: Sequence[Line]) -> dict[str, str]:
    actions = ("moderator.invited", "invitation.revoked")
    asked = [int(line.subject) for line in lines if line.action in actions and line.subject.isdecimal()]
    rows = select(Invitation.id, Invitation.email).where(Invitation.site_id == site_id, Invitation.id.in_(asked))
    return {str(invitation_id): email for invitation_id, email in db.session.execute(rows)}

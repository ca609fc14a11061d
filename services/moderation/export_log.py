"""The whole log of a site, oldest first, each decision by itself, for somebody to keep or to search elsewhere."""

from collections.abc import Iterator
from heapq import merge
from typing import Any

from sqlalchemy import Row, Select, case, func, select

from models import Account, Change, Decision, Moderator, db

STEP = 1000
COLUMNS = ("at", "who", "email", "action", "subject", "old", "new", "batch", "undoes")


def export_log(site_id: int) -> Iterator[dict[str, Any]]:
    """Line by line, never all at once: `at` in ISO 8601; `who` and `email` of the moderator, empty for the operator."""
    lines = merge(_steps(_decisions(site_id), Decision), _steps(_changes(site_id), Change), key=lambda line: line.at)
    for line in lines:
        told = {name: getattr(line, name) for name in COLUMNS}
        yield told | {"at": line.at.isoformat(), "subject": str(line.subject)}


def _decisions(site_id: int) -> Select[*tuple[Any, ...]]:
    by = (Moderator.site_id == Decision.site_id) & (Moderator.id == Decision.moderator_id)
    columns = (
        Decision.id,
        Decision.created_at.label("at"),
        Account.name.label("who"),
        Account.email.label("email"),
        case((Decision.undoes.is_(None), "decided"), else_="undone").label("action"),
        Decision.comment_id.label("subject"),
        Decision.old_status.label("old"),
        Decision.new_status.label("new"),
        Decision.batch.label("batch"),
        func.coalesce(Decision.undoes, "").label("undoes"),
    )
    return select(*columns).join(Moderator, by).join(Account).where(Decision.site_id == site_id)


def _changes(site_id: int) -> Select[*tuple[Any, ...]]:
    by = (Moderator.site_id == Change.site_id) & (Moderator.id == Change.moderator_id)
    columns = (
        Change.id,
        Change.created_at.label("at"),
        func.coalesce(Account.name, "").label("who"),
        func.coalesce(Account.email, "").label("email"),
        Change.action.label("action"),
        Change.subject.label("subject"),
        Change.old.label("old"),
        Change.new.label("new"),
        db.literal("").label("batch"),
        db.literal("").label("undoes"),
    )
    return select(*columns).outerjoin(Moderator, by).outerjoin(Account).where(Change.site_id == site_id)


def _steps(rows: Select[*tuple[Any, ...]], table: type[Decision] | type[Change]) -> Iterator[Row[*tuple[Any, ...]]]:
    """A thousand at a time; while somebody reads them slowly, the database is free for others."""
    last, is_more = 0, True
    while is_more:
        found = db.session.execute(rows.where(table.id > last).order_by(table.id).limit(STEP)).all()
        db.session.rollback()
        is_more = len(found) == STEP
        last = found[-1].id if found else last
        yield from found

from datetime import timedelta

from sqlalchemy import ColumnElement, select

from models import Reaction, Vote, db, now
from services.errors import TooMany
from services.identity.tokens import Visitor

MOST = 5
"""So many people may share one address."""


def refuse_crowd(
    table: type[Vote] | type[Reaction], there: ColumnElement[bool], visitor: Visitor, address: str, days: int
) -> None:
    """Raises TooMany when five others of the same address stand there already; an address is known for some days."""
    others = select(table.created_at).where(there, table.address == address, table.visitor != visitor.name)
    times = db.session.scalars(others.order_by(table.created_at.desc()).limit(MOST)).all()
    if len(times) == MOST:
        wait = (times[-1] + timedelta(days=days) - now()).total_seconds()
        raise TooMany("too_many", "Enough people of your network have done that here.", retry_after=max(1, int(wait)))

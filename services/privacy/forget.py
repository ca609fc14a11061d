from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, Delete, Update, delete, literal_column, select, update

from models import Band, Origin, OutboxEntry, Reaction, Receipt, Site, UsedForm, Vote, db, now, transaction
from services.spam.copies import WINDOW

RECEIPT_LIFE = timedelta(hours=48)
OUTBOX_LIFE = timedelta(days=15)


def forget_what_is_old() -> int:
    """Remove what is kept for a time only; returns how many rows were touched.

    Origins, and the hidden addresses of votes and reactions, after the site's `origin_days`; receipts and used forms
    after two days; settled outbox entries after 15; what near-copies are found by, after five weeks. What a comment's
    votes and reports say goes with the comment.
    """
    gone = 0
    with transaction():
        for site_id, days in db.session.execute(select(Site.id, Site.origin_days)).all():
            gone += _forget_addresses(site_id, now() - timedelta(days=days))
        gone += _count(delete(Receipt).where(Receipt.created_at < now() - RECEIPT_LIFE))
        gone += _count(delete(UsedForm).where(UsedForm.created_at < now() - RECEIPT_LIFE))
        gone += _count(delete(OutboxEntry).where(OutboxEntry.settled_at < now() - OUTBOX_LIFE))
        gone += _count(delete(Band).where(Band.created_at < now() - WINDOW))
    return gone


def _forget_addresses(site_id: int, before: datetime) -> int:
    gone = _count(delete(Origin).where(Origin.site_id == site_id, Origin.created_at < before))
    # Written out, not sent along: so SQLite sees that its index of those that are still known serves.
    nothing: ColumnElement[str] = literal_column("''")
    for table in (Vote, Reaction):
        is_old = (table.site_id == site_id) & (table.created_at < before) & (table.address != nothing)
        gone += _count(update(table).where(is_old).values(address=""))
    return gone


def _count(statement: Delete | Update) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount

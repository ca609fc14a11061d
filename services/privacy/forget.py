from datetime import timedelta

from sqlalchemy import CursorResult, Delete, delete, select

from models import Origin, OutboxEntry, Receipt, Site, UsedForm, db, now, transaction

RECEIPT_LIFE = timedelta(hours=48)
OUTBOX_LIFE = timedelta(days=15)


def forget_what_is_old() -> int:
    """Remove what is kept for a time only; returns how many rows.

    Origins after the site's `origin_days`; receipts and used forms after two days; settled outbox entries after 15.
    """
    gone = 0
    with transaction():
        for site_id, days in db.session.execute(select(Site.id, Site.origin_days)).all():
            gone += _delete(
                delete(Origin).where(Origin.site_id == site_id, Origin.created_at < now() - timedelta(days=days))
            )
        gone += _delete(delete(Receipt).where(Receipt.created_at < now() - RECEIPT_LIFE))
        gone += _delete(delete(UsedForm).where(UsedForm.created_at < now() - RECEIPT_LIFE))
        gone += _delete(delete(OutboxEntry).where(OutboxEntry.settled_at < now() - OUTBOX_LIFE))
    return gone


def _delete(statement: Delete) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount

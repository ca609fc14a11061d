from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, Delete, Update, delete, func, literal_column, select, update

from models import (
    Band,
    Comment,
    Origin,
    OutboxEntry,
    Person,
    Reaction,
    Receipt,
    Report,
    SearchText,
    Site,
    UsedForm,
    Vote,
    db,
    now,
    transaction,
)
from services.identity.invitations import forget_invited
from services.identity.sessions import forget_ended
from services.spam.copies import WINDOW

RECEIPT_LIFE = timedelta(hours=48)
OUTBOX_LIFE = timedelta(days=15)
STEP = 5_000


def forget_what_is_old() -> int:
    """Remove what is kept for a time only; returns how many rows were touched.

    Origins, and the hidden addresses of votes, reactions and reports, after the site's `origin_days`; receipts and used
    forms after two days; settled outbox entries after 15; what near-copies are found by, after five weeks. What a
    comment's votes and reports say goes with the comment. E-mail addresses after the site's `email_days`, where it has
    some. Moderators' sessions and links 15 days after their end; whom an invitation was for, 30 days after its end.
    """
    gone = 0
    with transaction():
        for site_id, days in db.session.execute(select(Site.id, Site.origin_days)).all():
            gone += _forget_addresses(site_id, now() - timedelta(days=days))
            gone += _forget_bands(site_id, now() - WINDOW)
        gone += _count(delete(Receipt).where(Receipt.created_at < now() - RECEIPT_LIFE))
        gone += _count(delete(UsedForm).where(UsedForm.created_at < now() - RECEIPT_LIFE))
        gone += _count(delete(OutboxEntry).where(OutboxEntry.settled_at < now() - OUTBOX_LIFE))
        gone += forget_ended() + forget_invited()
    return gone + sum(_forget_emails(site_id, now() - timedelta(days=days)) for site_id, days in _keeping_emails())


def _keeping_emails() -> list[tuple[int, int]]:
    rows = select(Site.id, Site.email_days).where(Site.email_days.is_not(None))
    return [(site_id, days) for site_id, days in db.session.execute(rows) if days is not None]


def _forget_emails(site_id: int, before: datetime) -> int:
    """Of comments older than that, in steps, so that nobody who writes has to wait for a long list. And of people of
    whom nothing newer is here: who is signed on by the site's own server brings it again with the next sign-on."""
    is_old = (Comment.site_id == site_id) & Comment.author_email.is_not(None) & (Comment.created_at < before)
    some = select(Comment.id).where(is_old).order_by(Comment.created_at).limit(STEP)
    forget = update(Comment).where(Comment.site_id == site_id, Comment.id.in_(some)).values(author_email=None)
    gone = step = _in_transaction(SearchText.without_people(site_id, some), forget)
    while step == STEP:
        step = _in_transaction(SearchText.without_people(site_id, some), forget)
        gone += step
    newer = select(Comment.id).where(
        Comment.site_id == site_id, Comment.person_id == Person.id, Comment.created_at >= before
    )
    known = (Person.site_id == site_id) & Person.email.is_not(None) & (Person.created_at < before)
    return gone + _in_transaction(update(Person).where(known, ~newer.exists()).values(email=None))


def _in_transaction(*statements: Update) -> int:
    """How many rows the last of them touched."""
    with transaction():
        return [_count(statement) for statement in statements][-1]


def _forget_addresses(site_id: int, before: datetime) -> int:
    gone = _count(delete(Origin).where(Origin.site_id == site_id, Origin.created_at < before))
    # Written out, not sent along: so SQLite sees that its index of those that are still known serves.
    nothing: ColumnElement[str] = literal_column("''")
    for table in (Vote, Reaction, Report):
        is_old = (table.site_id == site_id) & (table.created_at < before) & (table.address != nothing)
        gone += _count(update(table).where(is_old).values(address=""))
    return gone


def _forget_bands(site_id: int, before: datetime) -> int:
    """Of comments that came before the first that is not yet so old."""
    # Not the bare number: for its smallest PostgreSQL would rather walk through all comments, from the first.
    younger = select(func.min(Comment.id + 0)).where(Comment.site_id == site_id, Comment.created_at >= before)
    first = db.session.scalar(younger)
    its = delete(Band).where(Band.site_id == site_id)
    return _count(its if first is None else its.where(Band.comment_id < first))


def _count(statement: Delete | Update) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount

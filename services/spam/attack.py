"""A sudden rise of spam: for half an hour after it was seen last, new people are held and more work is asked of them.

The usual rate is that of the days before. Nobody has to end it: it is over when the time is.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from models import Comment, Site, db, now

log = logging.getLogger(__name__)
WINDOW = timedelta(minutes=10)
LASTS = timedelta(minutes=30)
LEAST = 10
"""So much spam in one window is needed at least."""
TIMES = 5
"""And so many times the usual of the week before."""
USUAL = timedelta(days=7)
SHORTEST = timedelta(days=1)
"""A site is watched so long at least before it has anything usual."""
MOST = 2000
"""No more of the site's latest spam is looked at."""


def notice(site: Site) -> None:
    """A comment has just become spam: is it one of too many? Called inside the transaction that judges it."""
    db.session.flush()
    at = now()
    is_noted = site.is_attacked and site.attack_until is not None and site.attack_until - at > LASTS * 0.9
    if is_noted or not _is_sudden(site, at):
        return
    site = Site.of(site.id)
    if not site.is_attacked:
        site.attack_since = at
        log.warning("site %s: spam rises suddenly; new people are held", site.key)
    site.attack_until = at + LASTS


def _is_sudden(site: Site, at: datetime) -> bool:
    newest = _latest_spam(site.id)
    is_much = db.session.scalar(newest.offset(LEAST - 1).limit(1))
    if is_much is None or is_much <= at - WINDOW:
        return False
    latest = newest.limit(MOST).subquery()
    recent = func.count().filter(latest.c.created_at > at - WINDOW)
    before = func.count().filter(latest.c.created_at.between(at - USUAL, at - WINDOW))
    seen, recently, earlier, oldest = db.session.execute(
        select(func.count(), recent, before, func.min(latest.c.created_at))
    ).one()
    span = max(at - max(at - USUAL, oldest if seen == MOST else site.created_at), SHORTEST)
    return bool(recently >= TIMES * earlier * (WINDOW / span))


def _latest_spam(site_id: int) -> Select[datetime]:
    """By the index of the queue, newest first."""
    rows = select(Comment.created_at).where(Comment.site_id == site_id, Comment.status == "spam")
    return rows.order_by(Comment.id.desc())

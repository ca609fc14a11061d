"""Akismet changes its mind: it calls back with the name that it had given to a question, and a new verdict.

Whoever calls must know the site's key. What they say counts for comments that still wait and that no moderator has
decided about; of others it is only noted in the history.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models import Comment, Consultation, Origin, Site, db, transaction
from models.outbox import take_back
from services.errors import Forbidden
from services.spam.check_comment import take_opinion
from services.spam.judge import is_decided
from services.spam.outside.akismet_judge import spam_by_akismet, wanted_by_akismet
from services.spam.outside.judges import Opinion

MOST = 100


@dataclass(frozen=True, slots=True)
class Change:
    guid: str
    spam: bool


@dataclass(frozen=True, slots=True)
class Heard:
    success: bool
    message: str


def hear_akismet(site_key: str, key: str, changes: Sequence[Change]) -> dict[str, Heard]:
    """What became of each change, by guid; of more than 100 the rest is left. Raises Forbidden for a wrong key."""
    site = Site.by_key(site_key)
    expected = (site.akismet_key or "") if site else ""
    is_theirs = hmac.compare_digest(key.lower().encode(), expected.lower().encode())
    if site is None or not expected or not is_theirs:
        raise Forbidden("forbidden", "This is not the Akismet key of the site.")
    site_id = site.id
    return {change.guid: _hear(site_id, change) for change in changes[:MOST]}


def _hear(site_id: int, change: Change) -> Heard:
    with transaction():
        site, origin = Site.of(site_id), _origin(site_id, change.guid)
        comment = Comment.locked(site_id, [origin.comment_id]).get(origin.comment_id) if origin else None
        if comment is None:
            return Heard(False, "No comment is known by this guid.")
        opinion = _opinion(change)
        if not comment.is_waiting or is_decided(comment):
            _note(comment, opinion)
            return Heard(True, "Noted: the comment does not wait any more.")
        take_back(site_id, comment.id, "check", judge="akismet")
        take_opinion(site, comment, "akismet", opinion, reason="callback")
    return Heard(True, "Taken.")


def _origin(site_id: int, guid: str) -> Origin | None:
    return db.session.scalar(select(Origin).where(Origin.site_id == site_id, Origin.akismet_guid == guid).limit(1))


def _opinion(change: Change) -> Opinion:
    def note(site: Site, origin: Origin | None) -> None:
        if origin is not None:
            origin.akismet_said = "true" if change.spam else "false"

    return spam_by_akismet(note) if change.spam else wanted_by_akismet(note)


def _note(comment: Comment, opinion: Opinion) -> None:
    row = Consultation(site_id=comment.site_id, comment_id=comment.id, service="akismet", kind="check")
    row.reason, row.outcome, row.detail = "callback", opinion.outcome, opinion.reason
    db.session.add(row)

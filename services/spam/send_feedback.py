from models import Comment, Consultation, Origin, OutboxEntry, Site, db, transaction
from services.errors import OutsideFailure
from services.spam.outside.asked import who_is_asked
from services.spam.outside.judges import Judges, OutsideJudge, Tell, judge_of


def send_feedback(entry: OutboxEntry, claim: str, judges: Judges) -> None:
    """Tell somebody outside what a moderator decided.

    Raises OutsideFailure when they could not be told, ClaimLost when another worker has taken over. When the origin has
    been forgotten meanwhile nothing is sent: other values would teach them something wrong.
    """
    outside = judge_of(judges, entry)
    tell = _feedback(entry, outside)
    db.session.rollback()
    if outside is None or tell is None:
        with transaction():
            entry.settle(claim)
        return
    try:
        told = tell()
    except OutsideFailure as failure:
        if failure.counts:
            with transaction():
                _note(entry, outside, "failed", failure.reason)
        raise
    with transaction():
        entry.settle(claim)
        _note(entry, outside, "failed" if told.regret else "told", told.regret)


def _feedback(entry: OutboxEntry, outside: OutsideJudge | None) -> Tell | None:
    site = Site.of(entry.site_id)
    comment, origin = Comment.of(site.id, entry.comment_id), Origin.of(site.id, entry.comment_id)
    if outside is None or outside.name not in who_is_asked(site):
        return None
    if comment is None or origin is None or not comment.source:
        return None
    return outside.tell(site, comment, origin, entry)


def _note(entry: OutboxEntry, outside: OutsideJudge, outcome: str, detail: str) -> None:
    """For the comment's history, as long as there is a comment."""
    if Comment.of(entry.site_id, entry.comment_id) is None:
        return
    row = Consultation(site_id=entry.site_id, comment_id=entry.comment_id, service=outside.name, kind=entry.kind)
    row.outcome, row.detail = outcome, detail
    db.session.add(row)

from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from models import Comment, Decision, Person, Reaction, Report, Revision, Site, Vote, db, now
from services.identity.tokens import Visitor
from services.pages import why_closed

from .place import Place, SiteSeen
from .rows import iso, tell

RECENT = timedelta(days=1)
THANKED_FOR = timedelta(days=7)
MOST = 50


def read_own(place: Place, visitor: Visitor) -> dict[str, Any]:
    """What is the visitor's own here: comments that wait or were written or decided within a day, votes, reactions,
    and what became of their reports."""
    thread = place.thread
    if thread is None:
        return {"comments": [], "votes": {}, "reactions": [], "reports": {}}
    is_open = why_closed(place.site, thread) is None
    return {
        "comments": [tell_own(place.site, comment, is_open=is_open) for comment in _own(place, visitor)],
        "votes": {str(key): value for key, value in Vote.of_visitor(thread.site_id, thread.id, visitor.name).items()},
        "reactions": Reaction.of_visitor(thread.site_id, thread.id, visitor.name),
        "reports": {str(report.comment_id): _told(report) for report in _reports(place, visitor)},
    }


def _reports(place: Place, visitor: Visitor) -> list[Report]:
    """The visitor's latest here; of what was removed for them those of the last week."""
    assert place.thread is not None
    theirs = (Report.site_id == place.site.id) & (Report.visitor == visitor.name)
    is_here = (Comment.site_id == Report.site_id) & (Comment.id == Report.comment_id)
    is_news = or_(Report.outcome.is_(None), Report.outcome == "dismissed", Report.settled_at > now() - THANKED_FOR)
    rows = select(Report).join(Comment, is_here).where(theirs, Comment.thread_id == place.thread.id, is_news)
    return list(db.session.scalars(rows.order_by(Report.id.desc()).limit(MOST)))


def _told(report: Report) -> str:
    """What was settled before outcomes were noted is told of as open."""
    return {"upheld": "removed", "dismissed": "kept"}.get(report.outcome or "", "open")


def tell_own(site: Site | SiteSeen, comment: Comment, *, is_open: bool = True) -> dict[str, Any]:
    """One's own comment as its author may know it.

    Spam looks like waiting to its author: who sends spam must not learn from us what gave it away.
    """
    status = {"spam": "pending", "rejected": "refused", "deleted": "removed"}.get(comment.status, comment.status)
    until = comment.may_change_until(site.edit_minutes) if is_open and site.is_open else None
    own = {"text": comment.source if _may_be_changed(comment) else None, "until": iso(until) if until else None}
    return tell(comment, status) | {"own": own}


def _may_be_changed(comment: Comment) -> bool:
    """Where a moderator has changed it, that word is the last: its author may only delete it."""
    return comment.edited_at is None or not Revision.by_moderator(comment.site_id, comment.id)


def _own(place: Place, visitor: Visitor) -> list[Comment]:
    assert place.thread is not None
    recent = now() - RECENT
    is_decided = (
        select(Decision.id)
        .where(Decision.site_id == Comment.site_id, Decision.comment_id == Comment.id, Decision.created_at > recent)
        .exists()
    )
    is_wanted = or_(Comment.status.in_(("checking", "pending", "spam")), Comment.created_at > recent, is_decided)
    mine = (
        select(Comment)
        .join(Person, (Person.site_id == Comment.site_id) & (Person.id == Comment.person_id))
        .where(Person.site_id == place.site.id, Person.visitor == visitor.name)
        .where(Comment.thread_id == place.thread.id, Comment.status != "deleted", is_wanted)
        .order_by(Comment.id.desc())
        .limit(MOST)
    )
    return list(db.session.scalars(mine))[::-1]

from models import Comment, Decision, Person, Signal, Site, Status, Verdict, db
from services.spam import verdict

_STATUS: dict[verdict.Outcome, Status] = {"publish": "published", "hold": "pending", "spam": "spam"}


def judge(site: Site, comment: Comment, person: Person | None, signals: list[Signal]) -> None:
    """Conclude from the signals and act on it, unless a moderator has decided: then the verdict is only noted."""
    approved = person is not None and person.is_approved
    outcome, reason = verdict.outcome(signals, hold=site.hold, is_approved=approved)
    degree = verdict.spamminess(signals)
    db.session.add(Verdict(site_id=site.id, comment_id=comment.id, outcome=outcome, spamminess=degree, reason=reason))
    if not is_decided(comment):
        comment.become(_STATUS[outcome], waits_for=reason if outcome == "hold" else "")


def is_decided(comment: Comment) -> bool:
    """A moderator's word stands on it, as it is now. (Undoing the word lifts it, and so does its author's edit.)"""
    last = Decision.last_of(comment.site_id, comment.id)
    if last is None or (comment.edited_at and last.created_at < comment.edited_at):
        return comment.status == "deleted"
    return comment.status == "deleted" or last.undoes is None

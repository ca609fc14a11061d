from models import Comment, Decision, OutboxEntry, Person, Signal, Site, Status, Verdict, db, now, owe
from services.spam import attack, reported, verdict
from services.spam.outside.asked import uses_service

_STATUS: dict[verdict.Outcome, Status] = {
    "publish": "published",
    "hold": "pending",
    "spam": "spam",
}


def judge(site: Site, comment: Comment, person: Person | None, signals: list[Signal]) -> None:
    """Conclude from the signals and act on it, unless a moderator has decided: then the verdict is only noted."""
    approved = person is not None and person.is_approved
    conclusion = verdict.conclude(signals, rules_of(site), is_approved=approved)
    degree = verdict.spamminess(signals)
    db.session.add(
        Verdict(
            site_id=site.id,
            comment_id=comment.id,
            outcome=conclusion.outcome,
            spamminess=degree,
            reason=conclusion.reason,
        )
    )
    if is_decided(comment) or OutboxEntry.is_owed(site.id, comment.id, "discard"):
        return
    if conclusion.outcome == "discard":
        set_aside(site, comment)
        return
    if conclusion.outcome == "publish" and reported.holds(site, comment):
        comment.become("pending", waits_for=reported.HELD)
        return
    comment.become(_STATUS[conclusion.outcome], waits_for=conclusion.reason if conclusion.outcome == "hold" else "")
    if comment.status == "spam":
        attack.notice(site)


def set_aside(site: Site, comment: Comment) -> None:
    """It is not to be kept. It stays as spam for as long as a wave is watched for, and then goes.

    A later verdict changes nothing about that; its author's edit, a moderator's word or question does.
    """
    comment.become("spam")
    owe(site.id, comment.id, "discard", due_at=now() + attack.WINDOW)
    attack.notice(site)


def rules_of(site: Site) -> verdict.Rules:
    """While spam rises suddenly, new people are held whatever the site does in quiet times."""
    hold = "first" if site.is_attacked and site.hold == "nothing" else site.hold
    return verdict.Rules(
        site.hold_at,
        site.spam_at,
        site.discard_at,
        hold,
        site.trust_comments,
        site.trust_days,
        asks_outside=uses_service(site),
    )


def is_decided(comment: Comment) -> bool:
    """A moderator's word stands on it, as it is now. (Undoing the word lifts it, and so does its author's edit.)"""
    return is_settled_by(comment, Decision.last_of(comment.site_id, comment.id))


def is_settled_by(comment: Comment, last: Decision | None) -> bool:
    """The same, of the last decision about it."""
    if last is None or comment.is_rewritten_since(last.created_at):
        return comment.status == "deleted"
    return comment.status == "deleted" or last.undoes is None

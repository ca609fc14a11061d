from models import Comment, Decision, OutboxEntry, Person, Signal, Site, Status, Verdict, db, now, owe
from services.spam import attack, reported, verdict
from services.spam.outside.asked import uses_service

_STATUS: dict[str, Status] = {
    "publish": "published",
    "hold": "pending",
    "spam": "spam",
}


def judge_new(site: Site, comment: Comment, person: Person | None, signals: list[Signal]) -> Verdict:
    """The status of a comment that is not stored yet, so that nobody has had a word about it.

    `person` is None where its author has never written before. Returns the verdict, which is to be stored with the
    comment; then `follow` does what follows from it.
    """
    found = _concluded(site, comment, person, signals)
    comment.status = _STATUS.get(found.outcome, "spam")
    comment.waits_for = found.reason if found.outcome == "hold" else ""
    _note(comment, found, signals)
    return found


def follow(site: Site, comment: Comment, found: Verdict) -> None:
    """What follows from the verdict about a comment that has just been stored."""
    if found.outcome == "discard":
        _owe_discarding(comment)
    if comment.status == "spam":
        attack.notice(site)


def judge(site: Site, comment: Comment, person: Person | None, signals: list[Signal]) -> None:
    """Conclude from the signals and act on it, unless a moderator has decided: then the verdict is only noted."""
    conclusion = _concluded(site, comment, person, signals)
    db.session.add(conclusion)
    last = Decision.last_of(site.id, comment.id)
    if last is None:
        _note(comment, conclusion, signals)
    if is_settled_by(comment, last) or OutboxEntry.is_owed(site.id, comment.id, "discard"):
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
    _owe_discarding(comment)
    attack.notice(site)


def _owe_discarding(comment: Comment) -> None:
    owe(comment.site_id, comment.id, "discard", due_at=now() + attack.WINDOW)


def _concluded(site: Site, comment: Comment, person: Person | None, signals: list[Signal]) -> Verdict:
    approved = person is not None and person.is_approved_at(site)
    conclusion = verdict.conclude(signals, rules_of(site), is_approved=approved)
    return Verdict(
        site_id=site.id,
        comment_id=comment.id,
        outcome=conclusion.outcome,
        spamminess=verdict.spamminess(signals),
        reason=conclusion.reason,
    )


def _note(comment: Comment, found: Verdict, signals: list[Signal]) -> None:
    comment.taken_for, comment.spamminess = found.outcome, found.spamminess
    comment.loudest = verdict.loudest(signals)


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

"""Akismet's word on one comment: asked by the worker, weighed with the local signals, acted on once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from models import Comment, Origin, OutboxEntry, Person, Signal, Site, db, now, owe, transaction
from services.errors import OutsideFailure
from services.spam.akismet_client import Answer
from services.spam.akismet_fields import akismet_fields
from services.spam.akismet_gate import WRONG_KEY_RETRY, AkismetGate, note_problem
from services.spam.judge import is_decided, judge


def check_comment(entry: OutboxEntry, claim: str, gate: AkismetGate) -> None:
    """Ask, then write answer, verdict and "settled" in one transaction.

    Raises OutsideFailure when no usable answer came: the comment then waits as the site's policy says and its
    `waits_for` tells the moderator why. Raises ClaimLost when another worker has taken over.
    """
    site = Site.of(entry.site_id)
    comment, origin = Comment.of(site.id, entry.comment_id), Origin.of(site.id, entry.comment_id)
    if comment is None or origin is None or site.akismet_key is None or comment.status == "deleted":
        _settle_without(entry, claim)
        return
    key, blog = site.akismet_key, site.home_url
    fields = akismet_fields(site, comment, origin) | _circumstances(entry, gate)
    site_id, comment_id = site.id, comment.id
    db.session.rollback()
    try:
        answer = _verdict(gate.ask(site_id, key, lambda client: client.check(key, blog, fields)), site_id)
    except OutsideFailure as failure:
        _wait(site_id, comment_id, failure.reason)
        raise
    with transaction():
        entry.settle(claim)
        if not _is_outdated(entry):
            _take(Site.of(site_id), comment_id, fields, answer, is_last=bool(entry.details.get("is_last")))


def _verdict(answer: Answer, site_id: int) -> Answer:
    """An answer that warns of the account (suspended, over its limit) holds no verdict, whatever its body says."""
    if answer.problem:
        note_problem(site_id, answer.problem)
        raise OutsideFailure(f"Akismet gives no verdict: {answer.problem}", retry_in=WRONG_KEY_RETRY)
    return answer


def _circumstances(entry: OutboxEntry, gate: AkismetGate) -> dict[str, str]:
    reason = entry.details.get("recheck_reason") or ("retry" if entry.attempts > 1 else None)
    return ({"recheck_reason": reason} if reason else {}) | ({"is_test": "1"} if gate.is_test else {})


def _settle_without(entry: OutboxEntry, claim: str) -> None:
    """Nothing to ask, or nobody: the local signals decide about a comment that is still there."""
    with transaction():
        entry.settle(claim)
        site, comment = Site.of(entry.site_id), _locked(entry.site_id, entry.comment_id)
        if comment is not None and comment.is_waiting:
            judge(site, comment, _person(comment), Signal.of(site.id, comment.id))


def _wait(site_id: int, comment_id: int, reason: str) -> None:
    """Never published unchecked by accident: only where the site trusts its local checks do they decide for now."""
    with transaction():
        site, comment = Site.of(site_id), _locked(site_id, comment_id)
        if comment is None or not comment.is_waiting:
            return
        if site.akismet_away == "trust" and comment.status == "checking":
            judge(site, comment, _person(comment), Signal.of(site_id, comment_id))
        elif site.akismet_away == "hold":
            comment.become("pending", waits_for=f"{reason}; it will be asked again")


def _take(site: Site, comment_id: int, fields: dict[str, Any], answer: Answer, *, is_last: bool) -> None:
    comment, origin = _locked(site.id, comment_id), Origin.of(site.id, comment_id)
    site.akismet_problem = site.akismet_problem_at = None
    site.akismet_alert = _alert(answer)
    if comment is None:
        return
    if answer.blatant and site.akismet_discards and _is_unseen(comment):
        site.discarded_count += 1
        db.session.delete(comment)
        return
    if origin is not None:
        origin.checked_as, origin.akismet_guid = fields, answer.guid
        origin.akismet_said = "true" if answer.spam else "false"
    signals = _with_akismet(site, comment, answer)
    if answer.recheck_after and not is_last:
        due = now() + timedelta(seconds=answer.recheck_after)
        owe(site.id, comment.id, "check", due_at=due, recheck_reason="recheck", is_last=True)
        if not is_decided(comment):
            comment.become("pending", waits_for="Akismet wants to look at it once more")
        return
    judge(site, comment, _person(comment), signals)


def _is_outdated(entry: OutboxEntry) -> bool:
    """The author has changed the text since this check was owed: the change owes one of its own."""
    comment = _locked(entry.site_id, entry.comment_id)
    return comment is not None and comment.edited_at is not None and entry.created_at < comment.edited_at


def _locked(site_id: int, comment_id: int) -> Comment | None:
    return Comment.locked(site_id, [comment_id]).get(comment_id)


def _is_unseen(comment: Comment) -> bool:
    """No reader and no moderator has acted on it, so it can go without a trace: it takes no reply along."""
    return comment.is_waiting and not comment.has_replies and not is_decided(comment)


def _with_akismet(site: Site, comment: Comment, answer: Answer) -> list[Signal]:
    """The stored local signals and Akismet's new one, which takes the place of an earlier one."""
    former = (Signal.site_id == site.id) & (Signal.comment_id == comment.id) & (Signal.check == "akismet")
    db.session.execute(delete(Signal).where(former))
    score, certainty, reason = 1.0, 0.95, "Akismet calls it spam"
    if answer.blatant:
        certainty, reason = 0.99, "Akismet calls it blatant spam"
    elif not answer.spam:
        score, certainty, reason = -1.0, 0.5, "Akismet finds nothing wrong with it"
    db.session.add(
        Signal(site_id=site.id, comment_id=comment.id, check="akismet", score=score, certainty=certainty, reason=reason)
    )
    db.session.flush()
    return Signal.of(site.id, comment.id)


def _alert(answer: Answer) -> str | None:
    if not answer.alert_code:
        return None
    return f"{answer.alert_message or 'Akismet has a message for you'} ({answer.alert_code})"


def _person(comment: Comment) -> Person | None:
    return db.session.scalar(select(Person).where(Person.site_id == comment.site_id, Person.id == comment.person_id))

"""The word of one outside on one comment: asked for by the worker, weighed with all other signals, acted on once.

Each of them has an outbox entry of its own, so each fails and is asked again on its own.
"""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm.exc import ObjectDeletedError

from models import (
    ClaimLost,
    Comment,
    Consultation,
    Origin,
    OutboxEntry,
    Person,
    Sentence,
    Signal,
    Site,
    db,
    now,
    transaction,
)
from services.errors import OutsideFailure
from services.spam.judge import is_decided, judge, set_aside
from services.spam.outside.asked import open_checks, owe_check, title_of, who_is_asked
from services.spam.outside.judges import Judges, Opinion, OutsideJudge, judge_of


def check_comment(entry: OutboxEntry, claim: str, judges: Judges) -> None:
    """Ask, then write answer, verdict and "settled" in one transaction.

    Raises OutsideFailure when no usable answer came from one who is waited for: the comment then waits as the site's
    policy says and its `waits_for` tells the moderator why. Raises ClaimLost when another worker has taken over, or
    when the comment has gone with all that was owed for it.
    """
    try:
        _check(entry, claim, judges)
    except ObjectDeletedError:
        raise ClaimLost from None


def _check(entry: OutboxEntry, claim: str, judges: Judges) -> None:
    site, outside = Site.of(entry.site_id), judge_of(judges, entry)
    comment, origin = Comment.of(site.id, entry.comment_id), Origin.of(site.id, entry.comment_id)
    is_asked = outside is not None and outside.name in who_is_asked(site)
    if outside is None or not is_asked or comment is None or comment.status == "deleted":
        _settle(entry, claim)
        return
    if origin is None:
        _settle_unheard(entry, claim, outside)
        return
    ask = outside.ask(site, comment, origin, entry)
    db.session.rollback()
    try:
        opinion = ask()
    except OutsideFailure as failure:
        if not outside.is_waited_for:
            _settle(entry, claim, outside, failure)
            return
        _wait(entry, outside, failure)
        raise
    _take(entry, claim, outside, opinion)


def take_opinion(site: Site, comment: Comment, judge_name: str, opinion: Opinion, *, reason: str) -> None:
    """Weigh it with all that is known, as far as nobody else has yet to speak; inside the caller's transaction."""
    opinion.note(site, Origin.of(site.id, comment.id))
    _consulted(comment, judge_name, opinion.outcome, reason=reason, detail=opinion.reason)
    _replace_signal(comment, judge_name, opinion)
    if opinion.may_discard and _is_unseen(comment):
        set_aside(site, comment)
        return
    if opinion.again_in:
        due = now() + timedelta(seconds=opinion.again_in)
        owe_check(site.id, comment.id, judge_name, due_at=due, recheck_reason="recheck", is_last=True)
        if not is_decided(comment):
            wants = Sentence("%(service)s wants to look at it once more", service=title_of(judge_name))
            comment.become("pending", waits_for=wants)
        return
    _conclude(site, comment)


def _take(entry: OutboxEntry, claim: str, outside: OutsideJudge, opinion: Opinion | None) -> None:
    with transaction():
        entry.settle(claim)
        site, comment = Site.of(entry.site_id), _locked(entry)
        if comment is None or _is_outdated(entry, comment):
            return
        if opinion is None:
            _conclude(site, comment)
        else:
            take_opinion(site, comment, outside.name, opinion, reason=_reason(entry))


def _settle(
    entry: OutboxEntry, claim: str, outside: OutsideJudge | None = None, failure: OutsideFailure | None = None
) -> None:
    """Nobody to ask, or one whose word can be missed: what is known decides about a comment that is still there."""
    with transaction():
        entry.settle(claim)
        site, comment = Site.of(entry.site_id), _locked(entry)
        if comment is None:
            return
        if outside and failure and failure.counts:
            _consulted(comment, outside.name, "failed", reason=_reason(entry), detail=failure.reason)
        if comment.is_waiting:
            _conclude(site, comment)


def _settle_unheard(entry: OutboxEntry, claim: str, outside: OutsideJudge) -> None:
    """Too late to ask: what is waited for in vain is a moderator's business, unless the site trusts its own checks."""
    with transaction():
        entry.settle(claim)
        site, comment = Site.of(entry.site_id), _locked(entry)
        if comment is None or not comment.is_waiting:
            return
        if outside.is_waited_for and site.akismet_away == "hold":
            late = Sentence("It was too late to ask %(service)s about it", service=title_of(outside.name))
            comment.become("pending", waits_for=late)
        else:
            _conclude(site, comment)


def _wait(entry: OutboxEntry, outside: OutsideJudge, failure: OutsideFailure) -> None:
    """Never published unchecked by accident: only where the site trusts its local checks do they decide for now.

    When nobody was asked at all, a comment that waits already has nothing new to say to its moderator.
    """
    seen = Comment.of(entry.site_id, entry.comment_id)
    if not failure.counts and (seen is None or seen.status != "checking"):
        return
    with transaction():
        site, comment = Site.of(entry.site_id), _locked(entry)
        if comment is None:
            return
        if failure.counts:
            _consulted(comment, outside.name, "failed", reason=_reason(entry), detail=failure.reason)
        if site.akismet_away == "trust" and comment.status == "checking":
            judge(site, comment, _person(comment), Signal.of(site.id, comment.id))
        elif site.akismet_away == "hold" and comment.is_waiting:
            again = Sentence("%(reason)s; it will be asked again", reason=failure.reason)
            comment.become("pending", waits_for=again)


def _conclude(site: Site, comment: Comment) -> None:
    """The verdict, once nobody outside has yet to speak; where the site trusts its own checks, once each was tried."""
    missing = open_checks(site.id, comment.id)
    if not missing or (site.akismet_away == "trust" and all(entry.error for entry in missing)):
        judge(site, comment, _person(comment), Signal.of(site.id, comment.id))


def _reason(entry: OutboxEntry) -> str:
    return str(entry.details.get("recheck_reason") or ("retry" if entry.attempts > 1 else ""))


def _consulted(comment: Comment, service: str, outcome: str, *, reason: str, detail: str) -> None:
    """For the comment's history: one time that somebody was asked."""
    row = Consultation(site_id=comment.site_id, comment_id=comment.id, service=service, kind="check")
    row.reason, row.outcome, row.detail = reason, outcome, detail
    db.session.add(row)


def _is_outdated(entry: OutboxEntry, comment: Comment) -> bool:
    """The author has changed the text since this check was owed: the change owes one of its own."""
    return comment.is_rewritten_since(entry.created_at)


def _locked(entry: OutboxEntry) -> Comment | None:
    return Comment.locked(entry.site_id, [entry.comment_id]).get(entry.comment_id)


def _is_unseen(comment: Comment) -> bool:
    """No reader and no moderator has acted on it, so it can go without a trace: it takes no reply along."""
    return comment.is_waiting and not comment.has_replies and not is_decided(comment)


def _replace_signal(comment: Comment, check: str, opinion: Opinion) -> None:
    """The newest opinion takes the place of an earlier one; one that says nothing either way is no signal."""
    former = (Signal.site_id == comment.site_id) & (Signal.comment_id == comment.id) & (Signal.check == check)
    db.session.execute(delete(Signal).where(former))
    if not opinion.score:
        return
    signal = Signal(site_id=comment.site_id, comment_id=comment.id, check=check)
    signal.score, signal.certainty, signal.reason = opinion.score, opinion.certainty, opinion.reason
    db.session.add(signal)
    db.session.flush()


def _person(comment: Comment) -> Person | None:
    theirs = (Person.site_id == comment.site_id) & (Person.id == comment.person_id)
    return db.session.scalar(select(Person).where(theirs))

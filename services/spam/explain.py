"""Why a comment stands where it stands: what each check said, what would change the verdict, and all that happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from models import Comment, Person, Sentence, Signal, Site, db
from services.errors import NotFound
from services.spam import verdict
from services.spam.history import Event, history
from services.spam.judge import rules_of

_TRUSTED_AT_ONCE = Sentence("If a moderator had approved a comment of this person before")
_TRUSTED = Sentence("If a moderator had approved enough comments of this person before")
_THRESHOLDS = {
    "hold_at": Sentence("If comments are held from %(wanted)s%% on, not from %(now)s%%"),
    "spam_at": Sentence("If comments are spam from %(wanted)s%% on, not from %(now)s%%"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that, had it been otherwise, would have led elsewhere."""

    what: str
    outcome: verdict.Outcome


@dataclass(frozen=True, slots=True)
class Explanation:
    comment: Comment
    signals: Sequence[Signal]
    """The loudest first."""
    spamminess: float
    """From 0 to 1, by the signals as they are now."""
    conclusion: verdict.Conclusion
    """What the site's rules of today make of them; a moderator's word may stand above it."""
    rules: verdict.Rules
    changes: Sequence[Change]
    events: Sequence[Event]
    """The whole history, oldest first."""


def explain(site: Site, comment_id: int) -> Explanation:
    """Raises NotFound for a comment that is not the site's."""
    comment = Comment.of(site.id, comment_id)
    if comment is None:
        raise NotFound("not_found", Sentence("There is no comment %(number)s here.", number=str(comment_id)))
    signals = sorted(Signal.of(site.id, comment_id), key=lambda signal: -abs(verdict.weight(signal)))
    rules, is_approved = rules_of(site), _is_approved(comment)
    conclusion = verdict.conclude(signals, rules, is_approved=is_approved)
    return Explanation(
        comment,
        signals,
        verdict.spamminess(signals),
        conclusion,
        rules,
        list(_changes(signals, rules, conclusion.outcome, is_approved=is_approved)),
        history(comment),
    )


def _changes(
    signals: Sequence[Signal], rules: verdict.Rules, now: verdict.Outcome, *, is_approved: bool
) -> Iterator[Change]:
    for signal in signals:
        others = [each for each in signals if each is not signal]
        outcome = verdict.conclude(others, rules, is_approved=is_approved).outcome
        if outcome != now:
            yield Change(Sentence("Without what the check “%(check)s” says", check=signal.check), outcome)
    if not is_approved:
        outcome = verdict.conclude(signals, rules, is_approved=True).outcome
        if outcome != now:
            yield Change(_TRUSTED_AT_ONCE if rules.trusts_at_once else _TRUSTED, outcome)
    yield from _other_thresholds(signals, rules, now, is_approved=is_approved)


def _other_thresholds(
    signals: Sequence[Signal], rules: verdict.Rules, now: verdict.Outcome, *, is_approved: bool
) -> Iterator[Change]:
    """The nearest threshold that would have led elsewhere, where one can."""
    percent = round(verdict.spamminess(signals) * 100, 6)
    for name, told in _THRESHOLDS.items():
        is_above = percent >= getattr(rules, name)
        wanted = int(percent) + 1 if is_above else max(1, int(percent))
        others = replace(rules, hold_at=wanted) if name == "hold_at" else replace(rules, spam_at=wanted)
        if not 1 <= others.hold_at <= others.spam_at <= 100:
            continue
        outcome = verdict.conclude(signals, others, is_approved=is_approved).outcome
        if outcome != now:
            yield Change(Sentence(told, wanted=wanted, now=getattr(rules, name)), outcome)


def _is_approved(comment: Comment) -> bool:
    theirs = select(Person).where(Person.site_id == comment.site_id, Person.id == comment.person_id)
    person = db.session.scalar(theirs)
    return person is not None and person.is_approved

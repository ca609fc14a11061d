"""One verdict from many signals: monotone, so that no sign of spam ever makes a comment look better.

Each strong sign of spam says "with probability score x certainty this is spam"; they are joined as independent
witnesses (1 minus the product of their doubts). The weak ones are witnesses too, but all together they bring at most
WEAK_MOST: many trifles make a moderator look, never a judgement. Each sign of a wanted comment then takes its share
off. A signal with certainty 1 decides alone; with certainty 1 and score 0 it holds the comment, and makes it no spam.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal, Protocol

from models.sentence import Sentence

Outcome = Literal["publish", "hold", "spam", "discard"]

STRONG = 0.5
WEAK_MOST = 0.6
NEW_PERSON = Sentence("First comment of someone whom no moderator has approved yet")
LITTLE_KNOWN = Sentence("Its author has too few approved comments here, or only recent ones")


class Opinion(Protocol):
    """What the verdict needs of a signal; see models.Signal for the scales."""

    @property
    def check(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def certainty(self) -> float: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's thresholds, in percent of spamminess, and whom it lets pass unseen."""

    hold_at: int = 40
    spam_at: int = 80
    discard_at: int | None = None
    hold: str = "first"
    """everything, first (people whom no moderator has approved), nothing."""
    trust_comments: int = 1
    trust_days: int = 0
    """How many comments of a person a moderator has let through, and how old the first is, until they are approved."""
    asks_outside: bool = False
    """A service is asked about the site's comments: then the filter alone discards nothing."""

    @property
    def trusts_at_once(self) -> bool:
        """One approved comment is enough."""
        return self.trust_comments == 1 and not self.trust_days


@dataclass(frozen=True, slots=True)
class Conclusion:
    outcome: Outcome
    reason: str


def is_decisive(signals: Sequence[Opinion]) -> bool:
    """One of them is certain that it is spam: nothing else needs to be asked."""
    return any(signal.score > 0 and signal.certainty >= 1 for signal in signals)


def is_holding(signal: Opinion) -> bool:
    """It is certain, and says nothing about spam: a moderator is to look, whoever wrote it."""
    return signal.score == 0 and signal.certainty >= 1


def spamminess(signals: Sequence[Opinion]) -> float:
    """From 0 to 1."""
    if is_decisive(signals):
        return 1.0
    against = [signal for signal in signals if signal.score > 0]
    strong = prod(1 - weight(signal) for signal in against if signal.certainty >= STRONG)
    weak = prod(1 - weight(signal) for signal in against if signal.certainty < STRONG)
    trust = prod(1 + weight(signal) for signal in signals if signal.score < 0)
    return (1 - strong * max(weak, 1 - WEAK_MOST)) * trust


def weight(signal: Opinion) -> float:
    """What it says, from -1 to 1."""
    return signal.score * signal.certainty


def loudest(signals: Sequence[Opinion]) -> str | None:
    """The check that speaks most against it, if any does."""
    against = [signal for signal in signals if signal.score > 0]
    return max(against, key=weight).check if against else None


def conclude(signals: Sequence[Opinion], rules: Rules, *, is_approved: bool) -> Conclusion:
    """What to do, and why in plain words: the loudest sign of spam, or the site's rule about people."""
    degree = spamminess(signals)
    worst = max(signals, key=weight, default=None)
    if worst and _is_at(degree, rules.spam_at):
        return Conclusion("discard" if _is_discarded(signals, rules) else "spam", worst.reason)
    if worst and _is_at(degree, rules.hold_at):
        return Conclusion("hold", worst.reason)
    if held := next((signal for signal in signals if is_holding(signal)), None):
        return Conclusion("hold", held.reason)
    if rules.hold == "everything":
        return Conclusion("hold", "The site lets a moderator see every comment first")
    if rules.hold == "first" and not is_approved:
        return Conclusion("hold", NEW_PERSON if rules.trusts_at_once else LITTLE_KNOWN)
    return Conclusion("publish", "Nothing speaks against it")


def _is_at(degree: float, percent: int) -> bool:
    return round(degree * 100, 6) >= percent


def _is_discarded(signals: Sequence[Opinion], rules: Rules) -> bool:
    heard = [signal for signal in signals if signal.check != "learnt"] if rules.asks_outside else signals
    return rules.discard_at is not None and _is_at(spamminess(heard), rules.discard_at)

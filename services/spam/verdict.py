"""One verdict from many signals: monotone, so that no sign of spam ever makes a comment look better.

Each spam signal says "with probability score x certainty this is spam"; they are joined as independent witnesses
(1 minus the product of the doubts). Each sign of a wanted comment then takes its share off. A signal with
certainty 1 decides alone.
"""

from collections.abc import Sequence
from math import prod
from typing import Literal

from models import Signal

Outcome = Literal["publish", "hold", "spam"]

HOLD_AT = 0.4
SPAM_AT = 0.8


def is_decisive(signals: Sequence[Signal]) -> bool:
    """One of them is certain that it is spam: nothing else needs to be asked."""
    return any(signal.score > 0 and signal.certainty >= 1 for signal in signals)


def spamminess(signals: Sequence[Signal]) -> float:
    """From 0 to 1."""
    if is_decisive(signals):
        return 1.0
    doubt = prod(1 - signal.score * signal.certainty for signal in signals if signal.score > 0)
    trust = prod(1 + signal.score * signal.certainty for signal in signals if signal.score < 0)
    return (1 - doubt) * trust


def outcome(signals: Sequence[Signal], *, hold: str, is_approved: bool) -> tuple[Outcome, str]:
    """What to do, and why in plain words, under the site's policy `hold` (everything, first, nothing)."""
    degree = spamminess(signals)
    worst = max(signals, key=lambda signal: signal.score * signal.certainty, default=None)
    if worst and degree >= SPAM_AT:
        return "spam", worst.reason
    if worst and degree >= HOLD_AT:
        return "hold", worst.reason
    if hold == "everything":
        return "hold", "The site lets a moderator see every comment first"
    if hold == "first" and not is_approved:
        return "hold", "First comment of someone whom no moderator has approved yet"
    return "publish", "Nothing speaks against it"

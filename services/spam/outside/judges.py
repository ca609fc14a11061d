"""What all who are asked about comments have in common: the small interface that a further service has to offer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from models import Comment, Origin, OutboxEntry, Site

Outcome = Literal["spam", "blatant", "ham", "later"]
BLATANT = 0.99
"""So certain is who calls a comment blatant spam."""
Note = Callable[[Site, Origin | None], None]
"""Writes what is to be remembered for the next question, inside the transaction that takes an opinion."""


def nothing(site: Site, origin: Origin | None) -> None:
    """Nothing is to be remembered."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody outside says of a comment; score, certainty and reason as in models.Signal."""

    outcome: Outcome
    score: float
    certainty: float
    reason: str
    again_in: int | None = None
    """It is provisional: ask once more after so many seconds."""
    may_discard: bool = False
    """Such plain spam that the site does not want to keep it."""
    note: Note = nothing


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody outside was told of a decision. `regret` says why they could do nothing with it, if so."""

    regret: str = ""


Ask = Callable[[], Opinion | None]
"""Asks outside, for seconds perhaps; None: nothing to say. Raises OutsideFailure when no usable answer came."""
Tell = Callable[[], Told]
"""Raises OutsideFailure when it could not be told."""


class OutsideJudge(Protocol):
    """Somebody outside who is asked about comments.

    `ask` and `tell` take from the rows all that goes out, while there is a session; what they return is called when
    none is open, so that no transaction waits for the outside world.
    """

    @property
    def name(self) -> str:
        """As signals, consultations and outbox entries call it."""

    @property
    def is_waited_for(self) -> bool:
        """The comment waits until it has answered; else its failure is only noted."""

    def ask(self, site: Site, comment: Comment, origin: Origin, entry: OutboxEntry) -> Ask: ...

    def tell(self, site: Site, comment: Comment, origin: Origin, entry: OutboxEntry) -> Tell | None:
        """`entry.kind` is spam or ham. None: it never heard of the comment, or takes no feedback."""

    def probe(self) -> None:
        """Where it failed so often that it is left in peace, see to it that somebody asks once a minute."""


Judges = Mapping[str, OutsideJudge]


def judge_of(judges: Judges, entry: OutboxEntry) -> OutsideJudge | None:
    """Whom an outbox entry is meant for."""
    return judges.get(entry.details.get("judge", "akismet"))

from dataclasses import dataclass

from services.identity.gravatar import Gravatar
from services.spam.akismet_gate import AkismetGate


@dataclass(frozen=True, slots=True)
class Outside:
    """Those whom the worker asks, one connection pool and one breaker for all its threads."""

    akismet: AkismetGate
    gravatar: Gravatar

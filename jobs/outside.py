from dataclasses import dataclass

from services.identity.gravatar import Gravatar
from services.spam.outside.judges import Judges


@dataclass(frozen=True, slots=True)
class Outside:
    """Those whom the worker asks, one connection pool and one set of breakers each for all its threads."""

    judges: Judges
    gravatar: Gravatar

    def probe(self) -> None:
        """Who is left in peace after many failures is asked about one comment each minute."""
        for judge in self.judges.values():
            judge.probe()

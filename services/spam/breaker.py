from threading import Lock
from time import monotonic

TRIES = 5
SHORTEST, LONGEST = 60.0, 1200.0


class Breaker:
    """After five failures in a row nobody is asked for a minute, then for two, at most for twenty.

    When the rest is over one caller goes ahead as the probe; its answer decides. One per process and key.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._failures = 0
        self._open_until = 0.0

    def wait(self) -> int:
        """Seconds until someone may ask; 0 = go ahead."""
        with self._lock:
            left = self._open_until - monotonic()
            if left <= 0 and self._failures >= TRIES:
                self._open_until = monotonic() + SHORTEST
            return max(0, round(left + 0.5)) if left > 0 else 0

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= TRIES:
                rest = min(LONGEST, SHORTEST * 2.0 ** (self._failures - TRIES))
                self._open_until = monotonic() + rest

    def answered(self) -> bool:
        """Tells whether this answer ended a run of failures."""
        with self._lock:
            had_failed, self._failures, self._open_until = self._failures > 0, 0, 0.0
            return had_failed

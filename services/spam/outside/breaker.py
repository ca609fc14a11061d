from threading import Lock
from time import monotonic

TRIES = 5
REST = 60.0


class Breaker:
    """After five failures in a row nobody is asked, but for one probe each minute, or when it is worth one again.

    One per process and key. Times are in seconds.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._failures = 0
        self._open_until = 0.0

    def wait(self) -> int:
        """Seconds until someone may ask; 0 = go ahead. Whoever is told so when the rest is over is the probe."""
        with self._lock:
            left = self._open_until - monotonic()
            if left <= 0 and self._failures >= TRIES:
                self._open_until = monotonic() + REST
            return max(0, round(left + 0.5)) if left > 0 else 0

    @property
    def wants_probe(self) -> bool:
        """The rest is over, and nobody has asked since."""
        with self._lock:
            return self._failures >= TRIES and self._open_until <= monotonic()

    def failed(self, rest: float | None = None) -> None:
        """`rest`: so many seconds nobody needs to ask, if that is longer than usual."""
        with self._lock:
            self._failures += 1
            if self._failures >= TRIES:
                self._open_until = monotonic() + max(REST, rest or 0)

    def answered(self) -> bool:
        """Tells whether this answer ended a run of failures."""
        with self._lock:
            had_failed, self._failures, self._open_until = self._failures > 0, 0, 0.0
            return had_failed

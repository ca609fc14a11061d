from functools import cached_property
from threading import Lock, Thread
from typing import TYPE_CHECKING

from flask import Flask

from config import Config

if TYPE_CHECKING:
    from .wake_ups import WakeUps
    from .worker import Jobs


class Waker:
    """Wakes the worker. What that takes is a sixth of all that the web would load, and readers never need it: so it
    is loaded with the first write, beside its answer. The worker's own round would find in seconds what is owed."""

    def __init__(self, app: Flask, config: Config) -> None:
        self._app, self._config = app, config
        self._is_loading = Lock()

    @cached_property
    def wake_ups(self) -> "WakeUps":
        from .wake_ups import WakeUps

        return WakeUps(self._config)

    @cached_property
    def jobs(self) -> "Jobs":
        """The worker itself, which a process that serves never needs."""
        from .worker import Jobs

        return Jobs(self._app, self._config, self.wake_ups)

    @staticmethod
    def load() -> None:
        """Load now what the first write would: for a process from which others that need it come."""
        from . import wake_ups  # noqa: F401  # loaded is all that it shall be

    def wake(self) -> None:
        if "wake_ups" in vars(self):
            self.wake_ups.wake()
        elif self._is_loading.acquire(blocking=False):
            Thread(target=self._load_and_wake, name="waker", daemon=True).start()

    def _load_and_wake(self) -> None:
        try:
            self.wake_ups.wake()
        finally:
            self._is_loading.release()

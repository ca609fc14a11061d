from threading import Lock, Thread
from typing import TYPE_CHECKING

from flask import Flask

from config import Config

if TYPE_CHECKING:
    from .worker import Jobs


class Waker:
    """Wakes the worker. What that takes is a third of all that the web would load, and readers never need it: so it
    is loaded with the first write, beside its answer. The worker's own round would find in seconds what is owed."""

    def __init__(self, app: Flask, config: Config) -> None:
        self._app, self._config = app, config
        self._jobs: Jobs | None = None
        self._is_loading = Lock()

    @property
    def jobs(self) -> "Jobs":
        if self._jobs is None:
            from .worker import Jobs

            self._jobs = Jobs(self._app, self._config)
        return self._jobs

    def wake(self) -> None:
        if self._jobs is not None:
            self._jobs.wake()
        elif self._is_loading.acquire(blocking=False):
            Thread(target=self._load_and_wake, name="waker", daemon=True).start()

    def _load_and_wake(self) -> None:
        try:
            self.jobs.wake()
        finally:
            self._is_loading.release()

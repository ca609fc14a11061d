"""Messages to the worker, carried by Huey. They may be lost: the outbox is the truth."""

import logging
from collections.abc import Callable
from time import monotonic

from huey import Huey, RedisHuey, SqliteHuey

from config import Config

log = logging.getLogger(__name__)
DEAF_SECONDS = 30


class WakeUps:
    """Who sends them needs this alone; the worker says what it does when it has `heard` one."""

    def __init__(self, config: Config) -> None:
        self.huey = _huey(config)
        self.heard: Callable[[], None] = lambda: None
        self._deaf_until = 0.0
        self._call = self.huey.task(name="drain")(self._hear)

    def wake(self) -> None:
        """Tell the worker that something is owed. When that fails its next round finds it, seconds later.

        After a failure nobody is woken for a while, so that no request waits for a Valkey that does not answer.
        """
        if monotonic() < self._deaf_until:
            return
        try:
            self._call()
        except Exception:
            self._deaf_until = monotonic() + DEAF_SECONDS
            log.warning("the worker could not be woken; its next round will find what is owed", exc_info=True)

    def _hear(self) -> None:
        self.heard()


def _huey(config: Config) -> Huey:
    """A file beside the database, or Valkey/Redis where set."""
    if config.redis_url:
        patience = f"{'&' if '?' in config.redis_url else '?'}socket_connect_timeout=1&socket_timeout=2"
        return RedisHuey("chiosa", url=config.redis_url + patience, results=False, blocking=False)
    return SqliteHuey("chiosa", filename=str(config.data_dir / "wake-ups.db"), results=False, fsync=False)

"""Writers of one process take turns in the order in which they came.

SQLite itself lets those who wait for its write lock look again and again: who happens to come when it is free gets
it, and under load some look in vain until their patience is over. Between processes that remains.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    def __init__(self) -> None:
        self._queue: deque[Lock] = deque()
        self._guard = Lock()

    def __len__(self) -> int:
        """Who writes, and who waits."""
        return len(self._queue)

    @contextmanager
    def turn(self, *, patience: float) -> Iterator[None]:
        """Wait until it is one's turn; after `patience` seconds go without: the database's own lock still stands."""
        mine = Lock()
        mine.acquire()
        with self._guard:
            self._queue.append(mine)
            if self._queue[0] is mine:
                mine.release()
        try:
            mine.acquire(timeout=patience)
            yield
        finally:
            self._pass_on(mine)

    def _pass_on(self, mine: Lock) -> None:
        with self._guard:
            was_first = self._queue[0] is mine
            self._queue.remove(mine)
            if was_first and self._queue:
                self._queue[0].release()

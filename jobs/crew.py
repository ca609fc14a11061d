"""Threads that work off what is owed side by side, since most of the time each of them waits for somebody outside."""

from collections.abc import Callable
from threading import Condition, Event, Thread


class Crew:
    """As many as there is work for: whoever finds something calls another, who goes to sleep again if that was all."""

    def __init__(self, size: int, work: Callable[[], object], *, pause: float) -> None:
        self._work, self._pause = work, pause
        self._calls, self._size = 0, size
        self._door = Condition()

    def call(self) -> None:
        """One more is to look. Those who are at work already need no call."""
        with self._door:
            self._calls = min(self._calls + 1, self._size)
            self._door.notify()

    def begin(self, ending: Event) -> None:
        for number in range(self._size):
            Thread(target=self._live, args=(ending, number), name=f"crew-{number}", daemon=True).start()

    def _live(self, ending: Event, number: int) -> None:
        """The first also looks by itself every few seconds, whether a call came or not."""
        while not ending.is_set():
            with self._door:
                if not self._calls:
                    self._door.wait(self._pause)
                is_called = self._calls > 0
                self._calls -= is_called
            if (is_called or number == 0) and not ending.is_set():
                self._work()

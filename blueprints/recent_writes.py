"""Counting writes in the process's own memory.

limits' memory storage keeps every key that it has ever seen, and looks at all of them with every write: each new
visitor would make every later write dearer. Here a key costs the same however many there are, and goes when its
window has passed.
"""

import time
from collections import OrderedDict, defaultdict, deque
from threading import Lock

from limits.storage import MemoryStorage


class RecentWrites(MemoryStorage):
    """The times of the writes in each moving window. Windows of one length stand in the order of their last write."""

    STORAGE_SCHEME = ["recent-writes"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_: str) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._windows: defaultdict[int, OrderedDict[str, deque[float]]] = defaultdict(OrderedDict)
        self._lock = Lock()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        if amount > limit:
            return False
        now = time.time()
        with self._lock:
            windows = self._windows[expiry]
            _forget(windows, now - expiry, now)
            times = windows.get(key, deque())
            _drop(times, now - expiry, now)
            if len(times) + amount > limit:
                return False
            times.extend([now] * amount)
            windows[key] = times
            windows.move_to_end(key)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        now = time.time()
        with self._lock:
            times = [at for at in self._windows[expiry].get(key, ()) if now - expiry < at <= now]
        return (times[0] if times else now), len(times)

    def clear(self, key: str) -> None:
        super().clear(key)
        with self._lock:
            for windows in self._windows.values():
                windows.pop(key, None)

    def reset(self) -> int | None:
        with self._lock:
            count = sum(map(len, self._windows.values()))
            self._windows.clear()
        return (super().reset() or 0) + count

    def __len__(self) -> int:
        return sum(map(len, self._windows.values()))

    def __bool__(self) -> bool:
        """Flask-Limiter takes a store that is false for none."""
        return True


def _forget(windows: OrderedDict[str, deque[float]], before: float, now: float) -> None:
    while windows and not before < next(iter(windows.values()))[-1] <= now:
        windows.popitem(last=False)


def _drop(times: deque[float], before: float, now: float) -> None:
    """What is of the future was written before the clock was set back: it must not count until that time comes."""
    while times and not before < times[0] <= now:
        times.popleft()

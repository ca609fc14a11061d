from threading import Lock

from cachetools import LRUCache


class PageCache:
    """Finished answers by ETag, up to a number of bytes. A new version is a new key: nothing is ever invalidated."""

    def __init__(self, megabytes: int) -> None:
        size = max(1, megabytes << 20)
        self._pages: LRUCache[str, bytes] = LRUCache(size, getsizeof=lambda page: len(page) + 200)
        self._largest = size // 4
        self._lock = Lock()

    def get(self, etag: str) -> bytes | None:
        with self._lock:
            return self._pages.get(etag)

    def put(self, etag: str, page: bytes) -> None:
        if len(page) < self._largest:
            with self._lock:
                self._pages[etag] = page

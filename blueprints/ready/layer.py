from collections.abc import Callable, Iterable
from time import time
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import Headers

from models.last_write import last_write

from .answer import UNCHANGED, Answer, Start
from .asked import Asked, read_asked
from .share import ENVIRON, Shared
from .store import Store

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Start], Iterable[bytes]]


class Ready:
    """The application with its shared answers kept. `freshness`: the seconds for which a write of another process may
    stay unseen; 0: none, the database is asked each time."""

    def __init__(self, inner: Wsgi, engine: Engine, most: int, freshness: float) -> None:
        self.inner, self.freshness = inner, freshness
        self._engine, self.store = engine, Store(most)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        asked = read_asked(environ)
        if asked is None:
            return self.inner(environ, start)
        mark, now = last_write.mark, time()
        answer = self.store.get(asked)
        if answer is None or not answer.fits(environ) or not self._is_believed(answer, mark, now):
            return self._pass_on(asked, environ, start, mark, now)
        return answer.give(environ, start)

    def _is_believed(self, answer: Answer, mark: object, now: float) -> bool:
        if answer.mark is mark and answer.since <= now < answer.until:
            return True
        shared = answer.shared
        if shared.sight is None or (shared.ends and shared.ends.timestamp() <= now) or self._has_changed(answer):
            return False
        self._believe(answer, mark, now)
        return True

    def _has_changed(self, answer: Answer) -> bool:
        """A database that can't be asked is Flask's to speak about."""
        try:
            return answer.shared.sight is None or answer.shared.sight.has_changed(self._engine)
        except SQLAlchemyError:
            return True

    def _believe(self, answer: Answer, mark: object, now: float) -> None:
        ends = answer.shared.ends
        until = now + (0 if answer.shared.asks_always else self.freshness)
        answer.since, answer.until = now, min(until, ends.timestamp()) if ends else until
        answer.mark = mark

    def _pass_on(self, asked: Asked, environ: Environ, start: Start, mark: object, now: float) -> Iterable[bytes]:
        """Ask Flask, and keep what it says if that may be shared."""
        said: list[Any] = []
        parts = self.inner(environ, lambda *told: said.__setitem__(slice(None), told))
        shared, status, headers = environ.get(ENVIRON), said[0], Headers(said[1])
        if not self._may_keep(environ, shared, status, headers):
            start(*said)
            return parts
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        answer = Answer(asked, shared, status, headers, body)
        self._believe(answer, mark, now)
        self.store.put(asked, answer)
        return answer.give(environ, start)

    @staticmethod
    def _may_keep(environ: Environ, shared: Shared | None, status: str, headers: Headers) -> bool:
        is_answer = status == "200 OK" or (status == UNCHANGED and "ETag" in headers)
        return bool(shared and is_answer and environ["REQUEST_METHOD"] == "GET" and "Set-Cookie" not in headers)

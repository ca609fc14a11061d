"""An answer of Flask's, ready to be given again: whole, or as "you have it already"."""

from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.http import parse_etags, remove_entity_headers, unquote_etag

from .asked import Asked
from .codings import CODINGS, SMALLEST
from .share import Shared

UNCHANGED = "304 NOT MODIFIED"
OVERHEAD = 6_000
"""Bytes that an answer takes besides its body and what was asked: its headers, twice, and what holds it together."""
Start = Callable[..., Any]


class Answer:
    """Last found true after the write `mark`; believed without a look from `since` to `until`."""

    __slots__ = (
        *("_body", "_etag", "_headers", "_status", "_tag", "_unchanged"),
        *("mark", "shared", "since", "until", "weight"),
    )

    def __init__(self, asked: Asked, shared: Shared, status: str, headers: Headers, body: bytes) -> None:
        self.shared, self._etag = shared, headers.get("ETag", "")
        self._tag = unquote_etag(self._etag)[0]
        self.mark: object = None
        self.since = self.until = 0.0
        self._status = status
        if status != UNCHANGED:
            body = _packed(headers, body, asked.codings)
        self._body, self._headers = [body], headers.to_wsgi_list()
        remove_entity_headers(headers)
        self._unchanged = headers.to_wsgi_list()
        self.weight = len(body) + OVERHEAD + 4 * (len(asked.path) + len(asked.query) + len(asked.origin or ""))

    def fits(self, environ: dict[str, Any]) -> bool:
        """False where the asker needs the body and only "you have it already" was ever said."""
        return self._status != UNCHANGED or self._has_it(environ)

    def give(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """A list, even where there is no body: anything else the server sends piece by piece, which costs it more."""
        if self._has_it(environ):
            start(UNCHANGED, self._unchanged.copy())
            return []
        start(self._status, self._headers.copy())
        return self._body.copy() if environ["REQUEST_METHOD"] == "GET" else []

    def _has_it(self, environ: dict[str, Any]) -> bool:
        held = environ.get("HTTP_IF_NONE_MATCH")
        if not held or self._tag is None:
            return False
        return held == self._etag or parse_etags(held).contains_weak(self._tag)


def _packed(headers: Headers, body: bytes, codings: tuple[str, ...]) -> bytes:
    """In the form that the asker likes best, unless the view has chosen: a strong ETag names these very bytes."""
    if not codings or len(body) < SMALLEST or not headers.get("ETag", "W/").startswith("W/"):
        return body
    packed = CODINGS[codings[0]](body)
    headers["Content-Encoding"], headers["Content-Length"] = codings[0], str(len(packed))
    return packed

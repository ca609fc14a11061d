"""What an answer depends on: the key under which it is kept. Nothing else of a request may reach a shared answer."""

from typing import Any, NamedTuple

from .codings import HEADER_MOST, wanted

UNUSUAL = frozenset(
    ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_TRANSFER_ENCODING")
)
"""Whoever sends one of these goes through to Flask."""


class Asked(NamedTuple):
    """A request line, letter for letter, and the two headers that views look at. Not the host: no answer names it."""

    path: str
    query: str
    origin: str | None
    codings: tuple[str, ...]


def read_asked(environ: dict[str, Any]) -> Asked | None:
    """None for what is no plain GET or HEAD."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not environ.keys().isdisjoint(UNUSUAL):
        return None
    if environ.get("SCRIPT_NAME") or environ.get("CONTENT_LENGTH", "") not in ("", "0"):
        return None
    header = environ.get("HTTP_ACCEPT_ENCODING", "")
    codings = wanted(header) if len(header) <= HEADER_MOST else ()
    return Asked(environ["PATH_INFO"], environ.get("QUERY_STRING", ""), environ.get("HTTP_ORIGIN"), codings)

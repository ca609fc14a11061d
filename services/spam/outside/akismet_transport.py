"""The wire to Akismet: adds what the `akismet` library cannot say, and keeps what it drops."""

import logging
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpcore
import httpx

from services.spam.outside.akismet_client import AkismetUnavailable
from services.spam.outside.retry_after import seconds_until
from services.wire import Budget, CountingBackend, TooLong, spend

_LONGEST_TEXT = 300
CONNECTIONS = 20
"""At once, from one process. Who finds all of them taken waits, and counts that as Akismet's time."""


@dataclass(slots=True, kw_only=True)
class Exchange(Budget):
    """One question and its answer: what goes past the library, and what the whole may cost."""

    key: str = field(repr=False)
    extra: Sequence[tuple[str, str]]
    """What the library cannot say."""
    headers: httpx.Headers = field(default_factory=httpx.Headers)

    def header(self, name: str) -> str | None:
        """The answer's `X-akismet-<name>`: one line of at most 300 characters, without the key; None if none came."""
        text = "".join(char if char.isprintable() else " " for char in self.headers.get(f"x-akismet-{name}", ""))
        if self.key:
            text = re.sub(re.escape(self.key), "…", text, flags=re.IGNORECASE)
        return text.strip()[:_LONGEST_TEXT] or None


_current: ContextVar[Exchange] = ContextVar("akismet_exchange")


@contextmanager
def open_exchange(key: str, extra: Sequence[tuple[str, str]], *, seconds: float, max_bytes: int) -> Iterator[Exchange]:
    """What this thread asks through an AkismetTransport within the block belongs to this exchange."""
    exchange = Exchange(key=key, extra=extra, deadline=time.monotonic() + seconds, max_bytes=max_bytes)
    token = _current.set(exchange)
    try:
        with spend(exchange):
            yield exchange
    finally:
        _current.reset(token)


class AkismetTransport(httpx.BaseTransport):
    """Sends to `base_url`, whatever host the library names. Raises AkismetUnavailable without a whole 2xx answer."""

    def __init__(self, base_url: str) -> None:
        self._base = httpx.URL(base_url)
        # At DEBUG httpcore would log the answer's headers, in which Akismet may repeat the key.
        logging.getLogger("httpcore.http11").setLevel(logging.INFO)
        # At INFO httpx would log the address, in which some questions carry the key.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=CONNECTIONS,
            max_keepalive_connections=10,
            keepalive_expiry=5,
            network_backend=CountingBackend(),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        exchange = _current.get()
        try:
            answer = self._send(request, exchange.extra)
        except httpcore.TimeoutException as error:
            raise AkismetUnavailable("time_out") from error
        except httpcore.NetworkError as error:
            raise AkismetUnavailable("unreachable") from error
        except (httpcore.RemoteProtocolError, TooLong):
            raise AkismetUnavailable("garbage" if exchange.received else "unreachable") from None
        exchange.headers = httpx.Headers(answer.headers)
        _require_success(answer.status, exchange.headers)
        # No other header goes on: with its encoding unsaid, a compressed answer is never unfolded, to whatever size.
        akismets = {name: text for name, text in exchange.headers.items() if name.startswith("x-akismet-")}
        return httpx.Response(answer.status, headers=akismets, content=answer.content)

    def close(self) -> None:
        self._pool.close()

    def _send(self, request: httpx.Request, extra: Sequence[tuple[str, str]]) -> httpcore.Response:
        base = self._base
        target = base.raw_path.rstrip(b"/") + request.url.raw_path
        url = httpcore.URL(scheme=base.raw_scheme, host=base.raw_host, port=base.port, target=target)
        content = request.read() + (b"&" + urlencode(extra).encode("ascii") if extra else b"")
        # The pool adds the host and the length anew.
        headers = [pair for pair in request.headers.raw if pair[0].lower() not in (b"host", b"content-length")]
        return self._pool.request(request.method, url, headers=headers, content=content, extensions=request.extensions)


def _require_success(status: int, headers: httpx.Headers) -> None:
    retry_after = seconds_until(headers.get("retry-after", ""))
    if status == 429:
        raise AkismetUnavailable("slow_down", retry_after=retry_after)
    if not 200 <= status < 300:
        raise AkismetUnavailable("http_error", status=status, retry_after=retry_after)

"""What we may ask Akismet, and all that it may answer.

The `akismet` library words the questions and reads the verdicts; akismet_transport carries what the library cannot say
and keeps what it drops. Both wait for the first question, since to load them costs a third of a second.
The library's errors may hold the site's key: they end here, and nothing that is raised from here holds it.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from models.sentence import Sentence
from services.spam.outside.failures import Refused, Trouble, Unavailable

if TYPE_CHECKING:
    import akismet
    import httpx

    from services.spam.outside.akismet_transport import Exchange

T = TypeVar("T")
Fields = Mapping[str, str | Sequence[str] | None]

_UNSAYABLE = frozenset({"comment_parent", "callback", "reporter", "comment_check_response"})
"""Fields of the protocol that the library lacks."""
_RESERVED = frozenset({"api_key", "blog", "key"})
_DAY = 24 * 60 * 60
_USUAL_RECHECK = 120
_NOT_ACCEPTED = Sentence("Akismet does not accept the key or the site")


@dataclass(frozen=True, slots=True)
class Answer:
    """What Akismet said of a comment. Its texts are single lines of 300 characters at most, not yet escaped."""

    spam: bool
    blatant: bool
    """Such plain spam that it need not be kept."""
    guid: str | None
    recheck_after: int | None
    """Only with ham, which is then provisional: ask again after so many seconds."""
    alert_code: str | None
    alert_message: str | None
    """To be shown to the site's owner until an answer comes without."""
    problem: str | None
    """Something is wrong with the account; Akismet then calls every comment ham, so `spam` means nothing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a valid key stands with Akismet; the fields are those of Answer."""

    alert_code: str | None
    alert_message: str | None
    problem: str | None


class AkismetUnavailable(Unavailable):
    def __init__(self, code: Trouble, *, status: int | None = None, retry_after: int | None = None) -> None:
        super().__init__("Akismet", code, status=status, retry_after=retry_after)


class AkismetRefused(Refused):
    """Akismet knows no such key or site, or misses something."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of its month's plan a key has used. `limit` None: no limit."""

    limit: int | None
    usage: int
    percentage: float
    throttled: bool


class Akismet:
    """One for the whole process, shared by its threads and by all sites: each question brings its site's key.

    Every question raises AkismetUnavailable or AkismetRefused where it gets no answer. `blog` is the site's home page
    with its scheme. `fields` are those of Akismet's comment-check, `user_ip` among them, and the trap field that
    `honeypot_field_name` names; what is empty is not sent.
    Times are in seconds: `timeout` bounds each wait for the network, `total_timeout` all of them together (but for the
    look-up of the host's name, which the system bounds). `max_bytes` bounds an answer with its headers.
    """

    def __init__(
        self,
        *,
        base_url: str = "https://rest.akismet.com",
        user_agent: str,
        timeout: float = 5.0,
        connect_timeout: float = 2.0,
        total_timeout: float = 15.0,
        max_bytes: int = 64 * 1024,
    ) -> None:
        _require_safe(base_url)
        self._base_url, self._user_agent = base_url, user_agent
        self._timeout, self._connect_timeout = timeout, connect_timeout
        self._total_timeout, self._max_bytes = total_timeout, max_bytes
        self._opening = threading.Lock()
        self._http: httpx.Client | None = None

    def check(self, key: str, blog: str, fields: Fields) -> Answer:
        """Is this comment spam?"""
        said, extra = _divide(fields)
        verdict, exchange = self._ask(key, blog, extra, lambda client: client.comment_check(**said))
        return Answer(
            spam=verdict.name != "HAM",
            blatant=verdict.name == "DISCARD",
            guid=exchange.header("guid"),
            recheck_after=_recheck_after(exchange) if verdict.name == "HAM" else None,
            alert_code=exchange.header("alert-code"),
            alert_message=exchange.header("alert-msg"),
            problem=exchange.header("error"),
        )

    def submit(self, key: str, blog: str, fields: Fields, *, spam: bool) -> None:
        """Tell what a moderator decided: `fields` repeat the check's, with a reporter and what the check said."""
        said, extra = _divide(fields)
        self._ask(key, blog, extra, lambda client: (client.submit_spam if spam else client.submit_ham)(**said))

    def verify(self, key: str, blog: str) -> Standing:
        """Is the key valid for this site? The question also makes the site known to Akismet."""
        is_valid, exchange = self._ask(key, blog, [], lambda client: client.verify_key())
        if not is_valid:
            raise AkismetRefused(_not_valid(exchange.header("debug-help")))
        return Standing(exchange.header("alert-code"), exchange.header("alert-msg"), exchange.header("error"))

    def usage(self, key: str, blog: str) -> Usage:
        """How much of the plan is used this month, by all sites of the key."""
        told, _ = self._ask(key, blog, [], lambda client: client.usage_limit())
        return _usage(told)

    def close(self) -> None:
        """Let go of the connections. A later question opens new ones."""
        with self._opening:
            http, self._http = self._http, None
        if http is not None:
            http.close()

    def _ask(
        self, key: str, blog: str, extra: list[tuple[str, str]], question: "Callable[[akismet.SyncClient], T]"
    ) -> "tuple[T, Exchange]":
        import akismet

        from services.spam.outside.akismet_transport import open_exchange

        client = akismet.SyncClient(akismet.Config(key=key, url=blog), self._connections())
        failure: BaseException
        with open_exchange(key, extra, seconds=self._total_timeout, max_bytes=self._max_bytes) as exchange:
            try:
                return question(client), exchange
            except akismet.APIKeyError:
                failure = AkismetRefused(exchange.header("debug-help") or _NOT_ACCEPTED)
            except akismet.ProtocolError:
                problem = exchange.header("error")
                failure = AkismetRefused(problem) if problem else AkismetUnavailable("garbage")
            except akismet.RequestError as error:
                failure = error.__cause__ or error
            except (ValueError, RecursionError):  # of the library, where JSON was to come
                failure = AkismetUnavailable("garbage")
        # Outside of the except clauses, so that the library's error does not travel along as the context.
        raise failure

    def _connections(self) -> "httpx.Client":
        with self._opening:
            self._http = self._http or self._connect()
            return self._http

    def _connect(self) -> "httpx.Client":
        import httpx

        from services.spam.outside.akismet_transport import AkismetTransport

        return httpx.Client(
            transport=AkismetTransport(self._base_url),
            headers={"User-Agent": self._user_agent, "Accept-Encoding": "identity"},
            timeout=httpx.Timeout(self._timeout, connect=self._connect_timeout),
            follow_redirects=False,
            trust_env=False,
        )


def _not_valid(why: str | None) -> Sentence:
    if not why:
        return Sentence("The Akismet key is not valid")
    return Sentence("The Akismet key is not valid: %(why)s", why=why)


def _usage(told: Any) -> Usage:
    """Numbers come as numbers or as text, and "none" for a plan without a limit."""
    try:
        limit = None if told["limit"] == "none" else max(0, int(told["limit"]))
        percentage = float(told["percentage"])
        if not isfinite(percentage):
            raise ValueError
        return Usage(limit, max(0, int(told["usage"])), percentage, bool(told["throttled"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        raise AkismetUnavailable("garbage") from None


def _require_safe(base_url: str) -> None:
    """Keys and comments travel over TLS, or do not leave the machine. Raises ValueError."""
    url = urlsplit(base_url)
    host = url.hostname or ""
    is_private = url.scheme == "https" or (url.scheme == "http" and _is_loopback(host))
    if not (host and is_private) or url.port == 0 or url.username or url.query or url.fragment:
        raise ValueError("Akismet's address must be like https://rest.akismet.com, or an http:// one of this machine")


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def _divide(fields: Fields) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What the library can say for us, and what it cannot. Raises ValueError for a name that the protocol lacks."""
    import akismet

    sayable = akismet.AkismetArguments.__optional_keys__ | {"user_ip"}
    _require_known(fields, sayable | _UNSAYABLE)
    pairs = list(_pairs(fields))
    said = {name: value for name, value in pairs if name in sayable}
    return said, [(name, value) for name, value in pairs if name not in sayable]


def _require_known(fields: Fields, protocol: frozenset[str]) -> None:
    trap = fields.get("honeypot_field_name")
    if trap in protocol | _RESERVED:
        raise ValueError(f"A trap field cannot be called {trap}: Akismet's protocol uses the name")
    if unknown := set(fields) - protocol - {trap}:
        raise ValueError(f"Akismet's protocol has no field {', '.join(sorted(unknown))}")


def _pairs(fields: Fields) -> Iterator[tuple[str, str]]:
    """As the protocol writes them: the context as PHP writes lists, other lists joined, `is_test` only if it is one."""
    for name, value in fields.items():
        values = [value] if isinstance(value, str) else list(value or ())
        if name == "comment_context":
            yield from (("comment_context[]", _sendable(text)) for text in values if text)
        elif (joined := ",".join(values)) and not (name == "is_test" and joined.lower() in {"0", "false"}):
            yield name, _sendable(joined)


def _sendable(text: str) -> str:
    """A lone surrogate has no UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _recheck_after(exchange: "Exchange") -> int | None:
    """Ham stays provisional even if the time is unreadable: then as long as Akismet usually wants."""
    text = exchange.header("recheck-after")
    if text is None:
        return None
    seconds = int(text) if text.isdecimal() and len(text) < 10 else _USUAL_RECHECK
    return max(1, min(seconds, _DAY))

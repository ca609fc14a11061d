"""CleanTalk's API: one address, JSON both ways, the method named within (cleantalk.org/help/api-check-message)."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpcore

from models.sentence import Sentence
from services.spam.outside.failures import Refused, Trouble, Unavailable
from services.spam.outside.retry_after import seconds_until
from services.wire import Budget, Connections, TooLong, spend

CONNECTIONS = 20
_LONGEST_TEXT = 300
TRIAL: Mapping[str, str | int] = {
    "sender_ip": "127.0.0.1",
    "sender_nickname": "Chiosa",
    "sender_email": "stop_email@example.com",
    "message": "Is this key good?",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What CleanTalk said of a message. `comment` is one line of 300 characters at most, not yet escaped."""

    allowed: bool
    certain: bool
    """Not allowed, and not worth a moderator's look either."""
    request_id: str | None
    comment: str


class CleanTalk:
    """One for the whole process, shared by its threads and by all sites: each question brings its site's key.

    Every question raises Unavailable or Refused where it gets no answer, and what is raised holds no key. Times are in
    seconds: `timeout` bounds each wait for the network, `total_timeout` all of them together; `max_bytes` an answer.
    """

    def __init__(
        self,
        base_url: str,
        agent: str,
        *,
        timeout: float = 5.0,
        total_timeout: float = 15.0,
        max_bytes: int = 64 * 1024,
    ) -> None:
        self._url, self._agent = base_url, agent
        self._timeouts = {"connect": min(2.0, timeout), "read": timeout, "write": timeout, "pool": timeout}
        self._total_timeout, self._max_bytes = total_timeout, max_bytes
        self._connections = Connections(max_connections=CONNECTIONS, keepalive_expiry=5)

    def check(self, key: str, fields: Mapping[str, str | int]) -> Judgement:
        """May this message stand? `fields` are those of check_message."""
        told = self._ask("check_message", key, fields)
        if told.get("allow") not in (0, 1, "0", "1"):
            raise Unavailable("CleanTalk", "garbage")
        allowed = _is(told, "allow")
        return Judgement(allowed, not allowed and _is(told, "stop_queue"), _name(told), _line(told.get("comment"), key))

    def verify(self, key: str) -> None:
        """Is the key good? There is no question for that alone, so it is asked about a spammer who is none: an address
        that CleanTalk keeps for trials."""
        self.check(key, TRIAL)

    def tell(self, key: str, request_id: str, *, spam: bool) -> bool:
        """Tell what a moderator decided about a message that was checked; False when CleanTalk no longer knows it."""
        told = self._ask("send_feedback", key, {"feedback": f"{request_id}:{0 if spam else 1};"})
        # Their own example has a blank in the name.
        received = {name.strip(): value for name, value in told.items()}.get("received")
        if not str(received).isdecimal():
            raise Unavailable("CleanTalk", "garbage")
        return int(str(received)) > 0

    def close(self) -> None:
        self._connections.close()

    def _ask(self, method: str, key: str, fields: Mapping[str, str | int]) -> dict[str, Any]:
        question = {"method_name": method, "auth_key": key, "agent": self._agent, **fields}
        budget = Budget(deadline=time.monotonic() + self._total_timeout, max_bytes=self._max_bytes)
        trouble: Trouble
        try:
            with spend(budget):
                return _read(self._send(json.dumps(question).encode("ascii")), key)
        except httpcore.TimeoutException:
            trouble = "time_out"
        except httpcore.NetworkError:
            trouble = "unreachable"
        except (httpcore.ProtocolError, TooLong):
            trouble = "garbage" if budget.received else "unreachable"
        raise Unavailable("CleanTalk", trouble)

    def _send(self, content: bytes) -> httpcore.Response:
        headers = [("Content-Type", "application/json"), ("Accept-Encoding", "identity"), ("User-Agent", self._agent)]
        patience = {"timeout": self._timeouts}
        return self._connections.request("POST", self._url, headers=headers, content=content, extensions=patience)


def _read(answer: httpcore.Response, key: str) -> dict[str, Any]:
    headers = {name.lower(): value for name, value in answer.headers}
    retry_after = seconds_until(headers.get(b"retry-after", b"").decode("latin-1"))
    if answer.status == 429:
        raise Unavailable("CleanTalk", "slow_down", retry_after=retry_after)
    if not 200 <= answer.status < 300:
        raise Unavailable("CleanTalk", "http_error", status=answer.status, retry_after=retry_after)
    try:
        told = json.loads(answer.content)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Unavailable("CleanTalk", "garbage")
    _require_account(told, key)
    return told


def _require_account(told: Mapping[str, Any], key: str) -> None:
    """An account that is off, or a key that nobody knows, gets answers too, which then say nothing of the message."""
    if told.get("error_no") or told.get("account_status") in (0, "0"):
        said = _line(told.get("error_message") or told.get("comment"), key)
        raise Refused(said or Sentence("CleanTalk does not accept the key"))


def _is(told: Mapping[str, Any], name: str) -> bool:
    return told.get(name) in (1, "1")


def _name(told: Mapping[str, Any]) -> str | None:
    """Goes back in feedback, where colons and semicolons mean something."""
    name = str(told.get("id") or "")
    return name if name.isalnum() and len(name) <= 64 else None


def _line(text: object, key: str) -> str:
    """One line of at most 300 characters, without the stars that they put around it, and without the key."""
    line = "".join(char if char.isprintable() else " " for char in str(text or ""))
    return line.replace(key, "…").replace("***", "").strip()[:_LONGEST_TEXT]

"""An Akismet to test against: its protocol on a loopback socket, and every way in which it may fail.

    with AkismetServer() as akismet:
        akismet.mode = "hang"

`ok` answers as the service does (its guaranteed answers included); MODES, at the end, holds the others.
"""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.doubles.failing_server import FAILURES, FailingServer, Handler, Received

THANKS = "Thanks for making the web a better place."


@dataclass(frozen=True)
class Question:
    """One question as it came over the wire, its fields as PHP reads them."""

    method: str
    path: str
    pairs: list[tuple[str, str]]
    headers: Message

    @property
    def operation(self) -> str:
        """comment-check, submit-spam, submit-ham, verify-key or usage-limit."""
        return self.path.rpartition("/")[2]

    def all(self, name: str) -> list[str]:
        return [value for given, value in self.pairs if given == name]

    def one(self, name: str) -> str | None:
        """Of a repeated name the last."""
        return dict(self.pairs).get(name)


class AkismetServer(FailingServer):
    def __init__(self, key: str = "k3yoftheblog") -> None:
        super().__init__()
        self.key = key
        self.recheck_after: int | str = 120
        """Seconds after which `recheck` wants to be asked again."""
        self.usage: Any = {"limit": 10_000, "usage": 213, "percentage": "2.13", "throttled": False}
        """What it answers about the key's use."""

    def read(self, received: Received) -> Question:
        url, body = urlsplit(received.path), received.body.decode()
        pairs = parse_qsl(url.query, keep_blank_values=True) + parse_qsl(body, keep_blank_values=True)
        return Question(received.method, url.path, pairs, received.headers)


def _serve(handler: Handler, verdict: str | None = None, headers: dict[str, str] | None = None) -> None:
    """As the service does; `verdict` is its own unless given."""
    question = handler.question
    answers = {
        "/1.1/verify-key": "valid",
        "/1.1/comment-check": verdict or _verdict(question),
        "/1.1/submit-spam": THANKS,
        "/1.1/submit-ham": THANKS,
    }
    if (handler.command, question.path) == ("GET", "/1.2/usage-limit"):
        _tell_usage(handler)
    elif handler.command != "POST" or question.path not in answers:
        handler.answer("Not found", status=404)
    elif complaint := _complaint(question, handler.server.double.key):
        _refuse(handler, complaint)
    else:
        handler.answer(answers[question.path], {"X-akismet-guid": uuid.uuid4().hex, **(headers or {})})


def _tell_usage(handler: Handler) -> None:
    is_known = handler.question.one("api_key") == handler.server.double.key
    handler.answer(json.dumps(handler.server.double.usage) if is_known else "invalid")


def _complaint(question: Question, key: str) -> str | None:
    """Quotes a wrong key, so that tests see whether it gets any further."""
    key_name, *others = ["key", "blog"] if question.operation == "verify-key" else ["api_key", "blog", "user_ip"]
    missing = [name for name in (key_name, *others) if not question.one(name)]
    if missing:
        return f'Empty "{missing[0]}" value'
    if not (question.one("blog") or "").startswith(("http://", "https://")):
        return "We were unable to parse your blog URI"
    return None if question.one(key_name) == key else f"The key {question.one(key_name)} is unknown"


def _verdict(question: Question) -> str:
    if "administrator" in (question.one("user_role") or "").split(","):
        return "false"
    is_guaranteed = (
        question.one("comment_author") in {"akismet-guaranteed-spam", "viagra-test-123"}
        or question.one("comment_author_email") == "akismet-guaranteed-spam@example.com"
    )
    return "true" if is_guaranteed else "false"


def _refuse(handler: Handler, complaint: str) -> None:
    handler.answer("invalid", {"X-akismet-debug-help": complaint})


def _refuse_key(handler: Handler) -> None:
    _refuse(handler, f"The key {handler.question.one('api_key') or handler.question.one('key')} is unknown")


MODES: dict[str, Callable[[Any], None]] = {
    "ok": _serve,
    "ham": lambda handler: _serve(handler, "false"),
    "spam": lambda handler: _serve(handler, "true"),
    "discard": lambda handler: _serve(handler, "true", {"X-akismet-pro-tip": "discard"}),
    "recheck": lambda handler: _serve(
        handler, "false", {"X-akismet-recheck-after": str(handler.server.double.recheck_after)}
    ),
    "alert": lambda handler: _serve(
        handler, "false", {"X-akismet-alert-code": "10502", "X-akismet-alert-msg": "Over the limit for two months"}
    ),
    "error_header": lambda handler: _serve(handler, "false", {"X-akismet-error": "suspended"}),
    "error_alone": lambda handler: handler.answer("", {"X-akismet-error": "suspended"}),
    "invalid_key": _refuse_key,
    **FAILURES,
}
AkismetServer.modes = MODES

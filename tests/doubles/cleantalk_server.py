"""A CleanTalk to test against: its JSON on a loopback socket, and every way in which it may fail.

`ok` answers as the service does, the documented address of a spammer included; MODES, at the end, holds the others.
"""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.doubles.failing_server import FAILURES, FailingServer, Handler, Received

SPAMMER = "stop_email@example.com"


@dataclass(frozen=True)
class Question:
    method: str
    path: str
    fields: dict[str, Any]

    def one(self, name: str) -> Any:
        return self.fields.get(name)


class CleanTalkServer(FailingServer):
    def __init__(self, key: str = "cl3antalkkey") -> None:
        super().__init__()
        self.key = key

    def read(self, received: Received) -> Question:
        return Question(received.method, received.path, json.loads(received.body))


def _serve(handler: Handler, allow: int | None = None, **more: Any) -> None:
    question = handler.question
    if (handler.command, question.path) != ("POST", "/api2.0"):
        handler.answer("Not found", status=404)
    elif question.one("auth_key") != handler.server.double.key:
        _refuse_key(handler)
    elif question.one("method_name") == "send_feedback":
        _say(handler, {"received ": question.one("feedback").count(";"), "comment": "OK"})
    elif question.one("method_name") == "check_message":
        _judge(handler, question.one("sender_email") != SPAMMER if allow is None else allow, **more)
    else:
        _say(handler, {"error_no": 1, "error_message": "Unknown method"})


def _judge(handler: Handler, allow: int, **more: Any) -> None:
    comment = "*** Allowed. ***" if allow else "*** Forbidden. Sender blacklisted. ***"
    told = {"allow": int(allow), "spam": int(not allow), "stop_queue": 0, "inactive": 0, "account_status": 1}
    _say(handler, told | {"id": uuid.uuid4().hex, "comment": comment} | more)


def _refuse_key(handler: Handler) -> None:
    """Quotes the key, so that tests see whether it gets any further."""
    comment = f"*** The key {handler.question.one('auth_key')} is unknown. ***"
    _say(handler, {"allow": 1, "account_status": 0, "inactive": 1, "comment": comment})


def _say(handler: Handler, told: dict[str, Any]) -> None:
    handler.answer(json.dumps(told), {"Content-Type": "application/json"})


MODES: dict[str, Callable[[Any], None]] = {
    "ok": _serve,
    "ham": lambda handler: _serve(handler, 1),
    "spam": lambda handler: _serve(handler, 0),
    "discard": lambda handler: _serve(handler, 0, stop_queue=1),
    "forgotten": lambda handler: _say(handler, {"received": 0, "comment": "OK"}),
    "invalid_key": _refuse_key,
    "error_alone": lambda handler: _say(handler, {"error_no": 7, "error_message": "suspended"}),
    "no_verdict": lambda handler: _say(handler, {"comment": "*** Hello. ***"}),
    "deep": lambda handler: handler.answer("[" * 60_000),
    "list": lambda handler: handler.answer("[1]"),
    **FAILURES,
}
CleanTalkServer.modes = MODES

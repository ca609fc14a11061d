from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession

from .contestant import WORDS

CODE = ("javascript", "css")


@dataclass
class Answer:
    """One request and what came back."""

    url: str
    kind: str
    asked_at: float
    type: str = ""
    sent: int = 0
    plain: int = 0
    is_answered: bool = False

    @property
    def is_code(self) -> bool:
        return WORDS in self.url or any(kind in self.type for kind in CODE)


@dataclass
class Wire:
    """All that a page asks for, but the page itself."""

    answers: dict[str, Answer] = field(default_factory=dict)
    events: int = 0

    @classmethod
    def of(cls, session: CDPSession) -> "Wire":
        wire = cls()
        session.on("Network.requestWillBeSent", wire.ask)
        session.on("Network.responseReceived", wire.begin)
        session.on("Network.dataReceived", wire.receive)
        session.on("Network.loadingFailed", wire.fail)
        session.send("Network.enable")
        return wire

    def ask(self, told: dict[str, Any]) -> None:
        self.events += 1
        if told.get("type") != "Document" and not told["request"]["url"].startswith("data:"):
            kind = told.get("type", "")
            self.answers[told["requestId"]] = Answer(told["request"]["url"], kind, told["wallTime"] * 1000)

    def begin(self, told: dict[str, Any]) -> None:
        self.events += 1
        if answer := self.answers.get(told["requestId"]):
            answer.type, answer.is_answered = told["response"]["mimeType"], True

    def receive(self, told: dict[str, Any]) -> None:
        self.events += 1
        if answer := self.answers.get(told["requestId"]):
            answer.sent += told["encodedDataLength"]
            answer.plain += told["dataLength"]

    def fail(self, told: dict[str, Any]) -> None:
        if answer := self.answers.get(told["requestId"]):
            answer.is_answered = True

    @property
    def waiting(self) -> list[str]:
        return [answer.url for answer in self.answers.values() if not answer.is_answered]

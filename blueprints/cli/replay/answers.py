from dataclasses import dataclass

import httpx

from .lines import Line


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to one line at the door. Status 0: nothing came back."""

    line: Line
    status: int
    code: str = ""
    comment_id: int | None = None

    @property
    def has_failed(self) -> bool:
        return self.status == 0 or self.status >= 500


def read_answer(line: Line, answer: httpx.Response | None) -> Answer:
    if answer is None:
        return Answer(line, 0, "no answer")
    if answer.status_code in (201, 202):
        return Answer(line, answer.status_code, comment_id=answer.json()["comment"]["id"])
    return Answer(line, answer.status_code, code_of(answer))


def code_of(answer: httpx.Response) -> str:
    """The error's code, or those of its fields: `text too_long`."""
    try:
        error = answer.json()["error"]
    except (ValueError, KeyError, TypeError):
        return "no JSON"
    fields = [f"{name} {each['code']}" for name, each in error.get("fields", {}).items()]
    return ", ".join(fields) if error["code"] == "invalid" and fields else str(error["code"])

"""Why somebody outside gave no answer, in words that the moderation room shows and without any key."""

from collections.abc import Mapping
from typing import Literal

from models.sentence import Sentence

Trouble = Literal["time_out", "unreachable", "http_error", "slow_down", "garbage"]

_REASONS: Mapping[Trouble, Sentence] = {
    "time_out": Sentence("%(service)s did not answer in time"),
    "unreachable": Sentence("%(service)s could not be reached"),
    "http_error": Sentence("%(service)s answered with an error (%(status)s)"),
    "slow_down": Sentence("%(service)s asked us to slow down"),
    "garbage": Sentence("%(service)s answered something we do not understand"),
}


class Unavailable(Exception):
    """No answer this time; another try may get one. `reason` is for the moderation room, `retry_after` in seconds."""

    def __init__(
        self, service: str, code: Trouble, *, status: int | None = None, retry_after: int | None = None
    ) -> None:
        self.code, self.retry_after = code, retry_after
        self.reason = Sentence(_REASONS[code], service=service, **({} if status is None else {"status": status}))
        super().__init__(self.reason)


class Refused(Exception):
    """The key or the account is at fault: another try gets the same until a setting changes.

    `reason` is a sentence of ours, or what the service said, as it came.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)

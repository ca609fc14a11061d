"""Why somebody outside gave no answer, in words that the moderation room shows and without any key."""

from collections.abc import Mapping
from typing import Literal

Trouble = Literal["time_out", "unreachable", "http_error", "slow_down", "garbage"]

_REASONS: Mapping[Trouble, str] = {
    "time_out": "{service} did not answer in time",
    "unreachable": "{service} could not be reached",
    "http_error": "{service} answered with an error ({status})",
    "slow_down": "{service} asked us to slow down",
    "garbage": "{service} answered something we do not understand",
}


class Unavailable(Exception):
    """No answer this time; another try may get one. `reason` is for the moderation room, `retry_after` in seconds."""

    def __init__(
        self, service: str, code: Trouble, *, status: int | None = None, retry_after: int | None = None
    ) -> None:
        self.code, self.retry_after = code, retry_after
        self.reason = _REASONS[code].format(service=service, status=status)
        super().__init__(self.reason)


class Refused(Exception):
    """The key or the account is at fault: another try gets the same until a setting changes."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)

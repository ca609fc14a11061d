"""Why something may not be. A refusal is told to the one who asked, as it is written here."""

from collections.abc import Mapping


class Refusal(Exception):
    """`code` is stable and for programs, `message` is for people and says what to do.

    `fields` maps a field to its code, where a field is at fault.
    """

    def __init__(
        self, code: str, message: str, *, fields: Mapping[str, str] | None = None, retry_after: int | None = None
    ):
        super().__init__(message)
        self.code, self.message, self.fields, self.retry_after = code, message, fields, retry_after


class Malformed(Refusal): ...


class Unknown(Refusal): ...


class Forbidden(Refusal): ...


class NotFound(Refusal): ...


class Conflict(Refusal): ...


class Invalid(Refusal): ...


class TooMany(Refusal): ...


class OutsideFailure(Exception):
    """What the outside world does to us. `reason` is shown to moderators.

    It is tried again after `retry_in` seconds, None meaning the usual back-off. With `counts` False it was no try:
    we did not even ask.
    """

    def __init__(self, reason: str, *, retry_in: int | None = None, counts: bool = True) -> None:
        super().__init__(reason)
        self.reason, self.retry_in, self.counts = reason, retry_in, counts

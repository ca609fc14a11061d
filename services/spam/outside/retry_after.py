import time
from contextlib import suppress
from datetime import UTC
from email.utils import parsedate_to_datetime
from math import ceil

_DAY = 24 * 60 * 60


def seconds_until(retry_after: str) -> int | None:
    """A number or an HTTP date (RFC 9110, 10.2.3) as seconds from now, a day at most; None if it is neither."""
    with suppress(ValueError):
        return _within_a_day(int(retry_after))
    with suppress(ValueError, OverflowError):
        moment = parsedate_to_datetime(retry_after)
        return _within_a_day(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() - time.time())
    return None


def _within_a_day(seconds: float) -> int:
    return ceil(max(0, min(seconds, _DAY)))

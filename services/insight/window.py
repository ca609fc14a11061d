from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement

from models import Comment

LENGTHS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Window:
    """The comments of one site that were sent in so many days of UTC, the last one included."""

    site_id: int
    first_day: date
    last_day: date

    @classmethod
    def of(cls, site_id: int, length: int, last_day: date) -> "Window":
        return cls(site_id, last_day - timedelta(days=length - 1), last_day)

    @property
    def length(self) -> int:
        return (self.last_day - self.first_day).days + 1

    @property
    def days(self) -> list[date]:
        return [self.first_day + timedelta(days=number) for number in range(self.length)]

    @property
    def sent(self) -> ColumnElement[bool]:
        """A comment is one of them."""
        since, until = _midnight(self.first_day), _midnight(self.last_day + timedelta(days=1))
        return (Comment.site_id == self.site_id) & (Comment.created_at >= since) & (Comment.created_at < until)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())

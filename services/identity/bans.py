from math import ceil

from models import Person, now
from services.errors import Forbidden


def refuse_banned(site_id: int, visitor: str) -> Person | None:
    """Whoever a moderator has banned writes, votes and reports no more, for a time or for good. Raises Forbidden.

    Returns who they are, if they have written here before.
    """
    person = Person.by_visitor(site_id, visitor)
    if person is None or not person.is_banned:
        return person
    if person.banned_until is None:
        raise Forbidden("banned", "A moderator has banned you: you can't write here any more.")
    left, day = person.banned_until - now(), person.banned_until.strftime("%d %B %Y, %H:%M UTC")
    message = f"A moderator has banned you: you can't write here until {day}."
    raise Forbidden("banned_until", message, retry_after=max(1, ceil(left.total_seconds())))

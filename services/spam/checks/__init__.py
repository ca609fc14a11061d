"""The local checks, cheapest first. They run in the request, inside the transaction that stores the comment."""

from models import Signal
from services.spam.case import Case

from . import blocklist, haste, links, repetition, trap

OF_SENDING = ("trap", "haste")
TEXT = (links, blocklist, repetition)
LOCAL = (trap, haste, *TEXT)


def examine(case: Case) -> list[Signal]:
    return [signal for check in LOCAL if (signal := check.examine(case))]


def examine_text(case: Case) -> list[Signal]:
    """What is said, not how it was sent: for a comment that its author has changed."""
    return [signal for check in TEXT if (signal := check.examine(case))]

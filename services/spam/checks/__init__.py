"""The local checks, cheapest first. They run in the request, inside the transaction that stores the comment."""

from models import Signal
from services.spam.case import Case

from . import blocklist, haste, links, repetition, trap

LOCAL = (trap, haste, links, blocklist, repetition)


def examine(case: Case) -> list[Signal]:
    return [signal for check in LOCAL if (signal := check.examine(case))]

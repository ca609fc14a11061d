"""The local checks, cheapest first. They run in the request, inside the transaction that stores the comment."""

from models import Signal
from services.spam.case import Case

from . import (
    blocklist,
    domains,
    first_link,
    haste,
    hidden,
    language,
    learnt,
    links,
    lookalikes,
    moved,
    names,
    rate,
    repetition,
    scripts,
    shorteners,
    standing,
    styled,
    trap,
    work,
)

OF_SENDING = ("trap", "haste", "work", "moved", "rate")
TEXT = (
    *(links, names, hidden, styled, scripts, shorteners, lookalikes, first_link),
    *(blocklist, standing, repetition, domains, language, learnt),
)
LOCAL = (trap, haste, work, moved, rate, *TEXT)


def examine(case: Case) -> list[Signal]:
    return [signal for check in LOCAL if (signal := check.examine(case))]


def examine_text(case: Case) -> list[Signal]:
    """What is said, not how it was sent: for a comment that its author has changed."""
    return [signal for check in TEXT if (signal := check.examine(case))]

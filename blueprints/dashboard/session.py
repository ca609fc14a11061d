"""The signed cookie holds a random token and no more; who it stands for, and until when, is known here alone."""

from flask import session

from models import Moderator
from services.identity.sign_in import moderator_of, sign_out

HELD = "moderator"


def current_moderator() -> Moderator | None:
    return moderator_of(session[HELD]) if HELD in session else None


def begin(token: str) -> None:
    """Nothing of the former session lives on, neither here nor in the browser."""
    end()
    session.permanent = True
    session[HELD] = token


def end() -> None:
    if HELD in session:
        sign_out(session[HELD])
    session.clear()

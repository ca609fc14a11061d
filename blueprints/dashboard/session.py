"""The signed cookie holds a random token and no more; who it stands for, and until when, is known here alone."""

from flask import session

from models import Moderator
from services.identity.sign_in import moderator_of, sign_out

TOKEN = "moderator"


def current_moderator() -> Moderator | None:
    return moderator_of(session[TOKEN]) if TOKEN in session else None


def begin(token: str) -> None:
    """Nothing of the former session lives on, neither here nor in the browser."""
    end()
    session.permanent = True
    session[TOKEN] = token


def end() -> None:
    if TOKEN in session:
        sign_out(session[TOKEN])
    session.clear()

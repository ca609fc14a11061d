"""The signed cookie holds a random token and no more; who it stands for, and until when, is known here alone."""

from flask import session

from blueprints.context import header
from blueprints.limits import by_network
from models import AccountSession
from services.identity.sessions import Browser, session_of, sign_out

HELD = "account"
AGENT_MOST = 300


def current_session() -> AccountSession | None:
    return session_of(session[HELD]) if HELD in session else None


def begin(token: str) -> None:
    """Nothing of the former session lives on, neither here nor in the browser."""
    end()
    session.permanent = True
    session[HELD] = token


def end() -> None:
    if HELD in session:
        sign_out(session[HELD])
    session.clear()


def asking_browser() -> Browser:
    return Browser(by_network(), header("User-Agent", AGENT_MOST))

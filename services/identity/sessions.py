"""Browsers that are signed in: begun, seen, ended. What is kept of a session is a hash of its token."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from models import Account, AccountSession, SignInLink, db, now, transaction
from models.trouble import is_busy, is_full
from services.errors import NotFound

SESSION_LIFE = timedelta(days=14)
SEEN_EXACT = timedelta(minutes=5)
ENDED_LIFE = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Browser:
    """Who signs in: from which network, and as what it names itself."""

    network: str = ""
    user_agent: str = ""


def hash_of(token: str) -> str:
    """What is kept of a token that is as good as a password."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin_session(account: Account, browser: Browser) -> str:
    """Its token."""
    token = secrets.token_urlsafe(32)
    with transaction():
        session = AccountSession(account_id=account.id, token_hash=hash_of(token), expires_at=now() + SESSION_LIFE)
        session.network, session.user_agent = browser.network, browser.user_agent
        db.session.add(session)
    return token


def session_of(token: str) -> AccountSession | None:
    """The session with this token, unless it has ended."""
    session = AccountSession.by_hash(hash_of(token))
    return session if session and session.is_valid(now()) else None


def account_of(token: str) -> Account | None:
    """Who is signed in with this session's token, or None when it has ended."""
    session = session_of(token)
    return Account.of(session.account_id) if session else None


def see(session: AccountSession) -> None:
    """Note that it is in use, once in five minutes. A database that can't write now keeps nobody from reading."""
    if session.seen_at > now() - SEEN_EXACT:
        return
    session_id, before = session.id, now() - SEEN_EXACT
    try:
        with transaction():
            stale = (AccountSession.id == session_id) & (AccountSession.seen_at <= before)
            db.session.execute(db.update(AccountSession).where(stale).values(seen_at=now()))
    except SQLAlchemyError as error:
        if not (is_busy(error) or is_full(error)):
            raise


def sign_out(token: str) -> None:
    with transaction():
        if session := AccountSession.by_hash(hash_of(token)):
            session.revoked_at = session.revoked_at or now()


def end_session(account_id: int, session_id: int) -> None:
    """Raises NotFound for one that is not this account's, or has ended."""
    with transaction():
        if AccountSession.end_all(account_id, only=session_id) == 0:
            raise NotFound("not_found", "This session has ended already.")


def end_sessions(account_id: int, *, but: int | None = None) -> int:
    """All of an account's, or all but one; returns how many that were."""
    with transaction():
        return AccountSession.end_all(account_id, but=but)


def forget_ended() -> int:
    """Sessions and links that have been good for nothing for 15 days; returns how many. Inside a transaction."""
    before = now() - ENDED_LIFE
    ended = (AccountSession.expires_at < before) | (AccountSession.revoked_at < before)
    sessions = db.session.execute(db.delete(AccountSession).where(ended).returning(AccountSession.id)).all()
    links = db.session.execute(
        db.delete(SignInLink).where(SignInLink.expires_at < before).returning(SignInLink.id)
    ).all()
    return len(sessions) + len(links)

"""How a moderator comes in: by password or by a link that works once; and how the session ends."""

import hashlib
import secrets
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models import Moderator, ModeratorSession, SignInLink, db, now, transaction
from services.errors import Forbidden, Invalid

LINK_LIFE = timedelta(hours=1)
SESSION_LIFE = timedelta(days=14)
PASSWORD_LEAST, PASSWORD_MOST = 10, 1000
_REFUSED = "The e-mail address or the password is not right."


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _decoy() -> str:
    return _hasher().hash("nobody's password")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _is_right(password_hash: str, password: str) -> bool:
    try:
        return _hasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def set_password(moderator: Moderator, password: str) -> None:
    """Raises Invalid for fewer than 10 or more than 1,000 characters. Ends every session of the moderator."""
    if not PASSWORD_LEAST <= len(password) <= PASSWORD_MOST:
        raise Invalid(
            "invalid",
            f"A password has {PASSWORD_LEAST} to {PASSWORD_MOST} characters.",
            fields={"password": "too_short"},
        )
    hashed = _hasher().hash(password)
    with transaction():
        moderator.password_hash = hashed
        _end_sessions(moderator)


def sign_in_by_password(email: str, password: str) -> str:
    """A new session's token. An unknown address costs the same time and gets the same answer as a wrong password."""
    moderators = [each for each in Moderator.by_email(email) if each.password_hash]
    for moderator in moderators:
        if _is_right(moderator.password_hash or "", password):
            return _begin_session(moderator)
    if not moderators:
        _is_right(_decoy(), password)
    raise Forbidden("sign_in_refused", _REFUSED)


def make_link(moderator: Moderator) -> str:
    """A token that signs the moderator in once, within an hour."""
    token = secrets.token_urlsafe(32)
    with transaction():
        db.session.add(
            SignInLink(
                site_id=moderator.site_id,
                moderator_id=moderator.id,
                token_hash=_hash(token),
                expires_at=now() + LINK_LIFE,
            )
        )
    return token


def sign_in_by_link(token: str) -> str:
    """A new session's token. Raises Forbidden for a link that was used, is older than an hour, or never was."""
    with transaction():
        link = SignInLink.by_hash(_hash(token))
        if link is None or not link.is_usable(now()):
            raise Forbidden("link_used", "This link has been used or is too old. Ask for a new one.")
        link.used_at = now()
        moderator = Moderator.of(link.site_id, link.moderator_id)
        assert moderator is not None
        return _begin_session(moderator)


def moderator_of(token: str) -> Moderator | None:
    """Who is signed in with this session's token, or None when it has ended."""
    session = ModeratorSession.by_hash(_hash(token))
    if session is None or not session.is_valid(now()):
        return None
    return Moderator.of(session.site_id, session.moderator_id)


def sign_out(token: str) -> None:
    with transaction():
        if session := ModeratorSession.by_hash(_hash(token)):
            session.revoked_at = now()


def _begin_session(moderator: Moderator) -> str:
    token = secrets.token_urlsafe(32)
    with transaction():
        db.session.add(
            ModeratorSession(
                site_id=moderator.site_id,
                moderator_id=moderator.id,
                token_hash=_hash(token),
                expires_at=now() + SESSION_LIFE,
            )
        )
    return token


def _end_sessions(moderator: Moderator) -> None:
    mine = (ModeratorSession.site_id == moderator.site_id) & (ModeratorSession.moderator_id == moderator.id)
    standing = db.update(ModeratorSession).where(mine, ModeratorSession.revoked_at.is_(None))
    db.session.execute(standing.values(revoked_at=now()).execution_options(synchronize_session=False))

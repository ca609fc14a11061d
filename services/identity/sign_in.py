"""How somebody comes into the room: by password or by a link that works once."""

import secrets
from datetime import timedelta

from models import Account, SignInLink, db, now, transaction
from services.errors import Forbidden

from .passwords import is_right, renew_hash
from .sessions import Browser, begin_session, hash_of

LINK_LIFE = timedelta(minutes=10)
UNKNOWN_BROWSER = Browser()


def sign_in_by_password(email: str, password: str, browser: Browser = UNKNOWN_BROWSER) -> str:
    """A new session's token. An unknown address costs the same time and gets the same answer as a wrong password."""
    account = Account.by_email(email)
    if not is_right(account, password) or account is None:
        raise _refused()
    account_id, standing = account.id, account.password_hash
    with transaction():
        if Account.locked(account_id).password_hash != standing:
            raise _refused()
        token = begin_session(account, browser)
    renew_hash(account, password)
    return token


def make_link(account: Account) -> str:
    """A token that signs somebody in once, within ten minutes."""
    token = secrets.token_urlsafe(32)
    with transaction():
        db.session.add(SignInLink(account_id=account.id, token_hash=hash_of(token), expires_at=now() + LINK_LIFE))
    return token


def sign_in_by_link(token: str, browser: Browser = UNKNOWN_BROWSER) -> str:
    """A new session's token. Raises Forbidden for a link that was used, is older than ten minutes, or never was."""
    with transaction():
        link = SignInLink.by_hash(hash_of(token))
        if link is None or not link.is_usable(now()):
            raise Forbidden("link_used", "This link has been used or is too old. Ask for a new one.")
        link.used_at = now()
        return begin_session(Account.of(link.account_id), browser)


def _refused() -> Forbidden:
    return Forbidden("sign_in_refused", "The e-mail address or the password is not right.")

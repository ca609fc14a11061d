"""Passwords: kept as argon2id, as strong as the service hashes today, and none that anybody would try first."""

from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from models import Account, AccountSession, Moderator, Sentence, Site, db, transaction
from services.errors import Forbidden, Invalid

from .plain_passwords import is_plain

LEAST, MOST = 10, 1000
"""Characters."""
PASSES, MEMORY, LANES = 3, 32 * 1024, 1
"""What one guess costs, memory in KiB. OWASP asks for 2 passes over 19 MiB at least."""


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(PASSES, MEMORY, LANES, type=Type.ID)


@cache
def _decoy() -> str:
    return _hasher().hash("nobody's password")


def is_right(account: Account | None, password: str) -> bool:
    """Of nobody, and of somebody without a password, it is never right, and takes the same time to say so."""
    password_hash = account.password_hash if account else None
    try:
        return _hasher().verify(password_hash or _decoy(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def set_password(account: Account, password: str) -> None:
    """Raises Invalid for fewer than 10 or more than 1,000 characters, and for what anybody would try first.

    Ends every session of the account.
    """
    hashed = hash_password(password, _names(account))
    with transaction():
        account.password_hash = hashed
        AccountSession.end_all(account.id)


def change_password(session: AccountSession, present: str, password: str) -> None:
    """By the person themself, who knows the present one if there is one: every session ends but this.

    Raises Forbidden, and Invalid as set_password does.
    """
    account_id, session_id = session.account_id, session.id
    account = Account.of(account_id)
    standing = account.password_hash
    if standing and not is_right(account, present):
        raise Forbidden("password_wrong", "The present password is not right.")
    hashed = hash_password(password, _names(account))
    with transaction():
        unchanged = db.update(Account).where(
            Account.id == account_id, Account.password_hash.is_not_distinct_from(standing)
        )
        if not db.session.execute(unchanged.values(password_hash=hashed).returning(Account.id)).all():
            raise Forbidden("password_wrong", "The password has been changed meanwhile.")
        AccountSession.end_all(account_id, but=session_id)


def renew_hash(account: Account, password: str) -> None:
    """Who signs in with the right password gets a hash of today's strength."""
    standing = account.password_hash
    if standing is None or not _hasher().check_needs_rehash(standing):
        return
    renewed = _hasher().hash(password)
    with transaction():
        unchanged = (Account.id == account.id) & (Account.password_hash == standing)
        db.session.execute(db.update(Account).where(unchanged).values(password_hash=renewed))


def hash_password(password: str, names: list[str]) -> str:
    if not LEAST <= len(password) <= MOST:
        told = Sentence("A password has %(least)s to %(most)s characters.", least=LEAST, most=MOST)
        raise Invalid("invalid", told, fields={"password": "too_short" if len(password) < LEAST else "too_long"})
    if is_plain(password, names):
        told = Sentence(
            "This password is among the first that anybody would try. Take several words that do not belong together."
        )
        raise Invalid("invalid", told, fields={"password": "not_allowed"})
    return _hasher().hash(password)


def _names(account: Account) -> list[str]:
    sites = [Site.of(moderator.site_id) for moderator in Moderator.by_account(account.id)]
    return [account.name, account.email, *(name for site in sites for name in (site.key, site.name))]

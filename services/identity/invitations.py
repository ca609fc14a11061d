"""A link by which one person joins a site: made by an owner, shown once, good for a week and for one use."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from models import Account, Invitation, Moderator, Sentence, Site, db, note_change, now, transaction
from models.base import insert_new
from services.errors import Conflict, Forbidden, NotFound

from .passwords import hash_password
from .people import check_role, join, owned_by, read_email, read_name
from .sessions import Browser, begin_session, hash_of

INVITATION_LIFE = timedelta(days=7)
ADDRESS_LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Invited:
    """What the link says to whoever holds it."""

    invitation: Invitation
    site: Site
    by: str
    has_account: bool


def invite(by: Moderator, email: str, role: str) -> str:
    """Its token. Who is invited again gets a new link, and the former one is dead.

    Raises Invalid, Conflict for whoever moderates here already, Forbidden for who is no owner now.
    """
    address, token = read_email(email), secrets.token_urlsafe(32)
    check_role(role)
    site_id, by_id = by.site_id, by.id
    with transaction():
        if any(each.email == address for each in owned_by(site_id, by_id).values()):
            raise Conflict("email_taken", Sentence("%(email)s moderates this site already.", email=address))
        for former in Invitation.open_of(site_id):
            if former.email == address:
                _revoke(former, by_id)
        invitation = Invitation(site_id=site_id, moderator_id=by_id, email=address, role=role)
        invitation.token_hash, invitation.expires_at = hash_of(token), now() + INVITATION_LIFE
        db.session.add(invitation)
        db.session.flush()
        note_change(site_id, by_id, "moderator.invited", str(invitation.id), new=role)
    return token


def revoke(by: Moderator, invitation_id: int) -> None:
    """Raises NotFound for one that is not of the site, Conflict for one that is not open any more."""
    site_id, by_id = by.site_id, by.id
    with transaction():
        owned_by(site_id, by_id)
        invitation = Invitation.of(site_id, invitation_id)
        if invitation is None:
            raise NotFound("not_found", "There is no such invitation.")
        if not invitation.is_usable(now()):
            raise Conflict("too_late", "This invitation has been used, taken back, or has expired already.")
        _revoke(invitation, by_id)


def read_invitation(token: str) -> Invited:
    """Raises NotFound for a link that was used, taken back, is older than a week, or never was."""
    invitation = Invitation.by_hash(hash_of(token))
    if invitation is None or not invitation.is_usable(now()):
        raise _unusable()
    by = Moderator.of(invitation.site_id, invitation.moderator_id)
    known = Account.by_email(invitation.email)
    return Invited(invitation, Site.of(invitation.site_id), by.name if by else "", known is not None)


def accept(token: str, account: Account) -> Site:
    """By whoever is signed in under its address. Raises NotFound, and Forbidden for anyone else."""
    account_id = account.id
    with transaction():
        invitation, account = _taken(token), Account.of(account_id)
        if account.email != invitation.email:
            names = {"email": invitation.email, "own": account.email}
            told = Sentence("This invitation is for %(email)s. You are signed in as %(own)s.", **names)
            raise Forbidden("not_yours", told)
        return _joined(invitation, account)


def accept_anew(token: str, name: str, password: str, browser: Browser) -> tuple[Site, str]:
    """By somebody who has no account yet: they get one, and are signed in; the site, and the new session's token.

    Raises NotFound, Invalid for the name or the password, and Conflict where they have an account already.
    """
    invited = read_invitation(token)
    email, called = invited.invitation.email, read_name(name)
    hashed = hash_password(password, [called, email, invited.site.key, invited.site.name])
    with transaction():
        invitation = _taken(token)
        if not insert_new(Account, email=email, name=called, password_hash=hashed):
            told = Sentence("There is an account for %(email)s already. Sign in to join.", email=email)
            raise Conflict("email_taken", told)
        account = Account.by_email(email)
        assert account is not None
        return _joined(invitation, account), begin_session(account, browser)


def forget_invited() -> int:
    """The e-mail addresses of invitations that have been used, taken back or expired for 30 days; returns how many.

    Inside a transaction.
    """
    before = now() - ADDRESS_LIFE
    has_ended = (Invitation.used_at < before) | (Invitation.revoked_at < before) | (Invitation.expires_at < before)
    forget = db.update(Invitation).where(has_ended, Invitation.email != "").values(email="").returning(Invitation.id)
    return len(db.session.execute(forget.execution_options(synchronize_session=False)).all())


def _taken(token: str) -> Invitation:
    """Used up; who comes at the same time waits here, and comes too late."""
    invitation = Invitation.by_hash(hash_of(token))
    if invitation is None:
        raise _unusable()
    Moderator.locked_of(invitation.site_id)
    db.session.refresh(invitation)
    if not invitation.is_usable(now()):
        raise _unusable()
    invitation.used_at = now()
    return invitation


def _joined(invitation: Invitation, account: Account) -> Site:
    moderator = join(invitation.site_id, account, invitation.role)
    note_change(invitation.site_id, moderator.id, "moderator.joined", str(moderator.id), new=invitation.role)
    return Site.of(invitation.site_id)


def _revoke(invitation: Invitation, by_id: int) -> None:
    invitation.revoked_at = now()
    note_change(invitation.site_id, by_id, "invitation.revoked", str(invitation.id))


def _unusable() -> NotFound:
    told = Sentence("This invitation has been used, taken back, or has expired. Ask whoever invited you for a new one.")
    return NotFound("invitation_unusable", told)

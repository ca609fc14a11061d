"""Who is what at a site: they are admitted, get another role, leave. Some owner always remains."""

import re

from models import Account, Invitation, Moderator, Sentence, db, note_change, now, transaction
from models.base import insert_new
from models.moderator import ROLES
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.text import plain

NAME_MOST, EMAIL_MOST = 100, 320


def read_email(typed: str) -> str:
    """In lower case. Raises Invalid for what is no address."""
    email = typed.strip().lower()
    if not re.fullmatch(r"[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+", email) or len(email) > EMAIL_MOST:
        told = Sentence("“%(typed)s” is not an e-mail address.", typed=typed)
        raise Invalid("invalid", told, fields={"email": "not_an_email"})
    return email


def read_name(typed: str) -> str:
    """One line of 1 to 100 characters, some of which can be seen. Raises Invalid."""
    name = plain.one_line(typed)
    if plain.is_blank(name) or len(name) > NAME_MOST:
        told = Sentence("A name has 1 to %(most)s characters.", most=NAME_MOST)
        raise Invalid("invalid", told, fields={"name": "too_long" if len(name) > NAME_MOST else "required"})
    return name


def rename(account: Account, typed: str) -> None:
    """Under another name everywhere; each site's log says so."""
    account_id, name = account.id, read_name(typed)
    with transaction():
        account = Account.locked(account_id)
        if account.name == name:
            return
        for moderator in Moderator.by_account(account_id):
            note_change(moderator.site_id, moderator.id, "name.changed", str(moderator.id), old=account.name, new=name)
        account.name = name


def choose_language(account: Account, code: str | None) -> None:
    """The one that the room speaks with them; None: what their browser asks for."""
    account_id = account.id
    with transaction():
        Account.locked(account_id).language = code


def account_for(email: str, name: str) -> Account:
    """Whoever has this address; who has no account yet gets one. Inside a transaction."""
    address = read_email(email)
    insert_new(Account, email=address, name=name)
    account = Account.by_email(address)
    assert account is not None
    return account


def join(site_id: int, account: Account, role: str) -> Moderator:
    """Inside a transaction. Who has been here before is the same moderator again.

    Raises Conflict for whoever moderates here already.
    """
    check_role(role)
    insert_new(Moderator, site_id=site_id, account_id=account.id, role=role, removed_at=now())
    mine = (Moderator.site_id == site_id) & (Moderator.account_id == account.id)
    rows = db.select(Moderator).where(mine).with_for_update(of=Moderator, key_share=True)
    moderator: Moderator = db.session.scalars(rows.execution_options(populate_existing=True)).one()
    if moderator.removed_at is None:
        raise Conflict("email_taken", Sentence("%(email)s moderates this site already.", email=account.email))
    moderator.role, moderator.removed_at = role, None
    return moderator


def admit(site_id: int, email: str, name: str, role: str) -> None:
    """By the operator. Raises Invalid, and Conflict for whoever moderates here already."""
    with transaction():
        Moderator.locked_of(site_id)
        moderator = join(site_id, account_for(email, read_name(name)), role)
        note_change(site_id, None, "moderator.joined", str(moderator.id), new=role)


def change_role(site_id: int, moderator_id: int, role: str, by: Moderator | None) -> Moderator:
    """By an owner, or (None) by the operator.

    Raises Conflict where no owner would remain, NotFound, Invalid, and Forbidden for who is no owner now.
    """
    check_role(role)
    by_id = by.id if by else None
    with transaction():
        people = owned_by(site_id, by_id)
        moderator = _one_of(people, moderator_id)
        old = moderator.role
        if old != role:
            moderator.role = role
            _lose(site_id, moderator, people, role)
            note_change(site_id, by_id, "role.changed", str(moderator_id), old=old, new=role)
    return moderator


def remove(site_id: int, moderator_id: int, by: Moderator | None) -> Moderator:
    """From one site; what they are elsewhere stays. By an owner, or (None) by the operator.

    Raises Conflict where no owner would remain, NotFound, and Forbidden for who is no owner now.
    """
    by_id = by.id if by else None
    with transaction():
        people = owned_by(site_id, by_id)
        moderator = _one_of(people, moderator_id)
        old = moderator.role
        moderator.removed_at = now()
        _lose(site_id, moderator, people, None)
        note_change(site_id, by_id, "moderator.removed", str(moderator_id), old=old)
    return moderator


def owned_by(site_id: int, by_id: int | None) -> dict[int, Moderator]:
    """Who is what now, locked. Inside a transaction. Raises Forbidden when `by_id` is no owner any more."""
    people = Moderator.locked_of(site_id)
    if by_id is not None and (by_id not in people or not people[by_id].may("owner")):
        raise Forbidden("role", "You are no owner of this site any more.")
    return people


def _one_of(people: dict[int, Moderator], moderator_id: int) -> Moderator:
    if moderator_id not in people:
        raise NotFound("not_found", "Nobody of that number moderates here now.")
    return people[moderator_id]


def _lose(site_id: int, moderator: Moderator, people: dict[int, Moderator], role: str | None) -> None:
    """What an owner promised lasts as long as they are one: their invitations end with it."""
    if role == "owner":
        return
    owners = [each for each in people.values() if each.role == "owner" and each.removed_at is None]
    if not owners:
        raise Conflict("last_owner", "A site needs an owner. Make somebody else one first.")
    theirs = [each for each in Invitation.open_of(site_id) if each.moderator_id == moderator.id]
    for invitation in theirs:
        invitation.revoked_at = now()
        note_change(site_id, None, "invitation.revoked", str(invitation.id))


def check_role(role: str) -> None:
    if role not in ROLES:
        raise Invalid("invalid", "A role is owner, moderator or viewer.", fields={"role": "not_allowed"})

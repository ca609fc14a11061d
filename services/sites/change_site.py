"""What an owner changes about a site besides its plain settings. What readers may see raises the site's version."""

import re
import secrets
from collections.abc import Callable
from ipaddress import ip_network

from sqlalchemy import delete

from models import AllowedOrigin, BlockedTerm, OutboxEntry, Sentence, Site, db, note_change, now, transaction
from models.base import insert_new
from services.errors import Invalid, NotFound
from services.sites.change_settings import change_settings
from services.text import plain
from services.text.addresses import NotAPage, origin
from services.text.links import domain

SECRET_BYTES = 32
ACTIONS = ("spam", "hold")
TERM_MOST = 200


def set_akismet(site_id: int, key: str, *, moderator_id: int | None = None) -> None:
    """Judge with this Akismet key from now on; an empty one switches Akismet off.

    The worker tries the key at once; until then nobody knows whether it is valid. Raises Invalid for what is no key.
    """
    with transaction():
        site = Site.locked(site_id)
        old, site.akismet_key = site.akismet_key, _key(key)
        site.akismet_check_at = now() if site.akismet_key else None
        site.akismet_problem = site.akismet_problem_at = site.akismet_alert = site.akismet_usage = None
        _follow_key(site, moderator_id, "akismet", old, site.akismet_key)


def set_cleantalk(site_id: int, key: str, *, moderator_id: int | None = None) -> None:
    """Ask CleanTalk too from now on, with this key; an empty one: no longer. Raises Invalid for what is no key."""
    with transaction():
        site = Site.locked(site_id)
        old, site.cleantalk_key = site.cleantalk_key, _key(key)
        site.cleantalk_check_at = now() if site.cleantalk_key else None
        site.cleantalk_problem = site.cleantalk_problem_at = None
        _follow_key(site, moderator_id, "cleantalk", old, site.cleantalk_key)


def _key(typed: str) -> str | None:
    key = typed.strip()
    if key and not re.fullmatch(r"[\x21-\x7e]{1,100}", key):
        message = Sentence("A key is one word of at most 100 letters, digits and signs.")
        raise Invalid("invalid", message, fields={"key": "not_allowed"})
    return key or None


def _follow_key(site: Site, moderator_id: int | None, judge: str, old: str | None, new: str | None) -> None:
    said = {"old": "set" if old else "none", "new": "set" if new else "none"}
    note_change(site.id, moderator_id, f"{judge}_key.changed", **said)
    OutboxEntry.hurry(site.id, judge=judge)
    site.version += 1


def make_sso_secret(site_id: int, moderator_id: int | None) -> str:
    """A new secret of single sign-on, made at random, in place of any other. It is told here and never again."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    change_settings(site_id, moderator_id, {"sso_secret": secret})
    return secret


def set_thresholds(
    site: Site, *, hold_at: int, spam_at: int, discard_at: int | None, moderator_id: int | None = None
) -> None:
    """From how much spamminess on, in percent, a comment waits, is spam, is not even kept (None: all is kept).

    Raises Invalid unless 1 <= hold_at <= spam_at <= discard_at <= 100.
    """
    steps = [1, hold_at, spam_at, *([discard_at] if discard_at is not None else []), 100]
    if steps != sorted(steps):
        wrong = dict.fromkeys(("hold_at", "spam_at", "discard_at"), "not_allowed")
        message = Sentence("Thresholds are whole numbers from 1 to 100, none of them below the one before it.")
        raise Invalid("invalid", message, fields=wrong)
    with transaction():
        locked = Site.locked(site.id)
        for name, new in (("hold_at", hold_at), ("spam_at", spam_at), ("discard_at", discard_at)):
            old = getattr(locked, name)
            if old != new:
                note_change(site.id, moderator_id, "setting.changed", name, old=old, new=new)
                setattr(locked, name, new)


def allow_origin(site: Site, address: str, *, moderator_id: int | None = None) -> None:
    """Let the pages at this address show the site's comments. Raises Invalid for what is no web address."""
    try:
        allowed = origin(address)
    except NotAPage:
        message = Sentence("Not a web address. It must be like https://blog.example.org, of at most 2,000 characters.")
        raise Invalid("invalid", message, fields={"origin": "not_a_link"}) from None
    with transaction():
        if insert_new(AllowedOrigin, site_id=site.id, origin=allowed):
            note_change(site.id, moderator_id, "origin.allowed", allowed)
            Site.locked(site.id).version += 1


def refuse_origin(site_id: int, allowed: str, *, moderator_id: int | None = None) -> None:
    """The pages at this address no longer show the site's comments. Raises NotFound for one that was not allowed."""
    mine = (AllowedOrigin.site_id == site_id) & (AllowedOrigin.origin == allowed)
    with transaction():
        if db.session.scalar(delete(AllowedOrigin).where(mine).returning(AllowedOrigin.id)) is None:
            raise NotFound("not_found", "That address is not on the list.")
        note_change(site_id, moderator_id, "origin.refused", allowed)
        Site.locked(site_id).version += 1


def block(site: Site, kind: str, term: str, action: str = "spam", *, moderator_id: int | None = None) -> None:
    """Add a word, a domain with all below it, an e-mail address (or @domain), or a network to the blocklist.

    What has it is spam, or waits (`hold`); a term that stands there already gets the new action. Raises Invalid for an
    empty term, for what is no network or domain, and for another action.
    """
    blocked = blocked_as(kind, term)
    if action not in ACTIONS:
        raise Invalid("invalid", "What is blocked is spam, or is held.", fields={"action": "not_allowed"})
    with transaction():
        is_new = insert_new(BlockedTerm, site_id=site.id, kind=kind, term=blocked, action=action)
        standing = BlockedTerm.named(site.id, kind, blocked)
        if is_new or standing.action != action:
            old, standing.action = None if is_new else standing.action, action
            note_change(site.id, moderator_id, "term.blocked", f"{kind}: {blocked}", old=old, new=action)


def unblock(site_id: int, term_id: int, *, moderator_id: int | None = None) -> BlockedTerm:
    """Take a term off the blocklist. Raises NotFound."""
    with transaction():
        mine = (BlockedTerm.site_id == site_id) & (BlockedTerm.id == term_id)
        gone: BlockedTerm | None = db.session.scalar(delete(BlockedTerm).where(mine).returning(BlockedTerm))
        if gone is None:
            raise NotFound("not_found", "That is not on the blocklist.")
        note_change(site_id, moderator_id, "term.unblocked", f"{gone.kind}: {gone.term}", old=gone.action)
        db.session.expunge(gone)
    return gone


def blocked_as(kind: str, term: str) -> str:
    """A term as the blocklist keeps it. Raises Invalid."""
    reader = _READERS.get(kind)
    blocked = reader(term.strip()) if reader and len(term) <= TERM_MOST else ""
    if not blocked:
        told = Sentence(_NOT_BLOCKED.get(kind, _NOTHING), term=term[:TERM_MOST])
        raise Invalid("invalid", told, fields={"term": "not_allowed"})
    return blocked


def _network(term: str) -> str:
    try:
        return str(ip_network(term, strict=False))
    except ValueError:
        return ""


_NOTHING = Sentence("“%(term)s” is nothing to block.")
_NOT_BLOCKED = {
    "word": Sentence("“%(term)s” is no word to block."),
    "email": Sentence("“%(term)s” is no e-mail address to block."),
    "domain": Sentence("“%(term)s” is no domain to block."),
    "network": Sentence("“%(term)s” is no network to block."),
}
_READERS: dict[str, Callable[[str], str]] = {
    "word": lambda term: "" if plain.is_blank(term) else term,
    "email": str.lower,
    "domain": lambda term: domain(term if "://" in term else f"https://{term}"),
    "network": _network,
}

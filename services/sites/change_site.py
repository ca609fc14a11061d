"""What an owner changes about a site. Each change raises the site's version, since readers may see it."""

from collections.abc import Callable
from ipaddress import ip_network

from models import AllowedOrigin, BlockedTerm, OutboxEntry, Site, transaction
from models.base import insert_new
from services.errors import Invalid
from services.text import plain
from services.text.addresses import NotAPage, origin
from services.text.links import domain


def set_akismet(site: Site, key: str, *, discards: bool = False, away: str = "hold") -> None:
    """Judge with this Akismet key from now on; an empty one switches Akismet off.

    `discards`: what Akismet calls blatant is dropped and only counted. `away`: hold or trust, see docs/spam.md.
    """
    with transaction():
        site.akismet_key, site.akismet_discards, site.akismet_away = key.strip() or None, discards, away
        site.akismet_problem = site.akismet_problem_at = site.akismet_alert = site.akismet_usage = None
        OutboxEntry.hurry(site.id, judge="akismet")
        site.version += 1


def set_cleantalk(site: Site, key: str) -> None:
    """Ask CleanTalk too from now on, with this key; an empty one: no longer."""
    with transaction():
        site.cleantalk_key = key.strip() or None
        site.cleantalk_problem = site.cleantalk_problem_at = None
        OutboxEntry.hurry(site.id, judge="cleantalk")
        site.version += 1


def set_thresholds(site: Site, *, hold_at: int, spam_at: int, discard_at: int | None) -> None:
    """From how much spamminess on, in percent, a comment waits, is spam, is not even kept (None: all is kept).

    Raises Invalid unless 1 <= hold_at <= spam_at <= discard_at <= 100.
    """
    steps = [1, hold_at, spam_at, *([discard_at] if discard_at is not None else []), 100]
    if steps != sorted(steps):
        wrong = dict.fromkeys(("hold_at", "spam_at", "discard_at"), "not_allowed")
        message = "Thresholds are whole numbers from 1 to 100: to hold at most to spam, to spam at most to discard."
        raise Invalid("invalid", message, fields=wrong)
    with transaction():
        site.hold_at, site.spam_at, site.discard_at = hold_at, spam_at, discard_at


def allow_origin(site: Site, address: str) -> None:
    """Let the pages at this address show the site's comments. Raises Invalid for what is no web address."""
    try:
        allowed = origin(address)
    except NotAPage as error:
        raise Invalid("invalid", f"Not a web address. {error}", fields={"origin": "not_a_link"}) from None
    with transaction():
        insert_new(AllowedOrigin, site_id=site.id, origin=allowed)


def block(site: Site, kind: str, term: str) -> None:
    """Add a word, a domain with all below it, an e-mail address (or @domain), or a network to the blocklist.

    Raises Invalid for an empty term and for what is no network or domain.
    """
    blocked = _READERS[kind](term.strip())
    if not blocked:
        raise Invalid("invalid", f"“{term}” is no {kind} that could be blocked.", fields={"term": "not_allowed"})
    with transaction():
        insert_new(BlockedTerm, site_id=site.id, kind=kind, term=blocked)


def _network(term: str) -> str:
    try:
        return str(ip_network(term, strict=False))
    except ValueError:
        return ""


_READERS: dict[str, Callable[[str], str]] = {
    "word": lambda term: "" if plain.is_blank(term) else term,
    "email": str.lower,
    "domain": lambda term: domain(term if "://" in term else f"https://{term}"),
    "network": _network,
}

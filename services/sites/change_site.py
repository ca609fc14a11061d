"""What an owner changes about a site. Each change raises the site's version, since readers may see it."""

from collections.abc import Callable
from ipaddress import ip_network

from models import AllowedOrigin, BlockedTerm, Site, transaction
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
        site.akismet_problem = site.akismet_problem_at = site.akismet_alert = None
        site.version += 1


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

"""What a moderator looks for among all comments of a site, as it was typed and as it is kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from services.spam.checks import LOCAL
from services.text.domains import hosts, registered
from services.text.networks import spanned
from services.text.search_terms import terms
from services.text.search_words import words

STATUSES = ("pending", "reported", "published", "spam", "rejected", "deleted", "all")
CHECKS = (*(check.__name__.rpartition(".")[2] for check in LOCAL), "reported", "akismet", "cleantalk", "dnsbl")


@dataclass(frozen=True, slots=True)
class Query:
    """Everything that is given must hold."""

    status: str = "all"
    words: str = ""
    author: str = ""
    """Words of the name, the last of which may go on."""
    email: str = ""
    """A whole address, or @ and the domain of one."""
    domain: str = ""
    """What a link in the text, or the author's website, leads to."""
    network: str = ""
    """An address, or a network of at most 65,536 of IPv4, or an IPv6 /48."""
    page: str = ""
    """A part of the page's title or address."""
    signal: str = ""
    """The check that spoke against it."""
    since: date | None = None
    until: date | None = None
    """The last day. Days are those of UTC."""

    @property
    def is_narrowed(self) -> bool:
        """More than a status is asked for."""
        return any(getattr(self, field.name) for field in fields(self)[1:])

    def as_json(self) -> dict[str, Any]:
        kept = {name: value for name, value in asdict(self).items() if value}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Query":
        days = {name: date.fromisoformat(kept[name]) for name in ("since", "until") if kept.get(name)}
        return cls(**dict(kept) | days)


def wrong_in(query: Query) -> dict[str, str]:
    """What can't be looked for, as the code of each field; nothing where all is well."""
    return {
        field: code
        for field, code, is_wrong in (
            ("words", "no_words", query.words and not terms(query.words)),
            ("author", "no_words", query.author and not words(query.author)),
            ("email", "not_an_email", query.email and not is_email(query.email)),
            ("domain", "not_a_domain", query.domain and not domain_of(query.domain)),
            ("network", "not_a_network", query.network and not spanned(query.network)),
            ("signal", "no_check", query.signal and query.signal not in CHECKS),
            ("until", "ends_early", query.since and query.until and query.until < query.since),
        )
        if is_wrong
    }


def is_email(typed: str) -> bool:
    name, at, domain = typed.rpartition("@")
    return bool(at and domain) and not any(each.isspace() or each == "@" for each in name + domain)


def domain_of(typed: str) -> str:
    """The registered name that a link, or a name without its scheme, leads to; "" where there is none."""
    link = typed if "://" in typed else f"https://{typed}"
    return next((registered(host) for host in hosts([link]) if "." in host), "")

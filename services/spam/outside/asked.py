"""Who outside is asked about a site's comments. Known without any connection, since web requests need to know it."""

from datetime import datetime
from typing import Any, Protocol

from models import OutboxEntry, Site, db, owe
from models.outbox import take_back

SERVICES = ("akismet", "cleantalk")
"""Those who judge by what is said, and learn from what moderators decide."""
_PRIVACY = {
    "akismet": "https://akismet.com/privacy/",
    "cleantalk": "https://cleantalk.org/help/cleantalk-gdpr-compliance",
}


class Asking(Protocol):
    """Whom a site's row names; so does a row that is read without an object."""

    @property
    def akismet_key(self) -> str | None: ...
    @property
    def cleantalk_key(self) -> str | None: ...
    @property
    def dnsbl(self) -> str | None: ...


def who_is_asked(site: Asking) -> list[str]:
    """Their names, in the order in which they are asked."""
    used = {"dnsbl": site.dnsbl, "akismet": site.akismet_key, "cleantalk": site.cleantalk_key}
    return [name for name, setting in used.items() if setting]


def title_of(name: str) -> str:
    """As moderators know it."""
    return {"akismet": "Akismet", "cleantalk": "CleanTalk"}.get(name, "the block lists")


def is_asked(site: Site) -> bool:
    """Somebody outside is asked about its comments, so that they wait for the worker."""
    return bool(who_is_asked(site))


def services_of(site: Asking) -> list[dict[str, str]]:
    """Who is sent what people write here: readers are told their names, and where each says what it does with that."""
    return [{"name": title_of(name), "privacy": _PRIVACY[name]} for name in who_is_asked(site) if name in SERVICES]


def uses_service(site: Site) -> bool:
    """Somebody who reads what is said, not only a list of addresses."""
    return any(name in SERVICES for name in who_is_asked(site))


def owe_checks_anew(site: Site, comment_id: int, **details: Any) -> None:
    """The same of a comment about which some of them may have been asked already, or are yet to be."""
    take_back(site.id, comment_id, "check")
    owe_checks(site, comment_id, **details)


def owe_checks(site: Site, comment_id: int, **details: Any) -> None:
    """Each of them is to be asked about the comment; `details` go with each question."""
    for name in who_is_asked(site):
        owe_check(site.id, comment_id, name, **details)


def owe_check(site_id: int, comment_id: int, judge: str, *, due_at: datetime | None = None, **details: Any) -> None:
    known = {name: value for name, value in details.items() if value is not None}
    owe(site_id, comment_id, "check", due_at=due_at, judge=judge, **known)


def open_checks(site_id: int, comment_id: int) -> list[OutboxEntry]:
    """Who has yet to give a last word on the comment."""
    rows = db.select(OutboxEntry).where(
        OutboxEntry.site_id == site_id,
        OutboxEntry.comment_id == comment_id,
        OutboxEntry.kind == "check",
        OutboxEntry.settled_at.is_(None),
    )
    return list(db.session.scalars(rows.execution_options(populate_existing=True)))

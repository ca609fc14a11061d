import re
from ipaddress import ip_address, ip_network

from models import BlockedTerm, Signal
from services.spam.case import Case
from services.text.links import domain, links_in


def examine(case: Case) -> Signal | None:
    """The site's own list: words, domains (with all below them), e-mail addresses, networks. A match decides."""
    for blocked in BlockedTerm.of(case.site.id):
        if _MATCHERS[blocked.kind](blocked.term, case):
            return case.signal("blocklist", 1.0, 1.0, f"The blocklist names the {blocked.kind} “{blocked.term}”")
    return None


def _has_word(term: str, case: Case) -> bool:
    comment = case.comment
    written = " ".join((comment.source, comment.author_name, comment.author_website or "", case.origin.user_agent))
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", written, re.IGNORECASE) is not None


def _has_domain(term: str, case: Case) -> bool:
    links = [*links_in(case.comment.source), case.comment.author_website or ""]
    return any(host == term or host.endswith(f".{term}") for host in map(domain, filter(None, links)))


def _has_email(term: str, case: Case) -> bool:
    email = (case.comment.author_email or "").lower()
    return email == term.lower() or ("@" not in term.strip("@") and email.endswith("@" + term.lower().lstrip("@")))


def _is_in_network(term: str, case: Case) -> bool:
    return ip_address(case.origin.ip) in ip_network(term)


_MATCHERS = {"word": _has_word, "domain": _has_domain, "email": _has_email, "network": _is_in_network}

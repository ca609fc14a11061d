import re
from ipaddress import ip_address, ip_network

from models import BlockedTerm, Signal
from services.spam.case import Case
from services.text import plain


def examine(case: Case) -> Signal | None:
    """The site's own list: words, domains (with all below them), e-mail addresses, networks. A match decides."""
    terms = BlockedTerm.of(case.site.id)
    written = _written(case) if terms else ""
    matchers = _MATCHERS | {"word": lambda term, _: _word(term).search(written) is not None}
    for blocked in terms:
        if matchers[blocked.kind](blocked.term, case):
            return case.signal("blocklist", 1.0, 1.0, f"The blocklist names the {blocked.kind} “{blocked.term}”")
    return None


def _written(case: Case) -> str:
    """Everything that came with the comment and has words, without the differences that only hide a word."""
    comment = case.comment
    fields = (comment.source, comment.author_name, comment.author_email, comment.author_website, case.origin.user_agent)
    return plain.fold("\n".join(field or "" for field in fields))


def _word(term: str) -> re.Pattern[str]:
    """A whole word; but where a script sets no spaces between words, any place will do."""
    word = plain.fold(term)
    before = r"(?<!\w)" if _is_spaced(word[:1]) else ""
    after = r"(?!\w)" if _is_spaced(word[-1:]) else ""
    return re.compile(before + re.escape(word) + after)


def _is_spaced(letter: str) -> bool:
    return letter.isdecimal() or letter.lower() != letter.upper()


def _has_domain(term: str, case: Case) -> bool:
    return any(host == term or host.endswith(f".{term}") for host in case.hosts)


def _has_email(term: str, case: Case) -> bool:
    email = (case.comment.author_email or "").lower()
    return email == term.lower() or ("@" not in term.strip("@") and email.endswith("@" + term.lower().lstrip("@")))


def _is_in_network(term: str, case: Case) -> bool:
    return ip_address(case.origin.ip) in ip_network(term)


_MATCHERS = {"domain": _has_domain, "email": _has_email, "network": _is_in_network}

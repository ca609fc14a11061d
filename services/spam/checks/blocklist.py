import re
from collections.abc import Callable
from functools import cache
from ipaddress import ip_address, ip_network

from models import BlockedTerm, Sentence, Signal
from services.spam.case import Case
from services.text import plain

_NAMED = {
    "word": Sentence("The blocklist names the word “%(term)s”"),
    "domain": Sentence("The blocklist names the domain “%(term)s”"),
    "email": Sentence("The blocklist names the e-mail address “%(term)s”"),
    "network": Sentence("The blocklist names the network “%(term)s”"),
}


def examine(case: Case) -> Signal | None:
    """The site's own list: words, domains (with all below them), e-mail addresses, networks. A match decides: it is
    spam, or a moderator is to look at it, as the list says."""
    has = matcher(case)
    for kind, term, action in sorted(BlockedTerm.lines(case.site.id), key=lambda line: line.action != "spam"):
        if has(kind, term):
            return case.signal("blocklist", float(action == "spam"), 1.0, Sentence(_NAMED[kind], term=term))
    return None


def matcher(case: Case) -> Callable[[str, str], bool]:
    """Whether a comment has a term of some kind."""
    written = cache(lambda: _written(case))
    word: _Matcher = lambda term, _: _word(term).search(written()) is not None  # noqa: E731
    matchers = _MATCHERS | {"word": word}
    return lambda kind, term: matchers[kind](term, case)


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
    return bool(case.origin.ip) and ip_address(case.origin.ip) in ip_network(term)


_Matcher = Callable[[str, Case], bool]
_MATCHERS: dict[str, _Matcher] = {"domain": _has_domain, "email": _has_email, "network": _is_in_network}

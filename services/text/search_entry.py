"""What of a comment goes into the search index, and how it is written there.

Beside plain words there are marked ones, which nothing that is typed can produce: the words of the author's name, and
of the e-mail address the whole and its domain, each as a hash.
"""

import hashlib
from typing import NamedTuple

from .search_words import last_letters, words

_AUTHOR, _ADDRESS, _DOMAIN = "\ue001", "\ue002", "\ue003"
_APART = "."
"""Between two fields, so that no phrase reaches from one into the next."""


class Entry(NamedTuple):
    words: str
    people: str


def entry(source: str, name: str, email: str | None, website: str | None) -> Entry:
    said = words(source)
    named = words(name)
    marked = [_AUTHOR + word for word in named]
    for part in (named, marked, words(website or ""), last_letters(f"{source} {name}")):
        said += [_APART, *part] if part else []
    return Entry(f" {' '.join(said)} ", _people(email))


def author_words(name: str) -> list[str]:
    return [_AUTHOR + word for word in words(name)]


def address_word(email: str) -> str:
    return _ADDRESS + _hashed(email)


def domain_word(domain: str) -> str:
    return _DOMAIN + _hashed(domain)


def _people(email: str | None) -> str:
    if not email:
        return ""
    marked = [address_word(email), domain_word(email.rpartition("@")[2])]
    return f" {' '.join([*words(email), _APART, *marked])} "


def _hashed(said: str) -> str:
    return hashlib.sha256(said.strip().casefold().encode()).hexdigest()[:24]

"""What a web address is made of, in one spelling: the ground of links and of the addresses of pages.

The standard library's parser is not used: it repairs silently what browsers read in another way.
"""

import re
from ipaddress import IPv6Address
from typing import NamedTuple
from urllib.parse import quote

URL_MAX = 2_000

_HOST_MAX = 253
_PARTS = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:]+)(?::(\d{0,5}))?", re.IGNORECASE)
_NEVER = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "!$&'()*+,;=:@/%"
_DEFAULT_PORTS = {"http": "80", "https": "443"}


class NotAWebAddress(ValueError):
    """No absolute http or https address of at most 2,000 characters, or one that hides where it leads."""


class WebAddress(NamedTuple):
    scheme: str
    host: str
    port: str
    """Without its scheme's own port, which is empty, as are a query and a fragment that are not there."""
    path: str
    query: str
    fragment: str

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        return f"{self.host}:{self.port}" if self.port else self.host

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{self.origin}{self.path}{query}{fragment}"


def read(url: str) -> WebAddress:
    """The parts of an absolute http(s) address: host in lower case and ASCII, escapes in one spelling.

    Raises NotAWebAddress, also for a user name before the host and for a backslash that browsers take for a slash.
    """
    if len(url) > URL_MAX or _NEVER.search(url) or not (found := _PARTS.fullmatch(url)):
        raise NotAWebAddress(url)
    scheme, authority, path, query, fragment = (part or "" for part in found.groups())
    place = _AUTHORITY.fullmatch(authority)
    if "@" in authority or "\\" in authority + path or not place:
        raise NotAWebAddress(url)
    scheme, port = scheme.lower(), (place[2] or "").lstrip("0")
    port = "" if port == _DEFAULT_PORTS[scheme] else port
    parts = escaped(path), escaped(query, safe="?"), escaped(fragment, safe="?")
    return WebAddress(scheme, ascii_host(place[1]), port, *parts)


def escaped(text: str, *, safe: str = "") -> str:
    """`text` as it stands in a path, with what must be escaped and nothing that need not be. It must be Unicode."""
    return _ESCAPE.sub(_one_spelling, quote(text, safe=_PATH_SAFE + safe))


def ascii_host(host: str) -> str:
    """A host in lower case, its international labels as IDNA writes them. Raises NotAWebAddress."""
    if host.startswith("["):
        return f"[{_ipv6(host[1:-1])}]"
    if len(host) > _HOST_MAX:
        raise NotAWebAddress(host)
    labels = [_ascii_label(label) for label in _DOTS.split(host.removesuffix("."))]
    return ".".join(labels)


def _ascii_label(label: str) -> str:
    plain = label.lower() if label.isascii() else _idna(label)
    if not _LABEL.fullmatch(plain):
        raise NotAWebAddress(label)
    return plain


def _idna(label: str) -> str:
    # Imported when it is needed, which is seldom: its tables take long to load.
    import idna

    try:
        return idna.encode(label, uts46=True).decode("ascii")
    except UnicodeError:
        raise NotAWebAddress(label) from None


def _ipv6(host: str) -> str:
    try:
        return IPv6Address(host).compressed
    except ValueError:
        raise NotAWebAddress(host) from None


def _one_spelling(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return "%25"
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()

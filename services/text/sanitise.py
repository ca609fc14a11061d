"""The gates between what was written and what is shown, and the one place that knows bleach and nh3.

bleach gets no more releases and has faults that stay, so nothing may rest on it alone: it is fed our renderer's output
only, judges addresses by our own rule, and never makes links. nh3, an independent parser, holds to the same policy and
has the last word. The importers' HTML goes through `last_gate` alone.
"""

import html
import re
import threading
from functools import cache
from typing import TYPE_CHECKING

from .urls import URL_MAX

if TYPE_CHECKING:
    import bleach
    import nh3

TAGS = frozenset(
    {"p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
ATTRIBUTES = {"a": frozenset({"href"}), "ol": frozenset({"start"})}
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "nofollow ugc noopener"

# Browsers trim C0 controls and spaces from an address, and drop tabs and line ends inside, before they read its scheme.
_TRIMMED = "".join(map(chr, range(0x21)))
_DROPPED = re.compile(r"[\t\n\r]")
_ABSOLUTE = re.compile(r"(https?)://[^/\\?#\s]|(mailto):[^/\\?#\s]", re.IGNORECASE)

_of_this_thread = threading.local()


def sanitise(rendered: str) -> str:
    """HTML that may be shown, made of our renderer's output: nothing of it but the policy's tags and attributes."""
    return last_gate(first_gate(rendered))


def first_gate(rendered: str) -> str:
    """What bleach lets pass. Never fed what a reader typed as HTML: its time can grow with the cube of that."""
    return str(_bleach().clean(rendered))


def last_gate(markup: str) -> str:
    """What nh3 lets pass: any HTML may be given; links get their `rel`."""
    return _nh3().clean(markup)


def may_stay(tag: str, name: str, value: str) -> bool:
    """Our rule for an attribute. A link must be absolute, as a browser reads it, and a list may say where it starts."""
    if name not in ATTRIBUTES.get(tag, ()):
        return False
    if name == "start":
        return re.fullmatch(r"[0-9]{1,9}", value) is not None
    if len(value) > URL_MAX:
        return False
    found = _ABSOLUTE.match(_DROPPED.sub("", html.unescape(value).strip(_TRIMMED)))
    return found is not None and (found[1] or found[2]).lower() in SCHEMES


def _bleach() -> "bleach.Cleaner":
    # A bleach.Cleaner keeps its parser's state, so each thread has its own; importing it takes a tenth of a second.
    if not hasattr(_of_this_thread, "cleaner"):
        import bleach

        _of_this_thread.cleaner = bleach.Cleaner(tags=TAGS, attributes=may_stay, protocols=SCHEMES, strip=True)
    return _of_this_thread.cleaner


@cache
def _nh3() -> "nh3.Cleaner":
    import nh3

    return nh3.Cleaner(
        tags=TAGS,
        attributes={**ATTRIBUTES, "*": frozenset()},
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel=LINK_REL,
    )

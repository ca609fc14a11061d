"""The gates between what was written and what is shown, and the one place that knows bleach and nh3.

bleach gets no more releases and has faults that stay, so nothing may rest on it alone: it is fed our renderer's output
only, judges addresses by our own rule, and never makes links. nh3, an independent parser, holds to the same policy and
has the last word. The importers' HTML goes through `last_gate` alone.
"""

import html
import re
import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from .urls import URL_MAX

if TYPE_CHECKING:
    import bleach
    import nh3

TAGS = frozenset(
    {"p", "br", "strong", "em", "del", "code", "pre", "span", "blockquote", "ul", "ol", "li", "a", "hr"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
IMAGE_TAGS = TAGS | {"img"}
# An image is fetched when it comes into view, and its host is not told by whom it is shown.
IMAGE_ATTRIBUTES = {"loading": "lazy", "referrerpolicy": "no-referrer"}
ATTRIBUTES = {
    "a": frozenset({"href"}),
    "ol": frozenset({"start"}),
    "code": frozenset({"class"}),
    "span": frozenset({"class"}),
    "img": frozenset({"src", "alt", *IMAGE_ATTRIBUTES}),
}
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "nofollow ugc noopener"

# Browsers trim C0 controls and spaces from an address, and drop tabs and line ends inside, before they read its scheme.
_TRIMMED = "".join(map(chr, range(0x21)))
_DROPPED = re.compile(r"[\t\n\r]")
_ABSOLUTE = re.compile(r"(https?)://[^/\\?#\s]|(mailto):[^/\\?#\s]", re.IGNORECASE)

_IMAGE = re.compile(r"https://(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*(?:[/?#][!-~]*)?")
_START = re.compile(r"[0-9]{1,9}")
_LANGUAGE = re.compile(r"language-[a-z0-9+#-]{1,20}")

_of_this_thread = threading.local()


def sanitise(rendered: str, *, images: bool = False) -> str:
    """HTML that may be shown, made of our renderer's output: nothing of it but the policy's tags and attributes."""
    return last_gate(first_gate(rendered, images=images), images=images)


def first_gate(rendered: str, *, images: bool = False) -> str:
    """What bleach lets pass. Never fed what a reader typed as HTML: its time can grow with the cube of that."""
    return str(_bleach(images).clean(rendered))


def last_gate(markup: str, *, images: bool = False) -> str:
    """What nh3 lets pass: any HTML may be given; links get their `rel`, images their caution."""
    return _nh3(images).clean(markup)


def may_stay(tag: str, name: str, value: str) -> bool:
    """Our rule for an attribute: a link is absolute, as a browser reads it; an image comes from a named host by https;
    a class is one that colours code; a list may say where it starts."""
    return name in ATTRIBUTES.get(tag, ()) and _RULES[name](tag, value)


def _is_absolute(_: str, address: str) -> bool:
    if len(address) > URL_MAX:
        return False
    found = _ABSOLUTE.match(_DROPPED.sub("", html.unescape(address).strip(_TRIMMED)))
    return found is not None and (found[1] or found[2]).lower() in SCHEMES


def _is_image(_: str, address: str) -> bool:
    # A port or a number instead of a name would let comments knock at what stands in a reader's own network.
    return len(address) <= URL_MAX and _IMAGE.fullmatch(html.unescape(address)) is not None


def _colours(tag: str, name: str) -> bool:
    return _LANGUAGE.fullmatch(name) is not None if tag == "code" else name in _colour_names()


_RULES: dict[str, Callable[[str, str], bool]] = {
    "href": _is_absolute,
    "src": _is_image,
    "class": _colours,
    "start": lambda _, number: _START.fullmatch(number) is not None,
    "alt": lambda _, text: True,
    "loading": lambda _, value: value == IMAGE_ATTRIBUTES["loading"],
    "referrerpolicy": lambda _, value: value == IMAGE_ATTRIBUTES["referrerpolicy"],
}


@cache
def _colour_names() -> frozenset[str]:
    from pygments.token import STANDARD_TYPES

    return frozenset(STANDARD_TYPES.values()) - {""}


def _bleach(images: bool) -> "bleach.Cleaner":
    # A bleach.Cleaner keeps its parser's state, so each thread has its own; importing it takes a tenth of a second.
    kept = "with_images" if images else "without"
    if not hasattr(_of_this_thread, kept):
        import bleach

        tags = IMAGE_TAGS if images else TAGS
        setattr(_of_this_thread, kept, bleach.Cleaner(tags=tags, attributes=may_stay, protocols=SCHEMES, strip=True))
    cleaner: bleach.Cleaner = getattr(_of_this_thread, kept)
    return cleaner


@cache
def _nh3(images: bool) -> "nh3.Cleaner":
    import nh3

    tags = IMAGE_TAGS if images else TAGS
    return nh3.Cleaner(
        tags=tags,
        attributes={tag: names for tag, names in ATTRIBUTES.items() if tag in tags} | {"*": frozenset()},
        attribute_filter=_kept,
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel=LINK_REL,
        set_tag_attribute_values={"img": IMAGE_ATTRIBUTES} if images else {},
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    """What nh3 itself has no rule for. It judges links by its own."""
    return value if name in ("href", "rel") or may_stay(tag, name, value) else None

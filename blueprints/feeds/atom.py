"""Atom (RFC 4287), with what a comment answers (RFC 4685)."""

import re
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from .feed import Feed, Item

ATOM, THREADING, XML = (
    "http://www.w3.org/2005/Atom",
    "http://purl.org/syndication/thread/1.0",
    "http://www.w3.org/XML/1998/namespace",
)
NEVER_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

register_namespace("", ATOM)
register_namespace("thr", THREADING)


def write_atom(feed: Feed) -> bytes:
    root = Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _time(feed.updated))
    _link(root, "self", feed.at, "application/atom+xml")
    _link(root, "alternate", feed.home, "text/html")
    _text(root, "generator", "Chiosa")
    for item in feed.items:
        _entry(root, item)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(root: Element, item: Item) -> None:
    entry = SubElement(root, f"{{{ATOM}}}entry")
    _text(entry, "id", item.id)
    _text(entry, "title", item.title)
    _text(entry, "published", _time(item.created))
    _text(entry, "updated", _time(item.updated))
    _link(entry, "alternate", item.url, "text/html")
    author = SubElement(entry, f"{{{ATOM}}}author")
    _text(author, "name", item.name)
    if item.website:
        _text(author, "uri", item.website)
    ref, href = item.answers
    SubElement(entry, f"{{{THREADING}}}in-reply-to", {"ref": _clean(ref), "href": _clean(href), "type": "text/html"})
    _text(entry, "content", item.html).set("type", "html")


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = _clean(text)
    return element


def _link(parent: Element, rel: str, href: str, kind: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "type": kind, "href": _clean(href)})


def _clean(text: str) -> str:
    """Without the characters that no XML may hold, not even escaped."""
    return NEVER_IN_XML.sub("", text)


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")

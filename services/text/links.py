"""Links that people write: in a text, and as their own website."""

import html
import re
from dataclasses import dataclass

from .plain import clean
from .urls import URL_MAX, NotAWebAddress, ascii_host, escaped, read

# One pass over the text: what may stand in a link excludes what ends it, so nothing is read twice. Square brackets
# count only as a pair with a name or nothing between, as in ?tag[]=1, since in Markdown they end a link's text.
_LINK = re.compile(
    r"(?<![A-Za-z0-9])https?://(?=[^\W_])"
    r"(?:[^\s\x00-\x1f\x7f-\x9f<>\"“”„«»‹›`{}|\\^\[\]\u3001\u3002\u300a-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]"
    r"|\[\w*\])+",
    re.IGNORECASE,
)
_TRAILING = "?!.,:;*_~'’‘…"
_MAIL = re.compile(r"mailto:([^\s@:/?#\\]+@[^\s@:/?#\\]+)(\?[^\s#]*)?", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_ENTITY = re.compile(r"&(#?\w+);")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    url: str | None = None


def links_in(text: str) -> list[str]:
    """The http(s) links in a source text, in their order, each as often as it stands there.

    Markdown's escapes and entities are read as it reads them: h&#116;tp:// begins a link.
    """
    text = _ESCAPED.sub(lambda found: found[1] or html.unescape(found[0]), clean(text))
    return [text[start:end] for start, end in spans(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """Where links stand in `text`: (start, end), without the punctuation of the sentence around them."""
    return [(link.start(), link.start() + len(_trimmed(link[0]))) for link in _LINK.finditer(text)]


def pieces(text: str) -> list[Piece]:
    """A plain text in its order, its links apart: none of it is markup."""
    found, at = [], 0
    for start, end in spans(text):
        address = href(text[start:end])
        found += [Piece(text[at:start]), Piece(text[start:end], address)]
        at = end
    return [piece for piece in [*found, Piece(text[at:])] if piece.text]


def href(target: str) -> str | None:
    """The address that a link in a comment leads to: absolute http, https or mailto, in ASCII; None if it may not."""
    target = target.strip(" ")
    try:
        url = _mail_address(target) or str(read(target))
    except NotAWebAddress:
        return None
    # A semicolon after what looks like an entity would be read as one by those who decode twice, as bleach does.
    url = _ENTITY.sub(r"&\1%3B", url)
    return url if len(html.escape(url)) <= URL_MAX else None


def web_link(text: str) -> str | None:
    """An author's website as typed, made an absolute http(s) address; None if it can't be one.

    A missing scheme is taken to be https:// where a host name with a dot stands in front.
    """
    text = text.strip(" ")
    if re.search(r"\s|\\", text):
        return None
    has_scheme = _SCHEME.match(text)
    try:
        site = read(text if has_scheme else f"https://{text}")
    except NotAWebAddress:
        return None
    is_one = (has_scheme or _looks_like_a_name(site.host)) and len(str(site)) <= URL_MAX
    return str(site) if is_one else None


def domain(url: str) -> str:
    """The host of a link, in lower case and ASCII, without www.; "" for what is no web address."""
    try:
        host = read(url).host
    except NotAWebAddress:
        return ""
    return host.removeprefix("www.") if host.count(".") > 1 else host


def _trimmed(link: str) -> str:
    closers = link.count(")") - link.count("(")
    end = len(link)
    while end and (link[end - 1] in _TRAILING or (closers > 0 and link[end - 1] == ")")):
        closers -= link[end - 1] == ")"
        end -= 1
    return link[:end]


def _looks_like_a_name(host: str) -> bool:
    return "." in host and not host.rpartition(".")[2].isdecimal()


def _mail_address(target: str) -> str | None:
    found = _MAIL.fullmatch(target)
    if not found or len(target) > URL_MAX:
        return None
    name, _, host = found[1].rpartition("@")
    return f"mailto:{escaped(name)}@{ascii_host(host)}{escaped(found[2] or '', safe='?')}"

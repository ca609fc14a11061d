"""How our Markdown treats links. Each rule passes once over its text, since a reader may send any text."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import link as parsed_link
from markdown_it.token import Token
from markdown_it.utils import EnvType

from . import links, plain
from .sanitise import IMAGE_ATTRIBUTES, may_stay

# How many open brackets are looked through for the end of a link's text; each costs a run of [ that much more.
_BRACKETS_MAX = 6
_ENTITY = re.compile(r"&(#?\w+);+")


def link(state: StateInline, silent: bool) -> bool:
    if silent and state.level > _BRACKETS_MAX and state.src[state.pos] == "[":
        state.pos = state.posMax
        return True
    # What was no link as an image need not be searched to its end again: a run of ![ would take twice as long.
    return state.env.pop("no_link", None) != (state, state.pos) and parsed_link(state, silent)


def image_as_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("![", state.pos):
        return False
    state.pos += 1
    before = len(state.tokens)
    if parsed_link(state, silent):
        if not silent:
            _begin(state.tokens[before:]).meta["image"] = True
        return True
    state.env["no_link"] = (state, state.pos)
    state.pos -= 1
    return False


def _begin(tokens: Sequence[Token]) -> Token:
    """The link among what its parsing has added; before it stands at most the text that was waiting."""
    return next(token for token in tokens if token.type == "link_open")


def shown_links(state: StateCore) -> None:
    """Bare links become links, and those that are, show where they lead.

    An image is shown as one while `env["images"]` says how many more may be; else it stays a link.
    """
    for token in state.tokens:
        if token.children:
            token.children = list(_with_links(token.children, state.env))


def _with_links(tokens: Sequence[Token], env: EnvType) -> Iterator[Token]:
    rest = iter(tokens)
    for token in rest:
        if token.type == "link_open":
            yield from _whole_link(token, list(_inside(rest)), env)
        elif token.type == "text":
            yield from _bare_links(token.content)
        else:
            yield token


def _inside(rest: Iterator[Token]) -> Iterator[Token]:
    """What stands in a link, up to its end."""
    depth = 1
    for token in rest:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if depth == 0:
            return
        yield token


def _whole_link(opening: Token, inside: list[Token], env: EnvType) -> list[Token]:
    """The link with no link inside, with its address where nothing in it is seen, only what is in it where it leads
    nowhere; or the image that it is."""
    if image := _image(opening, inside, env):
        return [image]
    address = str(opening.attrs["href"])
    inside = list(_without_links(inside, env))
    if all(token.tag != "img" and plain.is_blank(token.content) for token in inside):
        inside.append(_text(address))
    return [opening, *inside, _closing()] if address else inside


def _without_links(tokens: Sequence[Token], env: EnvType) -> Iterator[Token]:
    rest = iter(tokens)
    for token in rest:
        if token.type != "link_open":
            yield token
            continue
        inside = list(_inside(rest))
        image = _image(token, inside, env)
        yield from [image] if image else _without_links(inside, env)


def _image(opening: Token, inside: Sequence[Token], env: EnvType) -> Token | None:
    address = opening.attrs["href"]
    if not (opening.meta.get("image") and env.get("images") and may_stay("img", "src", str(address))):
        return None
    env["images"] -= 1
    alt = "".join(" " if token.type in ("softbreak", "hardbreak") else token.content for token in inside)
    # A semicolon after what looks like an entity would be read as one by those who decode twice, as bleach does.
    return Token("shown_image", "img", 0, attrs={"src": address, "alt": _ENTITY.sub(r"&\1", alt), **IMAGE_ATTRIBUTES})


def _bare_links(text: str) -> Iterator[Token]:
    start = 0
    for begin, end in links.spans(text):
        if address := links.href(text[begin:end]):
            yield _text(text[start:begin])
            yield Token("link_open", "a", 1, attrs={"href": address})
            yield _text(text[begin:end])
            yield _closing()
            start = end
    yield _text(text[start:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _closing() -> Token:
    return Token("link_close", "a", -1)

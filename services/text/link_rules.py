"""How our Markdown treats links. Each rule passes once over its text, since a reader may send any text."""

from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import link as parsed_link
from markdown_it.token import Token

from . import links, plain

# How many open brackets are looked through for the end of a link's text; each costs a run of [ that much more.
_BRACKETS_MAX = 6


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
    if parsed_link(state, silent):
        return True
    state.env["no_link"] = (state, state.pos)
    state.pos -= 1
    return False


def shown_links(state: StateCore) -> None:
    """Bare links become links, and those that are, show where they lead."""
    for token in state.tokens:
        if token.children:
            token.children = list(_with_links(token.children))


def _with_links(tokens: Sequence[Token]) -> Iterator[Token]:
    rest = iter(tokens)
    for token in rest:
        if token.type == "link_open":
            yield from _whole_link(token, rest)
        elif token.type == "text":
            yield from _bare_links(token.content)
        else:
            yield token


def _whole_link(opening: Token, rest: Iterator[Token]) -> list[Token]:
    """The link up to its end: with no link inside, with its address where it has no text, only its text where it
    leads nowhere."""
    inside, depth = [], 1
    for token in rest:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if depth == 0:
            break
        if token.type not in ("link_open", "link_close"):
            inside.append(token)
    address = str(opening.attrs["href"])
    if all(plain.is_blank(token.content) for token in inside):
        inside.append(_text(address))
    return [opening, *inside, _closing()] if address else inside


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

"""Our Markdown: CommonMark with strikethrough and bare links; raw HTML and tables off; an image becomes a link.

Each rule here passes once over its text, since a reader may send any text: bare links are ours for that reason.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from . import links, plain


class Html(RendererHTML):
    """Escapes in text no more than it must, and gives code no class."""

    def text(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return escape(tokens[index].content, quote=False)

    def code_inline(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<code>{escape(tokens[index].content, quote=False)}</code>"

    def code_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<pre><code>{escape(tokens[index].content, quote=False)}</code></pre>\n"

    def fence(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return self.code_block(tokens, index)


class Markdown(MarkdownIt):
    """Reads and renders. A link that may not be followed stays as it was typed.

    What nests deeper than `nesting_max` elements may be dropped: whoever reads must look at `nesting` and refuse it.
    """

    def __init__(self, nesting_max: int) -> None:
        # The parser drops what stands deeper than its own limit; one more than ours, and no drop goes unseen.
        options = {"html": False, "breaks": True, "xhtmlOut": False, "maxNesting": nesting_max + 1}
        super().__init__("commonmark", options, renderer_cls=Html)
        self.enable("strikethrough").disable(["html_block", "html_inline"])
        self.inline.ruler.at("image", _image_as_link)
        self.inline.ruler.at("link", _link)
        self.core.ruler.push("adapt", _adapt)

    def normalizeLink(self, url: str) -> str:
        return links.href(url) or ""

    def normalizeLinkText(self, url: str) -> str:
        return url

    def validateLink(self, url: str) -> bool:
        return url != ""


def nesting(tokens: Sequence[Token]) -> int:
    """How deep its deepest element stands in the elements around it."""
    return max((token.level + 1 for token in every(tokens) if token.nesting == 1), default=0)


def elements(tokens: Sequence[Token]) -> int:
    """How many elements it will be as HTML."""
    return sum(token.nesting >= 0 and token.tag != "" and not token.hidden for token in every(tokens))


def every(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _image_as_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("![", state.pos):
        return False
    state.pos += 1
    if link(state, silent):
        return True
    state.env["no_link"] = (state, state.pos)
    state.pos -= 1
    return False


def _link(state: StateInline, silent: bool) -> bool:
    # What was no link as an image need not be searched to its end again: a run of ![ would take twice as long.
    return state.env.pop("no_link", None) != (state, state.pos) and link(state, silent)


def _adapt(state: StateCore) -> None:
    for token in state.tokens:
        if token.tag in _LOWERED:
            token.tag = _LOWERED[token.tag]
        if token.children:
            token.children = list(_adapted(token.children, token.level))


# A comment's headings stand below those of the page and of the discussion.
_LOWERED = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "s": "del"}


def _adapted(tokens: Sequence[Token], level: int) -> Iterator[Token]:
    """Bare links become links; a link inside a link or to nowhere is none; one without text shows its address."""
    open_links: list[Token | None] = []
    is_empty = False
    for token in tokens:
        token.level += level
        token.tag = _LOWERED.get(token.tag, token.tag)
        if token.type == "link_open":
            is_link = bool(token.attrs.get("href")) and not any(open_links)
            open_links.append(token if is_link else None)
            is_empty = is_empty or is_link
            if is_link:
                yield token
        elif token.type == "link_close":
            if opened := open_links.pop():
                if is_empty:
                    yield _text(str(opened.attrs["href"]))
                is_empty = False
                yield token
        else:
            is_empty = is_empty and plain.is_blank(token.content)
            yield from [token] if token.type != "text" or any(open_links) else _with_links(token)


def _with_links(text: Token) -> Iterator[Token]:
    start = 0
    for begin, end in links.spans(text.content):
        if target := links.href(text.content[begin:end]):
            yield _text(text.content[start:begin])
            yield Token("link_open", "a", 1, attrs={"href": target}, level=text.level)
            yield _text(text.content[begin:end])
            yield Token("link_close", "a", -1, level=text.level)
            start = end
    yield _text(text.content[start:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)

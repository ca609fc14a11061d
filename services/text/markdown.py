"""Our Markdown: CommonMark with strikethrough and bare links; raw HTML and tables off; an image is mostly a link."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import accumulate, starmap
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from . import link_rules, links

_TAGS = {"code_inline": 2, "code_block": 4, "fence": 4}
_LANGUAGE = re.compile(r"[\w+#.-]{0,20}")

# A comment's headings stand below those of the page and of the discussion.
_SHOWN_AS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "s": "del"}


class Html(RendererHTML):
    """Escapes in text no more than it must, and gives code no class but those of its colours."""

    def text(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return escape(tokens[index].content, quote=False)

    def code_inline(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<code>{escape(tokens[index].content, quote=False)}</code>"

    def code_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<pre><code>{escape(tokens[index].content, quote=False)}</code></pre>\n"

    def fence(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        # People begin a fence in the middle of what they say, and what stands beside it would not be seen.
        if language := tokens[index].meta.get("language"):
            pieces = "".join(starmap(_coloured, tokens[index].meta["pieces"]))
            return f'<pre><code class="language-{language}">{pieces}</code></pre>\n'
        beside = tokens[index].info.strip()
        line = "" if _LANGUAGE.fullmatch(beside) else f"{beside}\n"
        return f"<pre><code>{escape(line + tokens[index].content, quote=False)}</code></pre>\n"


def _coloured(colour: str, text: str) -> str:
    shown = escape(text, quote=False)
    return f'<span class="{colour}">{shown}</span>' if colour else shown


class Markdown(MarkdownIt):
    """Reads and renders. A link that may not be followed stays as it was typed; an image becomes a link, but for as
    many as `env["images"]` says.

    What nests deeper than `nesting_max` elements may be dropped: whoever reads must look at `nesting` and refuse it.
    """

    def __init__(self, nesting_max: int) -> None:
        # The parser drops what stands deeper than its own limit; one more than ours, and no drop goes unseen.
        options = {"html": False, "breaks": True, "xhtmlOut": False, "maxNesting": nesting_max + 1}
        super().__init__("commonmark", options, renderer_cls=Html)
        self.enable("strikethrough").disable(["html_block", "html_inline"])
        self.inline.ruler.at("link", link_rules.link)
        self.inline.ruler.at("image", link_rules.image_as_link)
        self.core.ruler.push("shown_links", link_rules.shown_links)
        self.core.ruler.push("shown_tags", _shown_tags)

    def normalizeLink(self, url: str) -> str:
        return links.href(url) or ""

    def normalizeLinkText(self, url: str) -> str:
        return url

    def validateLink(self, url: str) -> bool:
        return url != ""


def nesting(tokens: Sequence[Token]) -> int:
    """How deep its deepest element stands in the elements around it."""
    return max(accumulate(token.nesting for token in _every(tokens) if not token.hidden), default=0)


def tags(tokens: Sequence[Token]) -> int:
    """How many tags it will be as HTML; each costs time."""
    return sum(_TAGS.get(token.type, 1) for token in _every(tokens) if token.tag and not token.hidden)


def _shown_tags(state: StateCore) -> None:
    for token in _every(state.tokens):
        token.tag = _SHOWN_AS.get(token.tag, token.tag)


def _every(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()

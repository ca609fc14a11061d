"""Code in colours: what each piece of it is, told by the class names that Pygments gives.

Its readers are regular expressions that other people wrote, some of them quadratic; a reader of comments may send any
text. So only code in the form that people write is read, and only for as long as a comment may take. All other code
stays as it is, in one colour.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from time import thread_time
from typing import TYPE_CHECKING

from markdown_it.token import Token

from .languages import language, lexer

if TYPE_CHECKING:
    from pygments.token import _TokenType

CODE_MAX = 5_000
"""Characters of a comment's code that are coloured."""
SPANS_MAX = 1_500
SECONDS_MAX = 0.1

Piece = tuple[str, str]
"""A class name, which is empty where no colour is needed, and a text."""

# What no formatter of code writes, and what makes a regular expression look far ahead again and again.
_UNUSUAL = re.compile(r"^.{301}|(?<!\s)\s{101}|(?<!\n)\n{21}", re.MULTILINE)
# Names, signs, white space and what could not be read look as they are; each span would cost time and bytes.
_PLAIN = frozenset({"", "n", "nx", "p", "pm", "w", "o", "x", "err", "esc", "g", "go", "l", "ld"})


def highlight(tokens: Sequence[Token], tags_left: int) -> None:
    """Give fences in a known language their pieces (`meta`), while the comment's budget of time and tags lasts."""
    budget = Budget(min(SPANS_MAX, tags_left // 2))
    for token in tokens:
        name = language(token.info.strip()) if token.type == "fence" else None
        if name and (pieces := budget.spent_on(name, token.content)):
            token.meta = {"language": name, "pieces": pieces}


class Budget:
    """What colouring one comment may still cost."""

    def __init__(self, spans: int) -> None:
        self.spans = spans
        self.characters = CODE_MAX
        self.seconds = SECONDS_MAX

    def spent_on(self, name: str, code: str) -> list[Piece] | None:
        """The pieces of `code`; None if they cost more than is left."""
        if len(code) > self.characters or _UNUSUAL.search(code):
            return None
        reader = lexer(name)
        began = thread_time()
        pieces = _pieces(reader.get_tokens(code), began + self.seconds)
        spans = sum(colour != "" for colour, _ in pieces)
        self.characters -= len(code)
        self.seconds -= thread_time() - began
        if spans > self.spans or "".join(text for _, text in pieces) != code:
            return None
        self.spans -= spans
        return pieces


def _pieces(tokens: Iterable[tuple["_TokenType", str]], end: float) -> list[Piece]:
    """Neighbours of one colour are one piece. It stops when this thread has worked until `end`."""
    pieces = [("", "")]
    for kind, text in tokens:
        if thread_time() > end:
            break
        colour, before = pieces[-1]
        if (own := _colour(kind)) == colour:
            pieces[-1] = (colour, before + text)
        else:
            pieces.append((own, text))
    return pieces


@cache
def _colour(kind: "_TokenType") -> str:
    from pygments.token import STANDARD_TYPES

    while kind not in STANDARD_TYPES:
        kind = kind.parent
    name = STANDARD_TYPES[kind]
    return "" if name in _PLAIN else name

"""What a reader typed, as it is shown: Markdown, then both gates."""

import html
import re
from functools import cache
from typing import TYPE_CHECKING

from . import plain
from .sanitise import sanitise

if TYPE_CHECKING:
    from .markdown import Markdown

NESTING_MAX = 20
TAGS_MAX = 6_000
IMAGES_MAX = 20

_TAG = re.compile(r"<[^>]*>")


class TooDeep(ValueError):
    """Its markup nests deeper than 20 elements, or becomes more than 6,000 tags: no person writes so."""


def render(source: str, images: bool = False) -> str:
    """Safe HTML of a comment's source. It is "" where the source holds nothing but white space and controls.

    With `images`, up to 20 of them are shown, from https addresses only; any other becomes a link.
    Raises TooDeep: what is nested deeper would be lost, and more tags would take seconds to sanitise.
    """
    from . import highlight, markdown

    reader = _markdown()
    tokens = reader.parse(plain.clean(source), {"images": IMAGES_MAX if images else 0})
    tags_left = TAGS_MAX - markdown.tags(tokens)
    if markdown.nesting(tokens) > NESTING_MAX or tags_left < 0:
        raise TooDeep("The markup nests too deeply, or there is too much of it.")
    highlight.highlight(tokens, tags_left)
    rendered: str = reader.renderer.render(tokens, reader.options, {})
    # Entities such as &#x202e; are characters only now.
    return sanitise(plain.without_hidden(rendered), images=images)


def shows_nothing(rendered: str) -> bool:
    """Whether a reader would see neither text nor image in what `render` returned."""
    return "<img " not in rendered and plain.is_blank(html.unescape(_TAG.sub("", rendered)))


@cache
def _markdown() -> "Markdown":
    # Imported by the first who renders: it takes as long to load as all the rest of a command.
    from .markdown import Markdown

    return Markdown(NESTING_MAX)

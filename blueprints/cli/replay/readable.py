"""Whether what a reader sees still holds all that was typed. It knows nothing of how the text was rendered."""

import re
import unicodedata
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

_SAYS_NOTHING = re.compile(r"[\s!-/:-@\[-`{-~]+")
_ITEM_NUMBER = re.compile(r"^[\s>*+-]*\d{1,9}[.)]\s", re.MULTILINE)
_ENTITY = re.compile(r"&#?\w+;")
_JOINERS = "\u200c\u200d"


def first_loss(source: str, html: str) -> str | None:
    """The rest of the source from the first letter on that its HTML doesn't show in its place; None if it shows all.

    A letter is all but white space, ASCII punctuation (Markdown's) and what is invisible alone: emoji, their joiners
    and combining marks are letters. What Markdown gives another form counts as shown: an entity as its character, a
    link's target; the items of a list it numbers itself.
    """
    shown = iter(_letters(_Shown.text_of(html)))
    typed = _letters(_ENTITY.sub(lambda entity: unescape(entity[0]), _ITEM_NUMBER.sub("", source)))
    for place, letter in enumerate(typed):
        if letter not in shown:
            return typed[place:]
    return None


def _letters(text: str) -> str:
    said = _SAYS_NOTHING.sub("", text)
    return unicodedata.normalize("NFD", "".join(filter(_is_visible, said)))


def _is_visible(letter: str) -> bool:
    return letter in _JOINERS or unicodedata.category(letter) not in ("Cc", "Cf", "Cn")


class _Shown(HTMLParser):
    """Text nodes, and behind each link's text its target, as it stands and without escapes."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.target = ""

    @classmethod
    def text_of(cls, html: str) -> str:
        shown = cls()
        shown.feed(html)
        shown.close()
        return "".join(shown.parts)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.target = dict(attributes).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.parts += (self.target, unquote(self.target))

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

"""What the filter looks at, as moderators are told it; the names of families and members themselves are hashed."""

from models.sentence import Sentence
from services.spam.learning.families import SHAPE

_FAMILIES = {
    "the word part": Sentence("the word part “%(what)s”"),
    "the word": Sentence("the word “%(what)s”"),
    "the sign": Sentence("the sign “%(what)s”"),
    "the broken word": Sentence("the broken word “%(what)s”"),
    "a link to": Sentence("a link to %(what)s"),
    "the name's part": Sentence("the part “%(what)s” of the name"),
    "an address at": Sentence("an e-mail address at %(what)s"),
    "the language": Sentence("the language “%(what)s”"),
}
_SHAPES = {
    "characters": Sentence("its length in characters (%(count)s)"),
    "words": Sentence("its length in words (%(count)s)"),
    "lines": Sentence("its lines (%(count)s)"),
    "digits": Sentence("its digits (%(count)s)"),
    "exclamation marks": Sentence("its exclamation marks (%(count)s)"),
    "words in capitals": Sentence("its words in capitals (%(count)s)"),
    "styled letters": Sentence("its styled letters (%(count)s)"),
    "pictures": Sentence("its emoji and pictures (%(count)s)"),
    "capitals": Sentence("its share of capitals (%(count)s)"),
    "digits among the letters": Sentence("its share of digits (%(count)s)"),
    "letters beyond ASCII": Sentence("its share of letters beyond ASCII (%(count)s)"),
    "different words": Sentence("its share of different words (%(count)s)"),
    "links": Sentence("its links (%(count)s)"),
    "question marks": Sentence("its question marks (%(count)s)"),
    "@": Sentence("its signs @ (%(count)s)"),
    "#": Sentence("its signs # (%(count)s)"),
    "markup": Sentence("its markup (%(count)s)"),
    "phone numbers": Sentence("its telephone numbers (%(count)s)"),
    "sums of money": Sentence("its sums of money (%(count)s)"),
    "repeated letters": Sentence("its repeated letters (%(count)s)"),
    "mixed scripts": Sentence("its words of mixed scripts (%(count)s)"),
    "words with numbers": Sentence("its words with numbers (%(count)s)"),
    "words of advertising": Sentence("its words of advertising (%(count)s)"),
    "letters in a word": Sentence("the length of its words (%(count)s)"),
}
_BEGINS = Sentence("the kind of its first character (%(kind)s)")
_ENDS = Sentence("the kind of its last character (%(kind)s)")


def in_words(family: str, member: str) -> Sentence:
    return _of_shape(member) if family == SHAPE else Sentence(_FAMILIES[family], what=member.strip())


def _of_shape(member: str) -> Sentence:
    name, _, count = member.rpartition(": ")
    if name:
        return Sentence(_SHAPES[name], count=count.replace(" or more", "+"))
    return Sentence(_BEGINS if member.startswith("begins") else _ENDS, kind=member.rpartition(" ")[2])

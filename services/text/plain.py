"""Text as people type it, before anything is made of it.

Two kinds of invisible characters are told apart. *Hidden* ones only serve to hide or to reorder what others read, and
are removed. *Ignorable* ones have work to do (joiners in emoji and in Persian, marks of direction in Hebrew, soft
hyphens, word breaks in Khmer) and stay, but make no difference where two texts are compared.
"""

import hashlib
import re
import unicodedata

_MARKS_MAX = 30
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_TOO_MANY_MARKS = re.compile(rb"(?<=[^\0]{%d})[^\0]+" % _MARKS_MAX)

# A flag such as Scotland's is spelled with tag characters, which elsewhere smuggle text that nobody sees.
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_HIDDEN = re.compile(
    f"({_FLAG})|"
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls
    "\u202a-\u202e\u2066-\u2069"  # reordering of what stands beside it
    "\u2060-\u2065\u206a-\u206f\ufeff"  # joiners of words, mathematics, controls of old
    "\ufff9-\ufffb\ufffe\uffff"  # annotations, and what is no character
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"  # shorthand, notes, tags
)
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)


# The quotes, dashes and dots of Windows-1252, which a wrong decoding left as C1 controls.
_MISREAD = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def clean(text: str) -> str:
    """`text` in Unicode's form NFC, lines ended by \\n, without what only hides or reorders text.

    More than 30 combining marks on one letter are cut: no script needs them, and putting them in order would cost
    the square of their number. What is no Unicode (a lone surrogate) becomes U+FFFD. A C1 control that stands for a
    quote, dash or dot of Windows-1252 becomes that; the others go.
    """
    if text.isascii():
        return without_hidden(_LINE_ENDS.sub("\n", text))
    text = _SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text)).translate(_MISREAD)
    return unicodedata.normalize("NFC", without_hidden(text))


def without_hidden(text: str) -> str:
    """`text` without hidden characters and too many marks, its form and its lines as they were.

    It may be given HTML. `clean` may not: in NFC a > and a following U+0338 are one character.
    """
    if text.isascii() and not _CONTROLS.search(text):
        return text
    return _with_bounded_marks(_HIDDEN.sub(lambda found: found[1] or "", text))


def one_line(text: str) -> str:
    """A name or a title: `clean`, with each run of white space made one space, and trimmed."""
    return " ".join(clean(text).split())


def has_controls(text: str) -> bool:
    """Whether it holds a control character other than tab and line ends. C1 controls do not count: they are found in
    honest text that was decoded wrongly, and are only removed."""
    return _CONTROLS.search(text) is not None


def is_unicode(text: str) -> bool:
    """Whether it can be written as UTF-8: False for a lone surrogate."""
    return _SURROGATES.search(text) is None


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen, however many characters it has."""
    return not fold(text).strip("\u2800 ")


def fold(text: str) -> str:
    """`text` for comparison only: no difference of case, width, style, white space or invisible characters is left."""
    if text.isascii():
        return " ".join(clean(text).lower().split())
    folded = unicodedata.normalize("NFKC", clean(text)).casefold()
    return " ".join(_IGNORABLE.sub("", unicodedata.normalize("NFKC", folded)).split())


def fingerprint(text: str) -> str:
    """SHA-256 in hexadecimal of the folded text: equal for texts that a reader would call the same."""
    return hashlib.sha256(fold(text).encode()).hexdigest()


def _with_bounded_marks(text: str) -> str:
    classes = bytes(map(unicodedata.combining, text))
    start, kept = 0, []
    for run in _TOO_MANY_MARKS.finditer(classes):
        kept.append(text[start : run.start()])
        start = run.end()
    return "".join(kept) + text[start:]

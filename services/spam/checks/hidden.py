import re

from models import Sentence, Signal
from services.spam.case import Case

# Between two letters of an alphabet that joins none. Persian, Indic and emoji need joiners; Khmer and Thai have
# breaks between words; a soft hyphen is what a good typesetter leaves.
_ALPHABET = "A-Za-zÀ-ÖØ-öø-ɏͰ-Ͽἀ-῿Ѐ-ԯḀ-ỿ"
_INSIDE = re.compile(f"(?<=[{_ALPHABET}])[\u200b-\u200f\u2060-\u2064\ufeff\u034f\u180e\u3164]+(?=[{_ALPHABET}])")
_REVERSED = re.compile("\u202e")
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")

FEW, MANY = 2, 5
"""One alone is often pasted along with a page's text."""


def examine(case: Case) -> Signal | None:
    """Characters that nobody sees, where no script has a use for them: they hide words from filters.

    The marks of direction around a telephone number that somebody pasted do not count, nor do joiners in emoji.
    """
    written = f"{case.comment.author_name}\n{case.comment.source}"
    if written.isascii():
        return None
    if _TAGS.search(_FLAG.sub("", written)):
        tags = Sentence("It holds a text in invisible tag characters, which people cannot type")
        return case.signal("hidden", 1.0, 0.7, tags)
    if _REVERSED.search(written):
        backwards = Sentence("It makes text run backwards, so that it reads as another")
        return case.signal("hidden", 1.0, 0.5, backwards)
    count = sum(1 for _ in _INSIDE.finditer(written))
    if count < FEW:
        return None
    reason = Sentence("Words with invisible characters inside: %(count)s", count=count)
    return case.signal("hidden", 1.0, 0.6 if count >= MANY else 0.35, reason)

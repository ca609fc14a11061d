import re

from models import Sentence, Signal
from services.spam.case import Case

# The alphabets of mathematics, and letters in circles and squares: read as Latin, found by no search.
_STYLED = re.compile("[\u24b6-\u24e9\U0001d400-\U0001d7ff\U0001f130-\U0001f189]")
FEW, MANY = 6, 30


def examine(case: Case) -> Signal | None:
    """Words in letters that are made for formulas, which look bold or written by hand."""
    written = f"{case.comment.author_name}\n{case.comment.source}"
    count = 0 if written.isascii() else len(_STYLED.findall(written))
    if count < FEW:
        return None
    reason = Sentence("Letters made for formulas, which filters do not read as words: %(count)s", count=count)
    return case.signal("styled", 1.0, 0.45 if count >= MANY else 0.35, reason)

from models import Sentence, Signal
from services.spam.case import Case


def examine(case: Case) -> Signal | None:
    """Something stands in the field that people neither see nor hear.

    Not quite certain: a browser's autofill may have done it, so Akismet's "wanted" brings it back to a moderator.
    """
    if not case.origin.trap_content:
        return None
    reason = Sentence("The hidden trap field was filled in, which programs do and people cannot")
    return case.signal("trap", 1.0, 0.9, reason)

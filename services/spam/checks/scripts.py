from models import Sentence, Signal
from services.spam.case import Case
from services.text.scripts import disguised_words

MANY = 3


def examine(case: Case) -> Signal | None:
    """Letters of one script stand in words of another that they look like.

    Weak: people who write two languages hit the wrong key, too.
    """
    comment = case.comment
    words = disguised_words(f"{comment.author_name}\n{comment.source}")
    if not words:
        return None
    certainty = 0.4 if len(words) >= MANY else 0.25
    return case.signal("scripts", 1.0, certainty, _reason(words[0][:40], len(words) - 1))


def _reason(word: str, more: int) -> Sentence:
    if not more:
        return Sentence("Letters of another script hide in “%(word)s”", word=word)
    return Sentence("Letters of another script hide in “%(word)s”; more such words: %(more)s", word=word, more=more)

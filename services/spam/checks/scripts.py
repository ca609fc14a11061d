from models import Signal
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
    reason = f"Letters of another script hide in “{words[0][:40]}”"
    more = len(words) - 1
    reason += f" and {more} more words" if more > 1 else " and one more word" if more else ""
    return case.signal("scripts", 1.0, 0.4 if len(words) >= MANY else 0.25, reason)

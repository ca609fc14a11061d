from models import Sentence, Signal
from services.spam.case import Case
from services.spam.copies import Copy, copies

_BY_OTHERS = (0.3, 0.4, 0.5)
_WAS_SPAM = Sentence("The same text was spam before on this site")
_WAS_NEARLY_SPAM = Sentence("Nearly the same text was spam before on this site")


def examine(case: Case) -> Signal | None:
    """The same text or nearly, not a short one such as "Thank you!", stood on the site in the last five weeks."""
    found = copies(case.comment)
    spam = [copy for copy in found if copy.status == "spam"]
    let_through = sum(copy.status == "published" for copy in found)
    if spam and len(spam) >= let_through:
        is_same = any(copy.is_exact for copy in spam)
        return case.signal("repetition", 1.0, 0.85, _WAS_SPAM if is_same else _WAS_NEARLY_SPAM)
    return _by_others(case, found) or _by_themselves(case, found)


def _by_others(case: Case, found: list[Copy]) -> Signal | None:
    by_others = [copy for copy in found if copy.person_id != case.person.id]
    if not by_others:
        return None
    if same := sum(copy.is_exact for copy in by_others):
        reason = Sentence("Comments of others with the same text: %(count)s", count=same)
        return case.signal("repetition", 1.0, 0.5, reason)
    certainty = _BY_OTHERS[min(len(by_others), len(_BY_OTHERS)) - 1]
    reason = Sentence("Comments of others with nearly the same text: %(count)s", count=len(by_others))
    return case.signal("repetition", 1.0, certainty, reason)


def _by_themselves(case: Case, found: list[Copy]) -> Signal | None:
    """Under one page people mend and repeat what they say; under many pages only few have reason to."""
    if not found:
        return None
    elsewhere = [copy for copy in found if copy.thread_id != case.thread.id]
    if not elsewhere:
        here = Sentence("Its author has said nearly the same in this discussion")
        return case.signal("repetition", 1.0, 0.2, here)
    if any(copy.is_exact for copy in elsewhere):
        return case.signal("repetition", 1.0, 0.5, Sentence("Its author has said the same under another page"))
    return case.signal("repetition", 1.0, 0.3, Sentence("Its author has said nearly the same under another page"))

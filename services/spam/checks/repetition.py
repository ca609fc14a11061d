from models import Signal
from services.spam.case import Case
from services.spam.copies import Copy, copies

_BY_OTHERS = (0.3, 0.4, 0.5)


def examine(case: Case) -> Signal | None:
    """The same text or nearly, not a short one such as "Thank you!", stood on the site in the last five weeks."""
    found = copies(case.comment)
    spam = [copy for copy in found if copy.status == "spam"]
    let_through = sum(copy.status == "published" for copy in found)
    if spam and len(spam) >= let_through:
        same = "The same text" if any(copy.is_exact for copy in spam) else "Nearly the same text"
        return case.signal("repetition", 1.0, 0.85, f"{same} was spam before on this site")
    return _by_others(case, found) or _by_themselves(case, found)


def _by_others(case: Case, found: list[Copy]) -> Signal | None:
    by_others = [copy for copy in found if copy.person_id != case.person.id]
    if not by_others:
        return None
    if same := sum(copy.is_exact for copy in by_others):
        return case.signal("repetition", 1.0, 0.5, f"Others have sent the same text, {_times(same)} on this site")
    certainty = _BY_OTHERS[min(len(by_others), len(_BY_OTHERS)) - 1]
    reason = f"Others have sent nearly the same text, {_times(len(by_others))} on this site"
    return case.signal("repetition", 1.0, certainty, reason)


def _by_themselves(case: Case, found: list[Copy]) -> Signal | None:
    """Under one page people mend and repeat what they say; under many pages only few have reason to."""
    if not found:
        return None
    elsewhere = [copy for copy in found if copy.thread_id != case.thread.id]
    if not elsewhere:
        return case.signal("repetition", 1.0, 0.2, "Its author has said nearly the same in this discussion")
    is_same = any(copy.is_exact for copy in elsewhere)
    same = "the same" if is_same else "nearly the same"
    return case.signal("repetition", 1.0, 0.5 if is_same else 0.3, f"Its author has said {same} under another page")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"

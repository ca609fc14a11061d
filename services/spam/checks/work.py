from models import Sentence, Signal
from services.spam import work
from services.spam.case import Case

_REASONS: dict[work.State, str] = {
    "missing": Sentence("The sender's browser did not do the work that is asked of people whom nobody knows"),
    "wrong": Sentence("The proof of work that came with it is wrong, or was made for another form"),
    "late": Sentence("The proof of work that came with it is too old"),
    "misanswered": Sentence("The site's question was answered wrongly"),
    "unproven": Sentence("It was sent from the page without a script, where the site asks no question"),
}


def examine(case: Case) -> Signal | None:
    """No proof of work came with it. Who opened no form had none to do, which is told by the check of haste."""
    if case.form_age is None or case.work == "done" or not work.is_asked(case.site, case.person):
        return None
    return case.signal("work", 1.0, 0.5, _REASONS[case.work])

from models import Sentence, Signal
from services.spam.case import Case


def examine(case: Case) -> Signal | None:
    """The comment came faster than a person types, or its form was never opened."""
    if case.form_age is None:
        return case.signal("haste", 1.0, 0.5, Sentence("It was sent without opening the comment form"))
    if case.form_age < case.site.form_wait:
        told = {"seconds": int(case.form_age), "least": case.site.form_wait}
        reason = Sentence("Seconds from opening the form to sending it: %(seconds)s; people need %(least)s", **told)
        return case.signal("haste", 1.0, 0.5, reason)
    return None

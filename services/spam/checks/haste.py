from models import Signal
from services.spam.case import Case


def examine(case: Case) -> Signal | None:
    """The comment came faster than a person types, or its form was never opened."""
    if case.form_age is None:
        return case.signal("haste", 1.0, 0.5, "It was sent without opening the comment form")
    if case.form_age < case.site.form_wait:
        reason = f"It was sent {case.form_age:.0f} seconds after the form was opened; people need {case.site.form_wait}"
        return case.signal("haste", 1.0, 0.5, reason)
    return None

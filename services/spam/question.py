"""The site's own question, for readers whose browser runs no script: its right answer is as good as the work."""

from models import Site
from services.spam.work import State
from services.text.plain import fold


def is_set(site: Site) -> bool:
    """A question without an answer is none."""
    return bool(site.question and site.answers)


def judge_answer(site: Site, answer: str) -> State:
    """One of the site's answers, whatever its case, width and spaces."""
    if not is_set(site):
        return "unproven"
    right = {fold(line) for line in (site.answers or "").splitlines()}
    return "done" if fold(answer) in right else "misanswered"

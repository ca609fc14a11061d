from models import Sentence, Signal
from services.spam.case import Case

CERTAINTY = 0.5


def examine(case: Case) -> Signal | None:
    """More links than the site lets pass."""
    count, most = len(case.links), case.site.links_max
    if count <= most:
        return None
    reason = Sentence("Links in it: %(count)s; the site lets %(most)s pass", count=count, most=most)
    return case.signal("links", 1.0, CERTAINTY, reason)

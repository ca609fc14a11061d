from models import Signal
from services.spam.case import Case

CERTAINTY = 0.5


def examine(case: Case) -> Signal | None:
    """More links than the site lets pass."""
    count, most = len(case.links), case.site.links_max
    if count <= most:
        return None
    return case.signal("links", 1.0, CERTAINTY, f"It holds {count} links; the site lets {most} pass")

from models import Signal
from services.spam.case import Case


def examine(case: Case) -> Signal | None:
    """More links than the site lets pass."""
    count = len(case.links)
    if count <= case.site.links_max:
        return None
    return case.signal("links", 1.0, 0.5, f"It holds {count} links; the site lets {case.site.links_max} pass")

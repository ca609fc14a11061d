from models import Sentence, Signal
from services.spam.case import Case

_SAYINGS = {
    ("network",): (0.1, Sentence("Its form was opened from another network")),
    ("browser",): (0.3, Sentence("Its form was opened from another browser")),
    ("browser", "network"): (0.45, Sentence("Its form was opened from another browser and another network")),
}


def examine(case: Case) -> Signal | None:
    """The form comes back from elsewhere than it went: people change their network, programs share forms out."""
    if not case.moved:
        return None
    return case.signal("moved", 1.0, *_SAYINGS[case.moved])

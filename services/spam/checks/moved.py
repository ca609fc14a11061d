from models import Signal
from services.spam.case import Case

_WEIGHTS = {("network",): 0.1, ("browser",): 0.3, ("browser", "network"): 0.45}


def examine(case: Case) -> Signal | None:
    """The form comes back from elsewhere than it went: people change their network, programs share forms out."""
    if not case.moved:
        return None
    others = " and ".join(f"another {what}" for what in case.moved)
    return case.signal("moved", 1.0, _WEIGHTS[case.moved], f"Its form was opened from {others}")

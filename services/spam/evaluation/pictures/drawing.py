"""The findings as SVG pictures, readable on a light and on a dark page, and by a screen reader."""

from collections.abc import Iterator

from services.spam.evaluation.findings import Findings

from .characteristics import characteristics
from .learning_curves import learning_curves
from .trust import trust

HELD_OUT = "Trained on one set, judged on another."
ALONG = "Each comment judged before its label was learnt, from an empty filter on."


def draw(findings: Findings) -> Iterator[tuple[str, str]]:
    """Each picture's file name and its text. The other two are of held-out comments where such were judged."""
    if findings.along:
        yield "learning-curve.svg", learning_curves(findings.along)
    is_held_out = bool(findings.before)
    sites = [(each.name, each.judged) for each in (findings.before or findings.along)]
    told = HELD_OUT if is_held_out else ALONG
    yield "roc.svg", characteristics(sites, told)
    yield "reliability.svg", trust(sites, told)

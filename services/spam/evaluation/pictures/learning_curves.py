from collections.abc import Sequence

from services.drawing.axis import Axis, percents
from services.spam.evaluation.learnt_along import LearntAlong

from .plot import Plot, look_of

TICKS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


def learning_curves(sites: Sequence[LearntAlong]) -> str:
    """How the share of wrong judgements falls as a site's decisions grow."""
    curves = [site.curve for site in sites]
    longest = max(20, *(curve[-1][0] for curve in curves))
    worst = max(wrong for curve in curves for _, wrong in curve)
    ticks = [(tick, f"{tick:,}") for tick in TICKS if tick <= longest]
    across = Axis("comments so far (logarithmic)", 10, longest, ticks, is_logarithmic=True)
    up = percents("judged wrongly, of all so far", min(100, 10 * (1 + int(worst * 10))), 10)
    plot = Plot("Learning curve", _told(sites, curves), across, up, [site.name for site in sites])
    for number, curve in enumerate(curves):
        plot.line(curve, look_of(number))
    return str(plot)


def _told(sites: Sequence[LearntAlong], curves: list[list[tuple[int, float]]]) -> str:
    ends = [
        f"{site.name}: {100 * wrong:.1f} % after {count:,}."
        for site, (count, wrong) in zip(sites, (curve[-1] for curve in curves), strict=True)
    ]
    return "\n".join(["Share of comments judged wrongly, each before its label was learnt.", *ends])

from collections.abc import Sequence

from services.drawing.axis import Axis, percents
from services.spam.evaluation.findings import characteristic
from services.spam.evaluation.judged import Judged
from services.spam.evaluation.roc import area, roc

from .plot import Plot, look_of

FALSE = [(0.001, "0.1 %"), (0.01, "1 %"), (0.1, "10 %"), (1.0, "100 %")]


def characteristics(sites: Sequence[tuple[str, list[Judged]]], told: str) -> str:
    """How much spam is caught for how much ham lost; the few false alarms that matter have the most room."""
    across = Axis("ham taken for spam (logarithmic; left edge: 0.1 % or less)", 0.001, 1, FALSE, is_logarithmic=True)
    areas = [f"{name} (area {area(roc(judged)):.3f})" for name, judged in sites]
    plot = Plot(
        "Spam caught against ham lost (ROC)", "\n".join([told, *areas]), across, percents("spam caught", 100, 20), areas
    )
    plot.line([(0.001 * 10 ** (step / 20), 0.001 * 10 ** (step / 20)) for step in range(61)], "ideal")
    for number, (_, judged) in enumerate(sites):
        plot.line(_stairs(characteristic(judged)), look_of(number))
    return str(plot)


def _stairs(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """What can be reached: up only where a threshold lies, never on a slope that the axis would bend."""
    steps = [points[0]]
    for hit, caught in points[1:]:
        steps += [(hit, steps[-1][1]), (hit, caught)]
    return steps

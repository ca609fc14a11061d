from collections.abc import Sequence
from math import sqrt

from services.drawing.axis import percents
from services.spam.evaluation.judged import Judged
from services.spam.evaluation.reliability import expected_error, reliability

from .plot import Plot, look_of


def trust(sites: Sequence[tuple[str, list[Judged]]], told: str) -> str:
    """The reliability diagram: on the diagonal, what is said with 97 % is true 97 times of 100."""
    bins = [reliability(judged) for _, judged in sites]
    names = [
        f"{name} (calibration error {100 * expected_error(each):.1f} %)"
        for (name, _), each in zip(sites, bins, strict=True)
    ]
    said, true = percents("said: probability of spam", 100, 10), percents("true: share that was spam", 100, 10)
    plot = Plot("Reliability", "\n".join([f"{told} A larger dot stands for more comments.", *names]), said, true, names)
    plot.line([(0, 0), (1, 1)], "ideal")
    for number, (each, (_, judged)) in enumerate(zip(bins, sites, strict=True)):
        plot.line([(tenth.said, tenth.true) for tenth in each], look_of(number))
        plot.dots(
            [(tenth.said, tenth.true, 3 + 9 * sqrt(tenth.count / len(judged))) for tenth in each], look_of(number)
        )
    return str(plot)

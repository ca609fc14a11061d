"""The pictures of the insight page. Colours stand in static/insight.css; hatchings and dashes tell the same."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from flask import get_template_attribute
from markupsafe import Markup

from blueprints.languages import language, number
from services.drawing.axis import Axis, numbers, percents
from services.drawing.chart import XY, Chart, Frame
from services.insight.arrivals import FATES, Arrivals
from services.insight.mistakes import WRONG, Week

FRAME = Frame(left=56, top=14, width=690, height=240, right=14, below=32)
LOOKS = {
    "published": "",
    "pending": "M0 8L8 0",
    "spam": "M0 0L8 8M0 8L8 0",
    "rejected": "M0 4H8",
    "deleted": "M4 0V8",
}
TICKS_MOST = 8
MOST_STEPS = 6


def draw_arrivals(bars: Sequence[Arrivals], *, is_weekly: bool) -> Markup:
    """One bar for each day or week, one part for each status."""
    sums = [each.fates.total() for each in bars]
    about = {"weekly": is_weekly, "total": sum(sums), "first": bars[0].day, "last": bars[-1].day, "most": max(sums)}
    chart = Chart(
        said("comments_title", about),
        said("comments_told", about),
        Axis("", 0, len(bars), _dates([each.day for each in bars])),
        numbers("", max(sums), written=number),
        FRAME,
        "comments-",
    )
    chart.patterns(LOOKS)
    chart.axes()
    for place, each in enumerate(bars):
        parts = [(fate, each.fates[fate]) for fate in FATES if each.fates[fate]]
        if parts:
            told = said("bar_told", {"day": each.day, "weekly": is_weekly, "total": each.fates.total()})
            chart.bar(place + 0.1, 0.8, parts, told)
    return Markup(str(chart))  # noqa: S704  (an XML writer has escaped every text in it)


def draw_mistakes(weeks: Sequence[Week]) -> Markup:
    """A line for each kind of mistake: its share by weeks. Weeks in which there was nothing to mistake are gaps."""
    worst = max((week.share(kind) or 0 for week in weeks for kind in WRONG), default=0)
    high = min(100, 10 * (1 + int(worst * 10)))
    step = next(step for step in (2, 5, 10, 20) if step * MOST_STEPS >= high)
    chart = Chart(
        said("mistakes_title", {}),
        said("mistakes_told", {"worst": worst, "first": weeks[0].day, "last": weeks[-1].day}),
        Axis("", 0, len(weeks), _dates([week.day for week in weeks])),
        percents("", high, step, written=language().percent),
        FRAME,
        "mistakes-",
    )
    chart.axes()
    for kind in WRONG:
        for run in _runs(weeks, kind):
            chart.line(run, f"line {kind}")
            chart.dots([(across, up, 3.5) for across, up in run], f"line {kind}")
    return Markup(str(chart))  # noqa: S704  (as above)


def said(name: str, about: object) -> str:
    """A sentence of templates/dashboard/insight_words.html as plain text."""
    return str(get_template_attribute("dashboard/insight_words.html", name)(about).unescape()).strip()


def _dates(days: Sequence[object]) -> list[tuple[float, str]]:
    """Some of them, evenly, each in the middle of its place."""
    step = -(-len(days) // TICKS_MOST)
    return [(number + 0.5, said("short_day", days[number])) for number in range(0, len(days), step)]


def _runs(weeks: Sequence[Week], kind: str) -> Iterator[list[XY]]:
    points = [(number + 0.5, week.share(kind)) for number, week in enumerate(weeks)]
    for is_known, run in groupby(points, key=lambda point: point[1] is not None):
        if is_known:
            yield [(across, share) for across, share in run if share is not None]

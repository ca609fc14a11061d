"""Bars, stacked bars and lines as SVG, legible on a light page and on a dark one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any
from xml.etree.ElementTree import SubElement, fromstring, tostring

from services.drawing.axis import Axis, percents
from services.drawing.chart import Chart, Frame

ROW, LEFT, WIDTH, RIGHT = 26, 290, 520, 100
NARROW = 0.06
"""A part of less than this share has no room for a number."""
COLOURS = (
    *("#8ab4d8", "#f0a860", "#8cc59a", "#d9a0cf", "#e6c35c", "#9fa8da", "#e58f86"),
    *("#7cc7c3", "#c2b280", "#b5c96a", "#c9a58c", "#a9b4bc", "#f2b5c4", "#93a8a0"),
)
STYLE = """
svg { background: #fff; color-scheme: light dark; }
text { font: 13px system-ui, sans-serif; fill: #333; } .name { font-size: 16px; font-weight: 600; }
.end { text-anchor: end; } .middle { text-anchor: middle; } .tick { fill: #666; }
.rule { stroke: #ddd; } .bar { fill: #9db4c0; } .ours { fill: #2f6f4f; } .line { fill: none; stroke-width: 2; }
.sqlite { stroke: #2f6f4f; } .postgresql { stroke: #8a4f9e; stroke-dasharray: 6 3; }
.straightforward { stroke: #8a979e; }
.dot { stroke-width: 2; stroke-dasharray: none; fill: #fff; } .inside { fill: #1a1a1a; text-anchor: middle; }
@media (prefers-color-scheme: dark) {
  svg { background: #15181b; } text { fill: #ddd; } .tick { fill: #aaa; } .rule { stroke: #3a3f44; }
  .bar { fill: #5f7a88; } .ours { fill: #58b389; } .dot { fill: #15181b; } .inside { fill: #1a1a1a; }
  .sqlite { stroke: #58b389; } .postgresql { stroke: #c79ad6; }
}
"""

Bars = list[tuple[str, float]]
Lines = dict[str, list[tuple[float, float]]]
Shares = Mapping[str, Mapping[str, float]]


def bar_chart(title: str, bars: Bars, unit: str, *, marked: tuple[str, ...] = ("service",), even: bool = False) -> str:
    """Those whose names begin with one of `marked` stand out. Logarithmic where the longest bar is more than thirty
    times the shortest, unless it must be `even`."""
    least, most = min((value for _, value in bars if value), default=1.0), max(value for _, value in bars)
    is_logarithmic = most > 30 * least and not even
    across = _powers(unit, least, most) if is_logarithmic else _linear(unit, most)
    told = "; ".join(f"{name}: {_number(value)}" for name, value in bars)
    chart, frame = _lying(title, told, across, len(bars))
    chart.write(f"{unit}{', logarithmic' * is_logarithmic}", LEFT + WIDTH / 2, frame.foot + 40, "middle")
    for (name, value), top in zip(bars, _tops(frame, len(bars)), strict=True):
        chart.write(_cut(name), LEFT - 8, top + ROW * 0.68, "end")
        chart.write(_number(value), LEFT + WIDTH * across.share(value) + 6, top + ROW * 0.68, "value")
    root = _opened(chart)
    for (name, value), top in zip(bars, _tops(frame, len(bars)), strict=True):
        look = "ours" if name.startswith(marked) else "bar"
        _bar(root, LEFT, top, max(1.0, WIDTH * across.share(value)), {"class": look})
    return _closed(root)


def share_chart(title: str, shares: Shares, said: Mapping[str, str]) -> str:
    """One bar for each name, of parts that come to a whole, and beside it what is `said` of it; a legend below."""
    parts = list(next(iter(shares.values())))
    told = "; ".join(f"{name}: {', '.join(f'{part} {of[part]:.0%}' for part in parts)}" for name, of in shares.items())
    chart, frame = _lying(title, told, percents("share", 100, 20), len(shares), below=46 + ROW * -(-len(parts) // 3))
    for name, top in zip(shares, _tops(frame, len(shares)), strict=True):
        chart.write(_cut(name), LEFT - 8, top + ROW * 0.68, "end")
        chart.write(said[name], LEFT + WIDTH + 8, top + ROW * 0.68, "value")
    places = [(20 + place % 3 * 290, frame.foot + 36 + place // 3 * ROW) for place in range(len(parts))]
    for part, (x, y) in zip(parts, places, strict=True):
        chart.write(part, x + 22, y + ROW * 0.68, "")
    root = _opened(chart)
    for of, top in zip(shares.values(), _tops(frame, len(shares)), strict=True):
        _stack(root, top, [of[part] for part in parts])
    for (x, y), colour in zip(places, cycle(COLOURS), strict=False):
        _bar(root, x, y, 16, {"fill": colour})
    return _closed(root)


def _stack(root: Any, top: float, shares: Sequence[float]) -> None:
    left = float(LEFT)
    for share, colour in zip(shares, cycle(COLOURS), strict=False):
        _bar(root, left, top, WIDTH * share, {"fill": colour})
        if share >= NARROW:
            at = {"x": f"{left + WIDTH * share / 2:.1f}", "y": f"{top + ROW * 0.68:.1f}", "class": "inside"}
            SubElement(root, "text", at).text = f"{share:.0%}"
        left += WIDTH * share


def line_chart(title: str, lines: Lines) -> str:
    points = [point for line in lines.values() for point in line]
    across = _powers("comments in the database", min(x for x, _ in points), max(x for x, _ in points))
    up = _linear("answers a second", max(y for _, y in points) * 1.1)
    frame = Frame(90, 60, WIDTH, 300, 210, 60)
    told = "; ".join(f"{name}: {', '.join(f'{y:,.0f} at {x:,.0f}' for x, y in line)}" for name, line in lines.items())
    chart = Chart(title, told, across, up, frame)
    chart.axes()
    chart.write(title, 12, 24, "name")
    chart.write(across.name, frame.left + WIDTH / 2, frame.foot + 44, "middle")
    chart.write(up.name, 12, 46, "")
    for name, line in lines.items():
        look = name.partition(",")[0]
        chart.line(line, f"line {look}")
        chart.dots([(x, y, 4) for x, y in line], look)
    for name, y in _apart({name: frame.foot - frame.height * up.share(line[-1][1]) for name, line in lines.items()}):
        chart.write(name, frame.left + WIDTH + 12, y + 4, "value")
    return _closed(_opened(chart))


def _apart(heights: dict[str, float]) -> Iterator[tuple[str, float]]:
    """From above, so that no name stands on another."""
    last = float("-inf")
    for name, y in sorted(heights.items(), key=lambda pair: pair[1]):
        last = max(y, last + 16)
        yield name, last


def _lying(title: str, told: str, across: Axis, count: int, below: int = 46) -> tuple[Chart, Frame]:
    """The axis and the title of a chart whose bars lie below each other."""
    frame = Frame(LEFT, 44, WIDTH, ROW * count, RIGHT, below)
    chart = Chart(title, told, across, Axis("", 0, count, []), frame)
    chart.axes()
    chart.write(title, 12, 24, "name")
    return chart, frame


def _tops(frame: Frame, count: int) -> list[float]:
    return [frame.top + place * ROW for place in range(count)]


def _bar(root: Any, left: float, top: float, width: float, look: dict[str, str]) -> None:
    at = {"x": f"{left:.1f}", "y": f"{top + 4:.1f}", "width": f"{width:.1f}", "height": str(ROW - 8)}
    SubElement(root, "rect", {**at, **look})


def _opened(chart: Chart) -> Any:
    """Its elements, without the name space before each name."""
    root = fromstring(str(chart))
    space = root.tag.partition("}")[0] + "}"
    for each in root.iter():
        each.tag = each.tag.removeprefix(space)
    root.set("xmlns", space.strip("{}"))
    return root


def _closed(root: Any) -> str:
    SubElement(root, "style").text = STYLE
    return tostring(root, encoding="unicode")


def _cut(name: str) -> str:
    return name if len(name) <= 44 else f"{name[:43]}…"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 20 else f"{value:,.3g}"


def _linear(name: str, most: float) -> Axis:
    """From nothing to a round number."""
    power = 10 ** (len(str(max(1, int(most)))) - 1)
    step = next(power * factor for factor in (0.2, 0.5, 1, 2, 5) if power * factor * 5 >= most)
    count = max(1, int(-(-most // step)))
    return Axis(name, 0, step * count, [(step * place, f"{step * place:,.4g}") for place in range(count + 1)])


def _powers(name: str, least: float, most: float) -> Axis:
    low = high = 10.0 ** (len(str(max(1, int(least)))) - 1)
    while high < most:
        high *= 10
    ticks, tick = [], low
    while tick <= high * 1.001:
        ticks.append((tick, f"{tick:,.0f}"))
        tick *= 10
    return Axis(name, low, max(high, low * 10), ticks, is_logarithmic=True)

"""What was found, as pictures: bars with a name to each, on a logarithmic scale where values differ by much."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import SubElement, fromstring, tostring

from services.drawing.axis import Axis
from services.drawing.chart import Chart, Frame

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #333; } .name { font-size: 16px; font-weight: 600; }
.end { text-anchor: end; } .middle { text-anchor: middle; } .tick { fill: #666; }
.rule { stroke: #ddd; } .bar { fill: #9db4c0; } .ours { fill: #2f6f4f; } .line { fill: none; stroke-width: 2; }
.sqlite { stroke: #2f6f4f; } .postgresql { stroke: #8a4f9e; stroke-dasharray: 6 3; }
.dot { stroke-width: 2; fill: #fff; }
"""
ROW, LEFT, WIDTH = 26, 260, 520


def draw(told: Any) -> Iterator[tuple[str, str]]:
    """The name of a file and the picture, for whatever was measured."""
    parts = told["parts"]
    if "reads" in parts:
        for connections in (1, 32):
            if bars := _reads(parts["reads"], connections):
                title = (
                    f"A discussion of 100 comments: answers a second, {connections} connection{'s' * (connections > 1)}"
                )
                yield f"reads-{connections}", bar_chart(title, bars, "answers a second")
    if "first reads" in parts and (lines := _curve(parts["first reads"])):
        yield "first-reads", line_chart("First reads of a long discussion: one connection", lines)
    if "space" in parts:
        for kind in ("sqlite", "postgresql"):
            if bars := _space(parts["space"], kind):
                yield f"space-{kind}", bar_chart(f"Bytes on disk for each comment, {kind}", bars, "bytes")
    if "peers" in parts and (bars := _peers(parts["peers"])):
        yield (
            "peers",
            bar_chart("A discussion of 100 comments: answers a second, one connection", bars, "answers a second"),
        )


Bars = list[tuple[str, float]]


def _middles(part: Any, prefix: str, suffix: str) -> Bars:
    found = []
    for figure in part["figures"]:
        name = figure["name"].partition(": ")[2]
        if name.startswith(prefix) and name.endswith(suffix):
            rounds = sorted(figure["rounds"])
            found.append((name.removeprefix(prefix).removesuffix(suffix), rounds[len(rounds) // 2]))
    return found


def _reads(part: Any, connections: int) -> Bars:
    bars = _middles(part, "", f", 100 comments, {connections} connections")
    return [(name, value) for name, value in bars if not name.startswith(("p99", "share", "work"))]


def _curve(part: Any) -> dict[str, list[tuple[float, float]]]:
    lines: dict[str, list[tuple[float, float]]] = {}
    for kind in ("sqlite", "postgresql"):
        for name, value in _middles(part, f"service, pages of a long thread, {kind}, ", " comments"):
            lines.setdefault(kind, []).append((float(name), value))
    return lines


def _space(part: Any, kind: str) -> Bars:
    rows = [row for table in part["tables"] if table["title"].startswith(f"On disk, {kind}") for row in table["rows"]]
    return [(name, float(size.replace(",", ""))) for name, size, _ in rows][:24]


def _peers(part: Any) -> Bars:
    return _middles(part, "", ", 100 comments, 1 connections")


def bar_chart(title: str, bars: Bars, unit: str) -> str:
    """Logarithmic where the longest bar is more than thirty times the shortest."""
    most, least = max(value for _, value in bars), min(value for _, value in bars if value) if bars else 1
    is_logarithmic = most > 30 * least
    across = _powers(unit, least, most) if is_logarithmic else _linear(unit, most)
    frame = Frame(LEFT, 44, WIDTH, ROW * len(bars), 90, 46)
    up = Axis("", 0, len(bars), [])
    told = "; ".join(f"{name}: {value:,.0f}" for name, value in bars)
    chart = Chart(title, told, across, up, frame)
    chart.axes()
    chart.write(title, 12, 24, "name")
    chart.write(f"{unit}{', logarithmic' * is_logarithmic}", LEFT + WIDTH / 2, frame.foot + 40, "middle")
    for place, (name, value) in enumerate(bars):
        top = frame.top + place * ROW
        chart.write(name[:38], LEFT - 8, top + ROW * 0.68, "end")
        chart.write(f"{value:,.0f}", LEFT + WIDTH * across.share(value) + 6, top + ROW * 0.68, "value")
    return _with_bars(str(chart), [(name, across.share(value)) for name, value in bars], frame)


def _with_bars(svg: str, bars: Sequence[tuple[str, float]], frame: Frame) -> str:
    root = fromstring(svg)
    for place, (name, share) in enumerate(bars):
        at = {"x": str(frame.left), "y": str(frame.top + place * ROW + 4), "height": str(ROW - 8)}
        look = "ours" if name.startswith(("service", "Chiosa")) else "bar"
        SubElement(root, "rect", {**at, "width": f"{max(1.0, share * frame.width):.1f}", "class": look})
    return _styled(root)


def line_chart(title: str, lines: dict[str, list[tuple[float, float]]]) -> str:
    points = [point for line in lines.values() for point in line]
    across = _powers("comments in the database", min(x for x, _ in points), max(x for x, _ in points))
    up = _linear("answers a second", max(y for _, y in points) * 1.1)
    frame = Frame(90, 60, WIDTH, 300, 130, 60)
    told = "; ".join(f"{name}: {', '.join(f'{y:,.0f} at {x:,.0f}' for x, y in line)}" for name, line in lines.items())
    chart = Chart(title, told, across, up, frame)
    chart.axes()
    chart.write(title, 12, 24, "name")
    chart.write(across.name, frame.left + WIDTH / 2, frame.foot + 44, "middle")
    chart.write(up.name, 12, 46, "")
    for name, line in lines.items():
        chart.line(line, f"line {name}")
        chart.dots([(x, y, 4) for x, y in line], name)
        _, last = line[-1]
        chart.write(name, frame.left + WIDTH + 10, frame.foot - frame.height * up.share(last) + 4, "value")
    return _styled(fromstring(str(chart)))


def _styled(root: Any) -> str:
    space = root.tag.partition("}")[0] + "}"
    for each in root.iter():
        each.tag = each.tag.removeprefix(space)
    root.set("xmlns", space.strip("{}"))
    style = SubElement(root, "style")
    style.text = STYLE
    return tostring(root, encoding="unicode")


def _linear(name: str, most: float) -> Axis:
    """From nothing to a round number."""
    power = 10 ** (len(str(max(1, int(most)))) - 1)
    step = next(power * factor for factor in (0.2, 0.5, 1, 2, 5) if power * factor * 5 >= most)
    count = int(-(-most // step))
    return Axis(name, 0, step * count, [(step * place, f"{step * place:,.0f}") for place in range(count + 1)])


def _powers(name: str, least: float, most: float) -> Axis:
    low = high = 10.0 ** (len(str(max(1, int(least)))) - 1)
    while high < most:
        high *= 10
    ticks, tick = [], low
    while tick <= high * 1.001:
        ticks.append((tick, f"{tick:,.0f}"))
        tick *= 10
    return Axis(name, low, max(high, low * 10), ticks, is_logarithmic=True)

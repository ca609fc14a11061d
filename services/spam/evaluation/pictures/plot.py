"""A plot with two axes, lines and a legend, as an SVG document without script."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .axis import Axis
from .look import HEIGHT, LEFT, LINES, RIGHT, STYLE, TOP, WIDTH

XY = tuple[float, float]
LEGEND_LINE = 22
LETTER = 7.2


class Plot:
    """`told` says what is to be seen, for those who can't see it, and stands below the title."""

    def __init__(self, title: str, told: str, across: Axis, up: Axis, names: Sequence[str]) -> None:
        self._across, self._up, self._names = across, up, names
        self._foot = TOP + HEIGHT
        bottom = self._foot + 70 + LEGEND_LINE * len(names)
        box = f"0 0 {LEFT + WIDTH + RIGHT} {bottom}"
        spoken = {"role": "img", "aria-labelledby": "title desc"}
        self._svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, **spoken})
        self._add(self._svg, "title", title, id="title")
        self._add(self._svg, "desc", told, id="desc")
        self._add(self._svg, "style", STYLE)
        self._add(self._svg, "rect", width="100%", height="100%", **{"class": "page"})
        self._write(title, LEFT, 28, "title")
        self._write(told.partition("\n")[0], LEFT, 50, "told")
        self._draw_axes()
        self._draw_legend()

    def line(self, points: Iterable[XY], look: str) -> None:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(self._place, points))
        self._add(self._svg, "polyline", points=path, **{"class": look})

    def dots(self, dots: Iterable[tuple[float, float, float]], look: str) -> None:
        """Each with its radius in pixels."""
        for across, up, radius in dots:
            x, y = self._place((across, up))
            self._add(self._svg, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.1f}", **{"class": f"{look} dot"})

    def __str__(self) -> str:
        indent(self._svg)
        return tostring(self._svg, encoding="unicode") + "\n"

    def _place(self, point: XY) -> XY:
        return LEFT + WIDTH * self._across.share(point[0]), self._foot - HEIGHT * self._up.share(point[1])

    def _draw_axes(self) -> None:
        for value, text in self._across.ticks:
            x, _ = self._place((value, self._up.low))
            self._rule(x, TOP, x, self._foot)
            self._write(text, x, self._foot + 20, "tick middle")
        for value, text in self._up.ticks:
            _, y = self._place((self._across.low, value))
            self._rule(LEFT, y, LEFT + WIDTH, y)
            self._write(text, LEFT - 8, y + 4, "tick end")
        self._write(self._across.name, LEFT + WIDTH / 2, self._foot + 42, "axis middle")
        name = self._write(self._up.name, 18, TOP + HEIGHT / 2, "axis middle")
        name.set("transform", f"rotate(-90 18 {TOP + HEIGHT / 2})")

    def _draw_legend(self) -> None:
        for number, name in enumerate(self._names):
            y = self._foot + 68 + LEGEND_LINE * number
            sample = f"{LEFT},{y} {LEFT + 36},{y}"
            self._add(self._svg, "polyline", points=sample, **{"class": look_of(number)})
            self._write(name, LEFT + 46, y + 4, "name")

    def _rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
        self._add(self._svg, "line", **ends, **{"class": "rule"})

    def _write(self, text: str, x: float, y: float, look: str) -> Element:
        return self._add(self._svg, "text", text, x=f"{x:.1f}", y=f"{y:.1f}", **{"class": look})

    @staticmethod
    def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
        element = SubElement(parent, tag, attributes)
        element.text = text or None
        return element


def look_of(number: int) -> str:
    return f"line site-{number % LINES}"

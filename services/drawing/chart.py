"""Two axes and what stands between them, as SVG without script. What things look like is said elsewhere, by class."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from .axis import Axis

XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Pixels: where the field between the axes lies, and what is left beside and below it."""

    left: int
    top: int
    width: int
    height: int
    right: int
    below: int

    @property
    def foot(self) -> int:
        return self.top + self.height

    @property
    def box(self) -> str:
        return f"0 0 {self.left + self.width + self.right} {self.foot + self.below}"


class Chart:
    """`told` says what is to be seen, for those who can't see it. `key` keeps its ids apart from those of others."""

    def __init__(self, title: str, told: str, across: Axis, up: Axis, frame: Frame, key: str = "") -> None:
        self._across, self._up, self._frame = across, up, frame
        names = f"{key}title", f"{key}desc"
        spoken = {"role": "img", "aria-labelledby": " ".join(names), "direction": "ltr"}
        self._svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": frame.box, **spoken})
        self._add("title", title, id=names[0])
        self._add("desc", told, id=names[1])

    def line(self, points: Iterable[XY], look: str) -> None:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(self._place, points))
        self._add("polyline", points=path, **{"class": look})

    def dots(self, dots: Iterable[tuple[float, float, float]], look: str) -> None:
        """Each with its radius in pixels."""
        for across, up, radius in dots:
            x, y = self._place((across, up))
            self._add("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.1f}", **{"class": f"{look} dot"})

    def patterns(self, patterns: Mapping[str, str]) -> None:
        """Ways to fill a bar: a class, and the path of lines on a tile of 8 pixels that tell it without colour."""
        defs = self._add("defs")
        for name, lines in patterns.items():
            tile = {"id": f"fill-{name}", "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
            pattern = SubElement(defs, "pattern", tile)
            SubElement(pattern, "rect", {"width": "8", "height": "8", "class": f"ground {name}"})
            SubElement(pattern, "path", {"d": lines, "class": f"lines {name}"})

    def bar(self, number: float, width: float, parts: Sequence[tuple[str, float]], told: str) -> None:
        """Parts on top of each other, each filled by one of the patterns; `number` and `width` as the axis has them."""
        group, height = self._add("g"), 0.0
        SubElement(group, "title").text = told
        for name, part in parts:
            (left, foot), (right, head) = self._place((number, height)), self._place((number + width, height + part))
            height += part
            place = {"x": f"{left:.1f}", "y": f"{head:.1f}", "width": f"{right - left:.1f}"}
            SubElement(group, "rect", {**place, "height": f"{foot - head:.1f}", "fill": f"url(#fill-{name})"})

    def axes(self) -> None:
        frame, foot = self._frame, self._frame.foot
        for value, text in self._across.ticks:
            x, _ = self._place((value, self._up.low))
            self._rule(x, frame.top, x, foot)
            self.write(text, x, foot + 20, "tick middle")
        for value, text in self._up.ticks:
            _, y = self._place((self._across.low, value))
            self._rule(frame.left, y, frame.left + frame.width, y)
            self.write(text, frame.left - 8, y + 4, "tick end")

    def write(self, text: str, x: float, y: float, look: str) -> Element:
        return self._add("text", text, x=f"{x:.1f}", y=f"{y:.1f}", **{"class": look})

    def __str__(self) -> str:
        return tostring(self._svg, encoding="unicode")

    def _place(self, point: XY) -> XY:
        frame = self._frame
        up = frame.foot - frame.height * self._up.share(point[1])
        return frame.left + frame.width * self._across.share(point[0]), up

    def _rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
        self._add("line", **ends, **{"class": "rule"})

    def _add(self, tag: str, text: str = "", **attributes: str) -> Element:
        element = SubElement(self._svg, tag, attributes)
        element.text = text or None
        return element

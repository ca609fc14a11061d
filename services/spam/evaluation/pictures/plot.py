from collections.abc import Sequence
from xml.etree.ElementTree import indent

from services.drawing.axis import Axis
from services.drawing.chart import Chart, Frame

from .look import HEIGHT, LEFT, LINES, RIGHT, STYLE, TOP, WIDTH

LEGEND_LINE = 22


class Plot(Chart):
    """Lines and a legend, as a file of its own. The first line of `told` stands below the title."""

    def __init__(self, title: str, told: str, across: Axis, up: Axis, names: Sequence[str]) -> None:
        super().__init__(title, told, across, up, Frame(LEFT, TOP, WIDTH, HEIGHT, RIGHT, 70 + LEGEND_LINE * len(names)))
        self._add("style", STYLE)
        self._add("rect", width="100%", height="100%", **{"class": "page"})
        self.write(title, LEFT, 28, "title")
        self.write(told.partition("\n")[0], LEFT, 50, "told")
        self.axes()
        self._name_axes()
        self._draw_legend(names)

    def __str__(self) -> str:
        indent(self._svg)
        return super().__str__() + "\n"

    def _name_axes(self) -> None:
        self.write(self._across.name, LEFT + WIDTH / 2, self._frame.foot + 42, "axis middle")
        name = self.write(self._up.name, 18, TOP + HEIGHT / 2, "axis middle")
        name.set("transform", f"rotate(-90 18 {TOP + HEIGHT / 2})")

    def _draw_legend(self, names: Sequence[str]) -> None:
        for number, name in enumerate(names):
            y = self._frame.foot + 68 + LEGEND_LINE * number
            self._add("polyline", points=f"{LEFT},{y} {LEFT + 36},{y}", **{"class": look_of(number)})
            self.write(name, LEFT + 46, y + 4, "name")


def look_of(number: int) -> str:
    return f"line site-{number % LINES}"

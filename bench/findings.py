"""What a part of the benchmark brings home: tables to read, figures to compare, goals that are met or not."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured, once in each round."""

    name: str
    unit: str
    rounds: tuple[float, ...]
    less_is_better: bool = False

    @property
    def value(self) -> float:
        return median(self.rounds)

    @property
    def spread(self) -> float:
        """From the lowest round to the highest, as a share of the middle one."""
        return (max(self.rounds) - min(self.rounds)) / abs(self.value) if self.value else 0.0


@dataclass(frozen=True, slots=True)
class Goal:
    """`is_met` is None where this run could not tell; `measured` says why."""

    name: str
    wanted: str
    measured: str
    is_met: bool | None

    def __str__(self) -> str:
        said = {True: "met", False: "NOT met", None: "not told"}[self.is_met]
        return f"{said:9}{self.name}: {self.measured} (wanted: {self.wanted})"


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __str__(self) -> str:
        """As Markdown, in columns that stand below each other; numbers to the right."""
        lines = [self.columns, *self.rows]
        widths = [max(len(line[place]) for line in lines) for place in range(len(self.columns))]
        ways = [self._way(place) for place in range(len(self.columns))]
        told = [self._line(line, widths, ways) for line in lines]
        rule = self._line(["-" * width for width in widths], widths, ways)
        return "\n".join([self.title, "", told[0], rule, *told[1:]])

    def _way(self, place: int) -> str:
        return ">" if place and any(row[place][:1].isdigit() for row in self.rows) else "<"

    @staticmethod
    def _line(cells: Sequence[str], widths: Sequence[int], ways: Sequence[str]) -> str:
        told = (f"{cell:{way}{width}}" for cell, width, way in zip(cells, widths, ways, strict=True))
        return f"| {' | '.join(told)} |"


@dataclass
class Part:
    name: str
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    """Whatever else is worth keeping in the JSON, such as query plans."""
    seconds: float = 0.0

    def figure(self, name: str, unit: str, rounds: Sequence[float], *, less_is_better: bool = False) -> Figure:
        """Keep a figure under this part's name."""
        figure = Figure(f"{self.name}: {name}", unit, tuple(rounds), less_is_better)
        self.figures.append(figure)
        return figure

    def goal(self, name: str, wanted: str, measured: str, is_met: bool | None) -> None:
        self.goals.append(Goal(name, wanted, measured, is_met))

    def __str__(self) -> str:
        return "\n\n".join([*map(str, self.tables), *self.notes, f"({self.name}: {self.seconds:.0f} seconds)"])

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def ratios(figures: Figure, beside: Figure) -> tuple[float, ...]:
    """Round by round, so that noise which meets both alike goes."""
    return tuple(one / other for one, other in zip(figures.rounds, beside.rounds, strict=True) if other)

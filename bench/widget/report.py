from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from operator import truediv
from statistics import median
from typing import Any

from .contestant import Contestant
from .discussion import ROOTS_SHOWN, SIZES
from .visit import DOWN, LATENCY, SLOWER, UP, VIEW, Visit


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    read: Callable[["Report", str], list[float]]
    """One value of each round."""
    digits: int = 0
    goal: str = ""
    """What the first contestant must be, by less than any peer; the words of the goal's line."""
    is_none: bool = False
    """The goal is none at all."""


def _visits(name: str) -> Callable[["Report", str], list[float]]:
    return lambda report, key: [float(getattr(visit, name)) for visit in report.visits[key]]


MEASURES = (
    Measure("script, style, words before the first comment, bytes", _visits("code_first"), goal="fewest bytes"),
    Measure("script, style, words in all, bytes", _visits("code"), goal="fewest bytes in all"),
    Measure("  uncompressed, bytes", _visits("code_plain")),
    Measure("requests before the first comment", _visits("requests_first"), goal="fewest requests"),
    Measure("  their answers, bytes", _visits("bytes_first")),
    Measure("first comment painted, ms", _visits("first"), goal="first paint first"),
    Measure("  first paint of the page, ms", _visits("page_first")),
    Measure("layout shift", _visits("moved"), 3, goal="least layout shift"),
    Measure(
        "  where the page leaves room", lambda report, key: [report.with_room[key].moved], 3, "zero layout shift", True
    ),
    Measure("total blocking time, ms", _visits("blocked"), goal="least blocking"),
    Measure(
        f"JS heap with {SIZES[1]:,} comments, KB", lambda report, key: [report.heap[key] / 1000], goal="least memory"
    ),
    Measure("comments shown at first", _visits("shown")),
)


@dataclass
class Report:
    """The first contestants are ours, of which the first is what the others are compared with."""

    contestants: list[Contestant]
    visits: dict[str, list[Visit]] = field(default_factory=dict)
    with_room: dict[str, Visit] = field(default_factory=dict)
    heap: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.visits = {contestant.key: [] for contestant in self.contestants}

    def __str__(self) -> str:
        return "\n".join([*self._conditions(), "", *self._table(), "", *self._goals(), "", *self._configurations()])

    def as_json(self) -> dict[str, Any]:
        return {
            key: {"heap": self.heap[key], "with_room": asdict(self.with_room[key]), "visits": [*map(asdict, visits)]}
            for key, visits in self.visits.items()
        }

    def _conditions(self) -> list[str]:
        rounds = len(next(iter(self.visits.values())))
        return [
            f"The same {SIZES[0]} comments, {ROOTS_SHOWN} roots at once with their replies, on the same page, in view; "
            f"cold cache; medians of {rounds} visits in turn; in brackets how many times ours, in the same rounds.",
            f"Chromium, {VIEW['width']} × {VIEW['height']}, processor {SLOWER} times slower; "
            f"{DOWN * 8 / 1e6:g} Mbit/s down, {UP * 8 / 1e3:g} kbit/s up, {LATENCY} ms before each answer; "
            "HTTP/1.1, everything brotli.",
        ]

    def _table(self) -> list[str]:
        names = [contestant.name for contestant in self.contestants]
        rows = [[measure.name, *self._cells(measure)] for measure in MEASURES]
        return ["| " + " | ".join(row) + " |" for row in (["", *names], ["---"] * (len(names) + 1), *rows)]

    def _cells(self, measure: Measure) -> list[str]:
        ours, *others = [measure.read(self, contestant.key) for contestant in self.contestants]
        shown = [f"{median(rounds):,.{measure.digits}f}" for rounds in (ours, *others)]
        return [shown[0], *(text + _ratio(rounds, ours) for text, rounds in zip(shown[1:], others, strict=True))]

    def _goals(self) -> list[str]:
        return [self._goal(measure) for measure in MEASURES if measure.goal]

    def _goal(self, measure: Measure) -> str:
        own = median(measure.read(self, self.contestants[0].key))
        peers = {one.name: median(measure.read(self, one.key)) for one in self.contestants if one.answer}
        best = min(peers, key=lambda name: peers[name])
        is_met = round(own, measure.digits) == 0 if measure.is_none else own < peers[best]
        beside = f"{own:,.{measure.digits}f}; best peer {best} {peers[best]:,.{measure.digits}f}"
        return f"{'met    ' if is_met else 'NOT met'}  {measure.goal}: {beside}"

    def _configurations(self) -> list[str]:
        strangers = {key: max(visit.strangers for visit in visits) for key, visits in self.visits.items()}
        return [
            f"{one.name}: {one.answered}; {one.configured}."
            + (f" Asked third parties {strangers[one.key]} times, in vain." if strangers[one.key] else "")
            for one in self.contestants
        ]


def _ratio(rounds: list[float], ours: list[float]) -> str:
    """The median of what each round says, so that a busy minute of the machine counts for both."""
    return f" [{median(map(truediv, rounds, ours)):.2g}]" if all(ours) else ""

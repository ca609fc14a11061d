"""What changed between two results: `python -m bench compare A.json B.json`."""

from collections.abc import Iterator
from statistics import median
from typing import Any

from .findings import Table

SMALL = 0.03
"""What changes by less is not worth a line."""
SURE = ("BETTER", "WORSE")


def compare(before: Any, after: Any) -> str:
    """Figures that both have. A change is beyond the noise when no round of one reaches into the rounds of the other,
    and it is larger than either spreads; of what was measured once only, nobody can tell."""
    rows = sorted(_rows(before, after), key=lambda row: (row[-1] not in SURE, row))
    heads = [f"{told['commit'] or 'unknown'} ({told['at']})" for told in (before, after)]
    columns = ["", f"A: {heads[0]}", f"B: {heads[1]}", "change", "is it?"]
    table = str(Table("What changed from A to B", columns, rows)) if rows else "Nothing changed by 3 % or more."
    return "\n\n".join([table, *_turned(before, after), _machines(before, after)])


def _rows(before: Any, after: Any) -> Iterator[list[str]]:
    old, new = _figures(before), _figures(after)
    for name in old.keys() & new.keys():
        one, other = old[name]["rounds"], new[name]["rounds"]
        a, b = median(one), median(other)
        if not a or abs(b / a - 1) < SMALL:
            continue
        is_better = (b < a) == old[name]["less_is_better"]
        unit = old[name]["unit"]
        yield [name, f"{a:,.4g} {unit}", f"{b:,.4g} {unit}", f"{b / a - 1:+.0%}", _said(one, other, is_better)]


def _said(one: list[float], other: list[float], is_better: bool) -> str:
    if min(len(one), len(other)) < 3:
        return "measured once: cannot tell"
    apart = max(min(one), min(other)) > min(max(one), max(other))
    wide = max((max(each) - min(each)) / abs(median(each)) for each in (one, other) if median(each))
    if not apart or abs(median(other) / median(one) - 1) < wide / 2:
        return "within the noise"
    return SURE[0] if is_better else SURE[1]


def _turned(before: Any, after: Any) -> Iterator[str]:
    """Goals that were met and are not, or the other way."""
    old = {goal["name"]: goal["is_met"] for goal in before["goals"]}
    for goal in after["goals"]:
        if goal["name"] in old and old[goal["name"]] != goal["is_met"]:
            yield f"Goal {goal['name']}: {_met(old[goal['name']])}, now {_met(goal['is_met'])} ({goal['measured']})"


def _met(is_met: bool | None) -> str:
    return {True: "met", False: "not met", None: "not told"}[is_met]


def _figures(told: Any) -> dict[str, Any]:
    return {figure["name"]: figure for part in told["parts"].values() for figure in part["figures"]}


def _machines(before: Any, after: Any) -> str:
    said = [f"{told['machine']['processor']}, load {told['machine']['load_before']:.2f}" for told in (before, after)]
    return f"A on {said[0]}; B on {said[1]}. Between unlike machines only shares can be compared."

"""The moderation room at many comments. `bench_room` knows how; here is only the one call of it."""

from pathlib import Path
from typing import Any

from . import bench_room
from .databases import Databases
from .findings import Part, Table
from .plan import Plan

COLUMNS = ["", "p50, ms", "p95, ms", "work p95, ms", "limit, ms"]


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part, rows = Part("room"), list(measured(plan))
    if not rows:
        part.notes.append("The room was not measured.")
    for kind in dict.fromkeys(row.database for row in rows):
        mine = [row for row in rows if row.database == kind]
        part.tables.append(Table(f"The room, {kind}, {plan.room:,} comments", COLUMNS, [_cells(row) for row in mine]))
        for row in mine:
            part.figure(f"{row.name}, {kind}, work p95", "ms", [row.work95 * 1000], less_is_better=True)
        over = [row.name for row in mine if not row.is_met]
        said = f"{len(over)} over their limit{': ' if over else ''}{', '.join(over)}"
        part.goal(f"pages of the room at {plan.room:,} comments, {kind}", "each p95 under its limit", said, not over)
    return part


def measured(plan: Plan) -> Any:
    """Its rows; none where it only prints them."""
    measure = getattr(bench_room, "measure", None)
    return measure(plan.room, plan.databases) if measure else ()


def _cells(row: Any) -> list[str]:
    limit = f"{row.limit * 1000:.0f}" if row.limit else "–"
    return [row.name, *(f"{each * 1000:.0f}" for each in (row.p50, row.p95, row.work95)), limit]

"""The moderation room at many comments: its pages and charts. `bench_room` knows how, and decides about all that match
as well, which takes much longer."""

from collections.abc import Iterator
from pathlib import Path

from .bench_room import Row, measure
from .databases import Databases
from .findings import Part, Table
from .plan import Plan

COLUMNS = ["", "p50, ms", "p95, ms", "work p95, ms", "of it database", "limit, ms"]


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part = Part("room")
    for kind in plan.databases:
        rows = list(_rows(plan, kind, databases.folder / "room"))
        title = f"The room, {kind}, {plan.room:,} comments"
        part.tables.append(Table(title, COLUMNS, [_cells(row) for row in rows]))
        for row in rows:
            part.figure(f"{row.name}, {kind}, work p95", "ms", [row.work95 * 1000], less_is_better=True)
        over = [row.name for row in rows if not row.is_met]
        said = f"{len(over)} of {len(rows)} over their limit{': ' if over else ''}{', '.join(over)}"
        part.goal(f"pages of the room at {plan.room:,} comments, {kind}", "each p95 under its limit", said, not over)
    return part


def _rows(plan: Plan, database: str, keep: Path) -> Iterator[Row]:
    """Filled once for both kinds of them."""
    for kind in ("page", "chart"):
        yield from measure(plan.room, [database], keep=keep, only=kind)


def _cells(row: Row) -> list[str]:
    times = (f"{each * 1000:.0f}" for each in (row.p50, row.p95, row.work95))
    return [row.name, *times, f"{row.of_database:.0%}", f"{row.limit * 1000:.0f}" if row.limit else "–"]

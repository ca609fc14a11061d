import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A CSV file to take home, UTF-8, with its columns' names in the first line."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(head)
    lines.writerows([harmless(cell) for cell in row] for row in rows)
    kept = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(text.getvalue(), mimetype="text/csv", headers=kept)


def harmless(cell: object) -> object:
    """Text that a spreadsheet would take for a formula has an apostrophe before it; numbers stay numbers."""
    is_formula = isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA)
    return f"'{cell}" if is_formula else cell

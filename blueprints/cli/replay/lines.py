import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import click

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled comment, with the page that it goes to and the address that it comes from."""

    text: str
    label: str
    number: int
    page: str

    @property
    def ip(self) -> str:
        """Each of the first 65,536 comes from an IPv4 /24 of its own; those after them from further hosts there."""
        network, host = self.number % 65_536, self.number // 65_536
        return f"10.{network // 256}.{network % 256}.{1 + host % 254}"


def read_lines(paths: Iterable[Path], page: str, most: int | None) -> list[Line]:
    """The comments of JSON-lines files, each source on pages of its own, 50 to a page.

    Raises click.ClickException, which names file and line, for what is no object with a text and a label.
    """
    counts: Counter[str] = Counter()
    lines = []
    for number, told in enumerate(islice(_objects(paths), most)):
        source = str(told.get("source", "comments"))
        lines.append(Line(told["text"], told["label"], number, f"{page}/{source}-{1 + counts[source] // PER_PAGE}"))
        counts[source] += 1
    return lines


def _objects(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                yield _object(line, f"{path}:{number}")


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise click.ClickException(f"{place} is not JSON: {error}.") from None
    if not isinstance(told, dict) or not all(isinstance(told.get(name), str) for name in ("text", "label")):
        raise click.ClickException(f"{place} must be an object with a text and a label.")
    return told

from dataclasses import dataclass
from os import stat
from pathlib import Path
from typing import Self

from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class FilesSeen:
    """Files, and when each was last written; None for one that is not there, or that can't be."""

    times: dict[str, int | None]

    @classmethod
    def now(cls, *paths: Path) -> Self:
        return cls({str(path): _written(str(path)) for path in paths})

    def has_changed(self, _: Engine) -> bool:
        return any(_written(path) != time for path, time in self.times.items())


def _written(path: str) -> int | None:
    try:
        return stat(path).st_mtime_ns
    except (OSError, ValueError):
        return None

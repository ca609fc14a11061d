"""What a run found, written anew after each part: whatever ends the run early leaves what came before."""

import json
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .findings import Part
from .machine import Noise
from .pictures import draw
from .serving import ROOT


@dataclass
class Results:
    """JSON and pictures in the folder `out`, named after the time at which the run began."""

    out: Path
    noise: Noise
    parts: list[Part] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    """Parts that came to no end, and why."""
    at: str = field(default_factory=lambda: f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    commit: str = field(default_factory=lambda: _commit())

    @property
    def file(self) -> Path:
        return self.out / f"{self.at}.json"

    def add(self, part: Part) -> None:
        self.parts.append(part)
        self.write()

    def write(self) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        told = self._as_json()
        unfinished = self.file.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(told, indent=1, ensure_ascii=False))
        unfinished.replace(self.file)
        for title, picture in draw(told):
            (self.out / f"{self.at}-{title}.svg").write_text(picture)

    def _as_json(self) -> dict[str, Any]:
        return {
            "commit": self.commit,
            "at": self.at,
            "machine": self.noise.as_json(),
            "failed": self.failed,
            "parts": {part.name: part.as_json() for part in self.parts},
            "goals": [goal for part in self.parts for goal in part.as_json()["goals"]],
        }

    def __str__(self) -> str:
        goals = [str(goal) for part in self.parts for goal in part.goals]
        failed = [f"FAILED   {name}: {why}" for name, why in self.failed.items()]
        kept = f"Kept in {self.file}, with pictures beside it."
        return "\n".join(["# Goals", "", *goals, *failed, "", str(self.noise), "", kept])


def _commit() -> str:
    """What is measured, as git knows it; nothing where there is no git."""
    try:
        said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    except OSError:
        return ""
    return said.stdout.strip()

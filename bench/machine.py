"""How noisy the machine was: what others took while we measured."""

import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from .serving import LOAD, SERVERS

SPIN = 0.15


@dataclass
class Noise:
    """`shares` are what others had of a core while we wanted all of it, looked at between the parts; `waited`, by part,
    which share of its time the load was ready and others ran."""

    load_before: float = field(default_factory=lambda: os.getloadavg()[0])
    shares: list[float] = field(default_factory=list)
    waited: dict[str, float] = field(default_factory=dict)
    _before: list[int] = field(default_factory=lambda: _jiffies())

    def look(self) -> None:
        for cores in (SERVERS, LOAD):
            self.shares.append(_taken(cores))

    @contextmanager
    def during(self, part: str) -> Iterator[None]:
        ran, waited = _turns()
        yield
        ran, waited = (now - before for now, before in zip(_turns(), (ran, waited), strict=True))
        self.waited[part] = waited / max(1, ran + waited)

    @property
    def stolen(self) -> float:
        """The share of the time that the machine beneath this one gave to other machines."""
        passed = [now - before for now, before in zip(_jiffies(), self._before, strict=True)]
        return passed[7] / max(1, sum(passed[:8]))

    def __str__(self) -> str:
        worst = f"{median(self.shares):.0%} of a core, at worst {max(self.shares):.0%}" if self.shares else "unknown"
        return (
            f"The machine: {processor()}; load average {self.load_before:.2f} before we began; "
            f"others had {worst} between the parts; {self.stolen:.1%} was stolen by the machine beneath.\n"
            "Of its time the load waited while others ran: "
            f"{', '.join(f'{part} {share:.0%}' for part, share in self.waited.items()) or 'unknown'}."
        )

    def as_json(self) -> dict[str, object]:
        return {
            "processor": processor(),
            "python": platform.python_version(),
            "load_before": self.load_before,
            "taken_by_others": self.shares,
            "waited": self.waited,
            "stolen": self.stolen,
        }


def processor() -> str:
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    name = names[0].partition(":")[2].strip() if names else platform.machine()
    return f"{len(SERVERS | LOAD)} cores used of {os.cpu_count()}, {name}"


def _turns() -> tuple[int, int]:
    """Nanoseconds in which this process ran, and in which it was ready and did not; nothing where no kernel tells."""
    try:
        ran, waited, _ = map(int, Path("/proc/self/schedstat").read_text().split())
    except OSError:
        return 0, 0
    return ran, waited


def _taken(cores: set[int]) -> float:
    """Work without pause on a core: what did not come to us went to others."""
    home = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        began, worked = time.perf_counter(), time.process_time()
        while time.perf_counter() - began < SPIN:
            pass
        return max(0.0, 1 - (time.process_time() - worked) / (time.perf_counter() - began))
    finally:
        os.sched_setaffinity(0, home)


def _jiffies() -> list[int]:
    return [int(each) for each in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]

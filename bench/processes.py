"""What a process and its children take: processor time, and memory as the share of each page that is theirs (PSS)."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """The process, its children and theirs."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if fields := _fields(int(folder.name)):
            below.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [pid]
    for each in found:
        found += below.get(each, [])
    return found


def cpu(pid: int) -> float:
    """Seconds that the tree has worked, in the program and in the kernel, with children that have ended."""
    return sum(sum(map(int, fields[11:15])) for each in tree(pid) if (fields := _fields(each))) / TICKS


def pss(pid: int) -> int:
    """Bytes of memory: what is its own, and of what it shares with others its part."""
    return sum(_pss(each) for each in tree(pid))


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def mapped(pid: int, name: str) -> int:
    """Of that the pages of files whose path ends with `name`: the system may take them back whenever it likes."""
    return sum(_mapped(each, name) for each in tree(pid))


def _mapped(pid: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps").read_text().splitlines()
    except OSError:
        return 0
    taken, is_it = 0, False
    for line in lines:
        if not line.split(maxsplit=1)[0].endswith(":"):
            is_it = line.endswith(name)
        elif is_it and line.startswith("Pss:"):
            taken += int(line.split()[1]) * 1024
    return taken


def _fields(pid: int) -> list[str]:
    """What /proc/PID/stat says after the name, which may hold anything; empty when it has just ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []

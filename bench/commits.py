"""Two commits, measured in turn on one machine, so that noise meets both alike. Each measures itself, by its own bench,
with the packages that are installed here."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from .serving import ROOT

TURNS = 3


def measure(commits: Sequence[str], asked: Sequence[str], turns: int = TURNS) -> list[Any]:
    """One result for each, with the rounds of all turns in it. `asked` are parts and options of the benchmark.

    What a commit says while it is measured goes to standard error.
    """
    with ExitStack() as stack:
        trees = [stack.enter_context(_tree(commit)) for commit in commits]
        found = [[_measured(tree, asked) for tree in trees] for _ in range(turns)]
    return [_joined(results) for results in zip(*found, strict=True)]


@contextmanager
def _tree(commit: str) -> Iterator[Path]:
    """Its files, in a folder of their own."""
    git = ["git", "-C", str(ROOT), "worktree"]
    with tempfile.TemporaryDirectory(prefix="chiosa-bench-commit-") as folder:
        tree = Path(folder) / "tree"
        added = subprocess.run(
            [*git, "add", "--quiet", "--detach", str(tree), commit], stderr=subprocess.PIPE, text=True
        )
        if added.returncode:
            raise SystemExit(f"{commit} is neither a result nor a commit: {added.stderr.strip()}")
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def _measured(tree: Path, asked: Sequence[str]) -> Any:
    with tempfile.TemporaryDirectory(prefix="chiosa-bench-") as out:
        command = [sys.executable, "-m", "bench", *asked, "--keep", str(tree.parent / "databases"), "--out", out]
        subprocess.run(command, cwd=tree, check=True, stdout=sys.stderr)
        return json.loads(next(Path(out).glob("*.json")).read_text())


def _joined(results: Sequence[Any]) -> Any:
    """The last, with the rounds of those before it."""
    rounds: dict[str, list[float]] = {}
    for figure in (figure for result in results for figure in _figures(result)):
        rounds.setdefault(figure["name"], []).extend(figure["rounds"])
    for figure in _figures(results[-1]):
        figure["rounds"] = rounds[figure["name"]]
    return results[-1]


def _figures(result: Any) -> list[Any]:
    return [figure for part in result["parts"].values() for figure in part["figures"]]

"""`python -m bench --quick`: everything that is measured, once, at a tiny size."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TOLD = [
    "service, cached",
    "service, 304",
    "p99, service, cached",
    "first reads of pages of a long thread",
    "posts, 16 clients",
    "accepted posts that are stored",
    "p99 of posts",
    "cold start to the first answer",
    "memory of web and worker together, idle",
    "memory of web and worker together, under load",
    "bytes on disk without indexes",
    "a backlog of",
    "readers' p95 while the worker works",
]


def bench(*asked: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bench", *asked], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    (folder / "said").write_text(bench("--quick", "--out", str(folder)))
    return folder


@pytest.fixture(scope="module")
def kept(results: Path) -> Any:
    return json.loads(next(results.glob("*.json")).read_text())


def test_it_works(kept: Any):
    assert {"reads", "first reads", "writes", "start", "space", "worker"} <= set(kept["parts"])


@pytest.mark.parametrize("goal", TOLD)
def test_each_goal_is_told(kept: Any, goal: str):
    names = [each["name"] for each in kept["goals"]]

    assert any(name.startswith(goal) for name in names), names


def test_what_was_accepted_was_stored(kept: Any):
    stored = [goal for goal in kept["goals"] if goal["name"].startswith("accepted posts that are stored")]

    assert all(goal["is_met"] for goal in stored)


def test_it_says_each_goal_and_how_noisy_the_machine_was(results: Path):
    said = (results / "said").read_text()

    assert "# Goals" in said
    assert "others had" in said


def test_pictures_stand_beside_the_figures(results: Path):
    pictures = [file.name.partition("-")[2] for file in results.glob("*.svg")]

    assert "reads-32.svg" in pictures


def test_a_result_compared_with_itself_shows_no_change(results: Path):
    file = str(next(results.glob("*.json")))

    assert "Nothing changed" in bench("compare", file, file)


def test_an_unknown_part_is_named():
    done = subprocess.run([sys.executable, "-m", "bench", "raeds"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode != 0
    assert "There is no part raeds" in done.stderr

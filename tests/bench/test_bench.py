"""`python -m bench --quick`: everything that is measured, once, at a tiny size."""

import json
import signal
import subprocess
import sys
from itertools import takewhile
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


def run(*asked: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench", *asked], cwd=ROOT, capture_output=True, text=True, timeout=600
    )


def bench(*asked: str) -> str:
    done = run(*asked)
    assert done.returncode == 0, done.stderr
    return done.stdout


def told_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout
    return "".join(takewhile(lambda line: words not in line, process.stdout))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    (folder / "said").write_text(bench("--quick", "--out", str(folder)))
    return folder


@pytest.fixture(scope="module")
def kept(results: Path) -> Any:
    return json.loads(next(results.glob("*.json")).read_text())


def test_it_works(kept: Any):
    assert {"reads", "first reads", "writes", "start", "space", "worker", "costs", "room"} <= set(kept["parts"])
    assert kept["failed"] == {}


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
    assert "Of its time the load waited while others ran: reads" in said


@pytest.mark.parametrize("name", ["reads-1", "reads-32", "writes-sqlite", "space-sqlite", "costs"])
def test_pictures_stand_beside_the_figures(results: Path, name: str):
    picture = next(results.glob(f"*Z-{name}.svg")).read_text()

    assert "<rect" in picture


def test_the_parts_of_a_request_come_to_a_whole(kept: Any):
    shares = kept["parts"]["costs"]["details"]["shares"]["comment posted"]

    assert shares["SQLAlchemy"] > 0
    assert 0.9 < sum(shares.values()) < 1.001


def test_a_result_compared_with_itself_shows_no_change(results: Path):
    file = str(next(results.glob("*.json")))

    assert "Nothing changed" in bench("compare", file, file)


def test_who_interrupts_keeps_what_was_measured_before(tmp_path: Path):
    command = [sys.executable, "-m", "bench", "costs", "reads", "--quick", "--out", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        said = told_until(process, "(costs: ")
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)

    assert "Kept in" not in said
    assert "Kept in" in rest
    assert list(json.loads(next(tmp_path.glob("*.json")).read_text())["parts"]) == ["costs"]


def test_two_commits_are_measured_in_turn():
    told = bench("compare", "HEAD", "HEAD", "costs", "--quick")

    assert "Between unlike machines" in told
    assert "cannot tell" not in told


def test_what_is_neither_a_result_nor_a_commit_is_named():
    done = run("compare", "nowhere", "HEAD", "costs")

    assert done.returncode != 0
    assert "nowhere is neither a result nor a commit" in done.stderr


def test_a_part_that_fails_takes_no_other_with_it(tmp_path: Path):
    keep, out = tmp_path / "keep", tmp_path / "out"
    keep.mkdir()
    (keep / "sqlite-1200.done").touch()  # it says that the database is there; so whoever needs it fails

    done = run("costs", "space", "--quick", "--keep", str(keep), "--out", str(out))

    kept = json.loads(next(out.glob("*.json")).read_text())
    assert done.returncode != 0
    assert "FAILED   costs" in done.stdout
    assert list(kept["failed"]) == ["costs"]
    assert list(kept["parts"]) == ["space"]


def test_an_unknown_part_is_named():
    done = run("raeds")

    assert done.returncode != 0
    assert "There is no part raeds" in done.stderr

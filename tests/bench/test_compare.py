from typing import Any

import pytest

from bench.compare import compare


def result(*rounds: float, less_is_better: bool = False, is_met: bool = True) -> dict[str, Any]:
    """One figure and one goal of a run."""
    figure = {"name": "reads", "unit": "answers/s", "rounds": list(rounds), "less_is_better": less_is_better}
    goal = {"name": "fast", "is_met": is_met, "measured": "1"}
    machine = {"processor": "2 cores", "load_before": 0.1}
    return {
        "commit": "abc",
        "at": "now",
        "machine": machine,
        "goals": [goal],
        "parts": {"reads": {"figures": [figure]}},
    }


def test_it_works():
    said = compare(result(100, 101, 99), result(200, 201, 199))

    assert "+100%" in said
    assert "BETTER" in said


@pytest.mark.parametrize(("less_is_better", "word"), [(False, "WORSE"), (True, "BETTER")])
def test_a_lower_figure_is_judged_by_what_it_counts(less_is_better: bool, word: str):
    before, after = result(100, 101, 99, less_is_better=less_is_better), result(50, 51, 49)

    assert word in compare(before, after)


def test_rounds_that_reach_into_each_other_are_noise():
    assert "within the noise" in compare(result(100, 140, 90), result(120, 95, 130))


def test_of_what_was_measured_once_nobody_can_tell():
    assert "cannot tell" in compare(result(100), result(150))


def test_a_goal_that_is_no_longer_met_is_told():
    assert "met, now not met" in compare(result(1, 1, 1), result(1, 1, 1, is_met=False))

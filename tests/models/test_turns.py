from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from models.turns import Turns
from tests.conftest import until


@pytest.fixture
def turns() -> Turns:
    return Turns()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


@pytest.fixture
def queue_up(turns: Turns, pool: ThreadPoolExecutor) -> Callable[..., None]:
    """Let these say their names when it is their turn; returns once they stand in the queue in this order."""

    def stand_in_line(names: str, said: list[str], patience: float = 15) -> None:
        for name in names:
            standing = len(turns)
            pool.submit(_say, turns, name, said, patience)
            until(lambda standing=standing: len(turns) > standing)

    return stand_in_line


def _say(turns: Turns, name: str, said: list[str], patience: float) -> None:
    with turns.turn(patience=patience):
        said.append(name)


def test_it_works(turns: Turns) -> None:
    with turns.turn(patience=5):
        assert len(turns) == 1

    assert len(turns) == 0


def test_who_came_first_writes_first(turns: Turns, queue_up: Callable[..., None]) -> None:
    said: list[str] = []

    with turns.turn(patience=5):
        queue_up("abcdef", said)

    until(lambda: not turns)
    assert said == list("abcdef")


def test_a_turn_that_fails_is_passed_on(turns: Turns, queue_up: Callable[..., None]) -> None:
    said: list[str] = []

    with suppress(ZeroDivisionError), turns.turn(patience=5):
        queue_up("a", said)
        raise ZeroDivisionError

    until(lambda: said == ["a"])


def test_who_has_waited_long_enough_goes_without(turns: Turns, pool: ThreadPoolExecutor) -> None:
    said: list[str] = []

    with turns.turn(patience=5):
        pool.submit(_say, turns, "impatient", said, 0.01).result(15)

    assert said == ["impatient"]


def test_an_impatient_one_leaves_the_order_of_the_others(
    turns: Turns, pool: ThreadPoolExecutor, queue_up: Callable[..., None]
) -> None:
    said: list[str] = []

    with turns.turn(patience=5):
        pool.submit(_say, turns, "impatient", said, 0.01).result(15)
        queue_up("ab", said)

    until(lambda: not turns)
    assert said == ["impatient", "a", "b"]

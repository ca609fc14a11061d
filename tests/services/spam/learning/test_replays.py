from random import Random

import pytest

from services.spam.learning.learner import Learner
from services.spam.learning.replays import Replays

EACH = Learner.REPLAYS // 2


def kept(*, spam: int, ham: int) -> Replays[int]:
    replays = Replays[int](Random(1))
    labels = [True] * spam + [False] * ham
    for number, is_spam in enumerate(labels):
        replays.keep(number, is_spam)
    return replays


def test_it_works():
    drawn = kept(spam=50, ham=500).draw()

    assert sorted(is_spam for _, is_spam in drawn) == [False] * EACH + [True] * EACH
    assert len({number for number, _ in drawn}) == 2 * EACH


@pytest.mark.parametrize(("spam", "ham", "count"), [(0, 0, 0), (1, 0, 1), (1, 500, 1 + EACH)])
def test_a_kind_that_is_rare_gives_what_there_is(spam, ham, count):
    assert len(kept(spam=spam, ham=ham).draw()) == count

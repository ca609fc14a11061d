import pytest

from services.spam.evaluation.deciding import cut, decided
from services.spam.evaluation.judged import Judged

RIGHT, WRONG = Judged(0.9, True), Judged(0.9, False)
DOUBTFUL, DOUBTFULLY_WRONG = Judged(0.6, True), Judged(0.4, True)


def test_it_works():
    assert cut([RIGHT] * 50 + [DOUBTFULLY_WRONG] * 50) == pytest.approx(0.4)


@pytest.mark.parametrize(("wrong", "found"), [(1, 0.1), (2, None)])
def test_one_of_a_hundred_may_be_wrong(wrong, found):
    assert cut([DOUBTFUL] * (100 - wrong) + [DOUBTFULLY_WRONG] * wrong) == (found and pytest.approx(found))


def test_a_cut_that_is_wrong_above_may_be_right_below():
    assert cut([WRONG, *[DOUBTFUL] * 99]) == pytest.approx(0.1)


def test_what_is_undecided_is_never_decided():
    assert cut([Judged(0.5, False)] * 100) is None


def test_ham_is_decided_too():
    assert cut([Judged(0.02, False)] * 3 + [Judged(0.3, True)] * 3) == pytest.approx(0.48)


def test_the_next_hundred_are_decided_by_those_before():
    stream = [RIGHT] * 50 + [DOUBTFULLY_WRONG] * 50 + [WRONG] * 30 + [DOUBTFUL] * 70

    assert decided(stream, 100) == [WRONG] * 30


def test_without_a_cut_nothing_is_decided():
    assert decided([WRONG] * 200, 100) == []


def test_without_a_next_hundred_nothing_is_said():
    assert decided([RIGHT] * 199, 100) is None

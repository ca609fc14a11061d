import pytest

from services.spam.evaluation.judged import Judged
from services.spam.evaluation.reliability import Bin, expected_error, reliability


def test_it_works():
    judged = [Judged(0.25, True), *[Judged(0.25, False)] * 3]

    assert reliability(judged) == [Bin(4, 0.25, 0.25)]
    assert expected_error(reliability(judged)) == 0


@pytest.mark.parametrize(("probability", "found"), [(0.0, 1), (0.0999, 1), (0.1, 2), (0.9, 2), (1.0, 2)])
def test_a_bin_is_a_tenth_of_the_scale(probability, found):
    assert len(reliability([Judged(0.05, False), Judged(probability, True)])) == found


def test_the_error_weighs_each_bin_by_its_comments():
    judged = [Judged(0.8, True)] * 3 + [Judged(0.4, True)]

    assert expected_error(reliability(judged)) == pytest.approx((3 * 0.2 + 0.6) / 4)

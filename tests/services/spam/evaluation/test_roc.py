import pytest

from services.spam.evaluation.judged import Judged
from services.spam.evaluation.roc import area, recall_at, roc, thinned

JUDGED = [Judged(0.9, True), Judged(0.8, False), Judged(0.7, True), Judged(0.1, False)]


def test_it_works():
    assert roc(JUDGED) == [(0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1)]


@pytest.mark.parametrize(
    ("judged", "found"),
    [
        (JUDGED, 0.75),
        ([Judged(0.9, True), Judged(0.1, False)], 1),
        ([Judged(0.1, True), Judged(0.9, False)], 0),
        ([Judged(0.5, True), Judged(0.5, False)], 0.5),
    ],
)
def test_the_area_is_how_often_spam_is_ranked_above_ham(judged, found):
    assert area(roc(judged)) == found


@pytest.mark.parametrize(("false_positives", "found"), [(0.001, 0.5), (0.49, 0.5), (0.5, 1)])
def test_no_more_ham_is_lost_than_allowed(false_positives, found):
    assert recall_at(roc(JUDGED), false_positives) == found


def test_equal_probabilities_are_taken_together():
    assert recall_at(roc([Judged(0.9, True), Judged(0.9, False)]), 0.01) == 0


def test_a_long_curve_keeps_its_ends_and_its_shape():
    points = [(n / 10_000, min(1, n / 100)) for n in range(10_001)]

    assert len(thinned(points)) < 500
    assert (thinned(points)[0], thinned(points)[-1]) == ((0, 0), (1, 1))
    assert recall_at(thinned(points), 0.005) == pytest.approx(0.5, abs=0.01)

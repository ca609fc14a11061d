import pytest

from services.spam.evaluation.judged import Judged
from services.spam.evaluation.learnt_along import LearntAlong
from services.spam.evaluation.prequential import Stream

RIGHT, WRONG = Judged(0.9, True), Judged(0.9, False)


def site(*streams: list[Judged], settled_after: int | None = None) -> LearntAlong:
    passes = [Stream(judged, settled_after=settled_after, stored=number) for number, judged in enumerate(streams)]
    return LearntAlong("blog", len(streams[0]), 1, passes)


def test_it_works():
    figures = site([WRONG] * 10 + [RIGHT] * 40, [RIGHT] * 50).figures

    assert figures["error_percent_after_20"] == pytest.approx(25)
    assert figures["error_percent_after_50"] == pytest.approx(10)
    assert figures["error_percent_after_100"] is None


def test_undecided_counts_as_ham():
    assert site([Judged(0.5, False)] * 20).figures["error_percent_after_20"] == 0


def test_the_curve_is_the_mean_of_the_streams():
    curve = site([WRONG] * 10 + [RIGHT] * 10, [RIGHT] * 20).curve

    assert (curve[0], curve[-1]) == ((10, 0.5), (20, 0.25))


def test_what_it_would_have_decided_is_told_with_what_of_it_was_wrong():
    figures = site([RIGHT] * 100 + [WRONG] * 10 + [Judged(0.6, True)] * 90).figures

    assert (figures["decided_percent_after_100"], figures["decided_wrongly_percent_after_100"]) == (10, 100)


@pytest.mark.parametrize("settled_after", [None, 61])
def test_it_is_told_when_the_filter_was_settled(settled_after):
    assert site([RIGHT] * 20, settled_after=settled_after).figures["settled_after"] == settled_after


def test_the_largest_memory_counts():
    assert site([RIGHT] * 20, [RIGHT] * 20).figures["stored_bytes"] == 1

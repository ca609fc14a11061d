import pytest

from services.spam.evaluation.stopwatch import Stopwatch, percentile


def test_it_works():
    watch = Stopwatch()

    with watch.time("a text"):
        pass

    assert len(watch.milliseconds) == 1


@pytest.mark.parametrize(("length", "count"), [(1000, 1), (1001, 0)])
def test_long_texts_are_not_counted(length, count):
    watch = Stopwatch()

    with watch.time("x" * length):
        pass

    assert len(watch.milliseconds) == count


@pytest.mark.parametrize(("share", "found"), [(0.5, 50), (0.95, 95), (0.955, 96), (1, 100)])
def test_a_percentile_is_not_exceeded_by_that_share(share, found):
    assert percentile([float(n) for n in range(100, 0, -1)], share) == found


def test_of_nothing_there_is_none():
    assert percentile([], 0.5) is None

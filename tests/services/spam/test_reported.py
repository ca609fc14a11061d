"""What reports weigh: arithmetic, without rows."""

import pytest

from services.spam.reported import Word, is_enough, weight_of


def unknown(network: str, weight: float = 0.5) -> Word:
    return Word(network, weight, is_known=False)


def known(network: str, weight: float = 1.0) -> Word:
    return Word(network, weight, is_known=True)


def test_it_works():
    assert is_enough([known("a"), known("b"), known("c")], 3)
    assert not is_enough([known("a"), known("b")], 3)


@pytest.mark.parametrize("count", [6, 20, 1000])
def test_unknown_browsers_alone_are_never_enough(count):
    assert not is_enough([unknown(str(number)) for number in range(count)], 3)
    assert not is_enough([unknown(str(number), 3.0) for number in range(count)], 3)


def test_unknown_browsers_add_to_known_people():
    crowd = [unknown(str(number)) for number in range(3)]

    assert is_enough([known("a"), known("b", 0.5), *crowd], 3)
    assert not is_enough([known("a"), *crowd], 3)


def test_of_one_network_the_strongest_counts_alone():
    crowd = [known("a", 0.5), known("a", 1.0), known("a", 0.7)]

    assert not is_enough([*crowd, known("b"), known("b")], 3)
    assert is_enough([*crowd, known("b"), known("c")], 3)


@pytest.mark.parametrize("weight", [2.0, 3.0])
def test_two_people_are_not_enough_however_much_they_weigh(weight):
    assert not is_enough([known("a", weight), known("b", weight)], 3)
    assert is_enough([known("a", weight), known("b", weight), unknown("c")], 3)


def test_whoever_weighs_nothing_is_nobody():
    assert not is_enough([known("a", 3.0), known("b", 3.0), known("c", 0.0)], 3)


def test_a_site_may_take_one_persons_word():
    assert is_enough([known("a")], 1)
    assert not is_enough([unknown("a"), unknown("b"), unknown("c")], 1)


def test_a_high_threshold_is_reached_by_three_networks_at_least():
    assert is_enough([known("a", 3.0), known("b", 3.0), known("c", 3.0), known("d", 1.0)], 10)
    assert not is_enough([known("a", 3.0), known("b", 3.0), known("c", 3.0)], 10)


@pytest.mark.parametrize(
    ("base", "upheld", "dismissed", "weight"),
    [
        (1.0, 0, 0, 1.0),
        (0.5, 0, 0, 0.5),
        (1.0, 0, 1, 0.5),
        (1.0, 0, 2, 1 / 3),
        (1.0, 0, 3, 0.0),
        (2.0, 0, 9, 0.0),
        (1.0, 2, 0, 2.0),
        (2.0, 50, 0, 3.0),
        (1.0, 1, 3, 0.6),
    ],
)
def test_what_became_of_earlier_reports_counts(base, upheld, dismissed, weight):
    assert weight_of(base, upheld, dismissed) == pytest.approx(weight)

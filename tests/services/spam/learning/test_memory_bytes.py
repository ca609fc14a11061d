import zlib

import pytest

from services.spam.learning.learner import Learner, Unreadable
from tests.lessons import ADVERTS, blog, chance, strangers, talk, taught, taught_with_a_save_each


def test_it_works():
    learner = taught(*blog())

    again = Learner.load(learner.dump())

    assert (again.spam, again.ham) == (40, 40)
    assert chance(again, ADVERTS[1]) == pytest.approx(chance(learner, ADVERTS[1]), abs=0.02)
    assert chance(again, talk(15)) == pytest.approx(chance(learner, talk(15)), abs=0.02)


def test_an_empty_memory_keeps_what_it_believed_at_first():
    again = taught(*blog(1), learner=Learner.load(Learner().dump()))

    assert chance(again, "Buy now") == pytest.approx(chance(taught(*blog(1)), "Buy now"), abs=0.01)


def test_five_thousand_decisions_fit():
    learner = taught(*blog(100), *strangers(5000))

    packed = learner.dump()

    assert len(packed) <= 64 * 1024
    assert chance(Learner.load(packed), ADVERTS[1]) > 0.5


def test_many_small_lessons_saved_one_by_one_are_not_rounded_away():
    lessons = [("The old mill is open today", number % 5 != 0) for number in range(20)]

    at_once = taught(*lessons, learner=taught(*blog()))
    saved = taught_with_a_save_each(*lessons, learner=taught(*blog()))

    assert chance(saved, lessons[0][0]) == pytest.approx(chance(at_once, lessons[0][0]), abs=0.2)


def test_nobody_can_read_a_text_from_it():
    packed = taught(("Annabel lives in Birdcage Walk", False)).dump()

    assert b"nnabel" not in zlib.decompress(packed[12:])


@pytest.mark.parametrize("cut", [0, 1, 11, 12, 500, -1])
def test_a_memory_cut_off_is_refused(cut):
    packed = taught(*blog(5)).dump()

    with pytest.raises(Unreadable):
        Learner.load(packed[:cut])


@pytest.mark.parametrize("place", [0, 6, 7, 9, 12, 300, -1])
def test_a_memory_with_a_damaged_byte_is_refused(place):
    packed = bytearray(taught(*blog(5)).dump())
    packed[place] ^= 0x10

    with pytest.raises(Unreadable):
        Learner.load(bytes(packed))


@pytest.mark.parametrize("content", [b"", b"hello", bytes(200_000), zlib.compress(bytes(10_000_000))])
def test_what_only_looks_like_a_memory_is_refused(content):
    head = Learner().dump()[:8]

    with pytest.raises(Unreadable):
        Learner.load(head + zlib.crc32(content).to_bytes(4, "big") + content)

from time import thread_time

import pytest

from services.spam.learning.learner import Learner
from services.spam.learning.sample import Sample
from tests.lessons import ADVERTS, blog, chance, talk, taught

SIZE = 64 * 1024
GOOD = talk(450)
TALKED = [(talk(20, seed=number), False) for number in range(1000, 1100)]


@pytest.mark.parametrize(
    "text",
    [
        "a" * SIZE,
        "word " * (SIZE // 5),
        "http://spam.example/a " * (SIZE // 22),
        "\u200b" * SIZE,
        "😀🎉" * 5000,
        "a" + "\u0301" * SIZE,
        "<a " * (SIZE // 3),
        "a-b." * (SIZE // 4),
        "1 " * (SIZE // 2),
        "\ufdfa" * SIZE,
        "สวัสดี" * (SIZE // 6),
        "\ud800" * SIZE,
        "",
    ],
    ids=[
        "letter",
        "word",
        "links",
        "invisible",
        "emoji",
        "accents",
        "tags",
        "dots",
        "digits",
        "ligatures",
        "Thai",
        "half",
        "none",
    ],
)
def test_no_text_takes_fifty_milliseconds(text):
    learner = taught(*blog(10))
    began = thread_time()

    learner.judge(Sample(text))
    learner.learn(Sample(text), is_spam=True)

    assert thread_time() - began < 0.05


@pytest.mark.parametrize("advert", ADVERTS)
@pytest.mark.parametrize("hidden", ["{0}\n{1}", "{1}\n{0}", "{1} {0} {1}"], ids=["above", "below", "between"])
def test_spam_stays_spam_among_three_thousand_good_characters(advert, hidden):
    learner = taught(*blog())

    assert len(GOOD) > 3000
    assert chance(learner, hidden.format(advert, GOOD)) > 0.5


def test_a_long_harmless_text_stays_harmless():
    assert chance(taught(*blog()), GOOD) < 0.1


@pytest.fixture(scope="module")
def poisoned() -> Learner:
    words = "watches replica shipping"
    harmless = [(f"{talk(9, seed=number)} {words} {talk(9, seed=number)}", False) for number in range(1000)]
    return taught(*blog(), *harmless)


def test_harmless_comments_with_spam_words_do_not_make_spam_harmless(poisoned):
    assert chance(poisoned, ADVERTS[0]) > 0.5


def test_nor_do_they_make_other_comments_spam(poisoned):
    assert chance(poisoned, talk(20, seed=5000)) < 0.1


def test_spam_full_of_good_words_does_not_make_them_bad():
    learner = taught(
        *blog(), *[(f"{talk(20, seed=number)} http://loans.example", True) for number in range(500)], *TALKED
    )

    assert chance(learner, talk(20, seed=5000)) < 0.5

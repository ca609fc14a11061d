import pytest

from models.sentence import Sentence
from services.spam.learning.excerpt import fold
from services.spam.learning.families import SHAPE, WEIGHTS
from services.spam.learning.in_words import in_words
from services.spam.learning.learner import Learner
from services.spam.learning.sample import Sample
from services.spam.learning.shape import shape
from tests.lessons import ADVERTS, blog, talk, taught


def told(learner: Learner, text: str) -> list[str]:
    return [reason.what for reason in learner.explain(Sample(text))]


def test_it_works():
    reasons = taught(*blog()).explain(Sample(ADVERTS[0]))

    assert len(reasons) == 5
    assert "its links (1)" in [reason.what for reason in reasons]
    assert reasons[0].weight > 0


def test_the_loudest_comes_first():
    loudness = [abs(reason.weight) for reason in taught(*blog()).explain(Sample(ADVERTS[2]))]

    assert loudness == sorted(loudness, reverse=True)


def test_what_speaks_against_spam_is_below_zero():
    assert taught(*blog()).explain(Sample(talk(20)))[0].weight < 0


def test_a_long_text_is_explained_by_its_worst_piece():
    assert "its links (1)" in told(taught(*blog()), f"{talk(300)} {ADVERTS[2]} {talk(300)}")


def test_a_word_and_a_host_are_named():
    learner = taught(*[("Zymurgy", True), ("https://honey.example/", False)] * 9)

    assert "the word “zymurgy”" in told(learner, "Zymurgy")
    assert "a link to honey.example" in told(learner, "https://honey.example/")


@pytest.mark.parametrize("family", sorted(WEIGHTS.keys() - {SHAPE}))
def test_every_family_is_told_with_its_value(family):
    said = in_words(family, " casi")

    assert "casi" in said
    assert isinstance(said, Sentence)
    assert said.values == {"what": "casi"}


@pytest.mark.parametrize("text", ["", "Hello there, how are you?", "WIN 100% NOW!!! https://x.example " * 200])
def test_every_feature_of_a_shape_is_told_without_a_word_of_english_in_its_value(text):
    said = [in_words(SHAPE, member) for member in shape(text, fold(text), text.split(), 3)]

    values = "".join(value for sentence in said for value in sentence.values.values())
    assert len(said) == 26
    assert "or" not in values
    assert "begins" not in values

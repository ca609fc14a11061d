import pytest

from services.spam.evaluation.labelled import Labelled
from services.spam.evaluation.repeats import Repeats
from services.spam.learning.sample import Sample

SPAM = "Earn a fortune from your sofa, three hours a day, and write to me for the secret of it."
NEARLY = SPAM.replace("three hours", "four hours")


def known(*labelled: tuple[str, bool]) -> Repeats:
    repeats = Repeats()
    for text, is_spam in labelled:
        repeats.keep(Labelled(Sample(text), is_spam))
    return repeats


@pytest.mark.parametrize("text", [SPAM, NEARLY])
def test_it_works(text):
    assert known((SPAM, True)).weigh(0.2, text) == pytest.approx(0.88)


@pytest.mark.parametrize("text", ["Earn a fortune.", "The bridge in the second drawing has no pillars, or does it?"])
def test_what_is_short_or_other_stays_as_it_is(text):
    assert known((SPAM, True), ("Earn a fortune.", True)).weigh(0.2, text) == 0.2


@pytest.mark.parametrize(("let_through", "found"), [(0, 0.88), (1, 0.88), (2, 0.2)])
def test_what_was_let_through_more_often_is_no_spam(let_through, found):
    assert known((SPAM, True), *[(SPAM, False)] * let_through).weigh(0.2, SPAM) == pytest.approx(found)

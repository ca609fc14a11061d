import pytest

from services.errors import Malformed
from services.spam.evaluation.halves import halves
from services.spam.evaluation.labelled import Labelled, LabelledSite
from services.spam.learning.sample import Sample


def site(*texts: str, group: str = "") -> LabelledSite:
    """Each text once as spam and, turned round, once as ham."""
    both = [(text, True) for text in texts] + [(text[::-1], False) for text in texts]
    return LabelledSite("blog", [Labelled(Sample(text), is_spam, group) for text, is_spam in both])


def texts(half: LabelledSite) -> set[str]:
    return {comment.sample.text for comment in half.comments}


MANY = site(*(f"buy {chr(97 + n)} now" for n in range(26)))


def test_it_works():
    first, second = halves(MANY, seed=1)

    assert texts(first) | texts(second) == texts(MANY)
    assert len(first.comments) + len(second.comments) == len(MANY.comments)
    assert 10 < len(first.comments) < 42


def test_the_seed_alone_determines_the_halves():
    assert texts(halves(MANY, seed=1)[0]) == texts(halves(MANY, seed=1)[0])
    assert texts(halves(MANY, seed=1)[0]) != texts(halves(MANY, seed=2)[0])


def test_a_text_stays_with_those_that_differ_in_case_digits_and_signs():
    alike = [Labelled(Sample(text), True) for text in ("Win 100 euro!", "WIN 250 EURO", "win, euro…")]
    first, second = halves(LabelledSite("blog", [*alike, *MANY.comments]), seed=3)

    assert {len(texts(half) & {comment.sample.text for comment in alike}) for half in (first, second)} == {0, 3}


def test_a_group_stays_together_so_that_one_alone_can_not_be_halved():
    with pytest.raises(Malformed, match="A half of blog: no comments"):
        halves(site("one", "two", "three", group="g"), seed=1)

import pytest

from services.spam.learning.learner import Learner
from services.spam.learning.sample import Sample
from tests.lessons import ADVERTS, blog, chance, talk, taught


def test_it_works():
    learner = taught(*blog())

    assert chance(learner, "A casino with a bonus: http://casino.example/now") > 0.9
    assert chance(learner, "In this example the function returns a wrong value") < 0.1


def test_while_nothing_is_learnt_it_has_no_opinion():
    opinion = Learner().judge(Sample(ADVERTS[0]))

    assert opinion.probability == 0.5
    assert not opinion.is_settled


@pytest.mark.parametrize(("each", "is_settled"), [(29, False), (30, True)])
def test_it_is_settled_when_thirty_of_each_kind_are_learnt(each, is_settled):
    assert taught(*blog(each)).judge(Sample("Hello")).is_settled is is_settled


def test_a_hundred_of_one_kind_settle_nothing():
    learner = taught(*[(talk(9, seed=number), False) for number in range(100)])

    assert (learner.spam, learner.ham) == (0, 100)
    assert not learner.judge(Sample("Hello")).is_settled


def test_the_same_lessons_make_the_same_memory():
    assert taught(*blog()).dump() == taught(*blog()).dump()


def test_judging_changes_nothing():
    learner = taught(*blog(5))
    before = learner.dump()

    learner.judge(Sample(ADVERTS[0]))
    learner.explain(Sample(ADVERTS[0]))

    assert learner.dump() == before


def test_a_decision_the_other_way_round_is_learnt():
    text = "A workshop about woodwork takes place in the old mill"
    learner = taught(*blog(10), (text, True), (text, True))
    before = chance(learner, text)

    taught((text, False), (text, False), (text, False), learner=learner)

    assert chance(learner, text) < before


def test_the_author_the_address_and_the_language_teach_too():
    spammer = Sample("Good to know", "Cheap Sofas", "https://sofas.example/", "jo@sofas.example", "tlh")
    reader = Sample("Good to know", "Bob")

    learner = taught(*[(spammer, True), (reader, False)] * 10)

    assert learner.judge(spammer).probability > 0.8 > 0.2 > learner.judge(reader).probability


@pytest.mark.parametrize(
    ("advert", "remark"),
    [
        ("加微信领取优惠券每天赚钱轻松兼职", "这篇文章写得很清楚我学到了很多"),
        ("無料で稼げる副業を今すぐ登録してください", "説明がとても分かりやすくて助かりました"),
        ("สมัครคาสิโนออนไลน์รับโบนัสฟรีวันนี้", "บทความนี้อธิบายได้ชัดเจนมากขอบคุณครับ"),
    ],
    ids=["Chinese", "Japanese", "Thai"],
)
def test_languages_without_spaces_are_learnt(advert, remark):
    learner = taught(*[(advert, True), (remark, False)] * 8)

    assert chance(learner, "！" + advert[2:-2]) > 0.8
    assert chance(learner, "。" + remark[2:-2]) < 0.2

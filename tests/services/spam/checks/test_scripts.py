import pytest

from tests.signals import said, weight


def test_it_works(bob):
    comment = bob.say("Your pаypаl account")

    assert said(comment, "scripts").reason == "Letters of another script hide in “pаypаl”"
    assert comment["status"] == "published"


def test_many_such_words_weigh_more_and_still_decide_nothing(bob):
    comment = bob.say("Bеst cаsino bоnus todаy")

    assert weight(comment, "scripts") == 0.4
    assert said(comment, "scripts").certainty < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Купил VPNом и IT-отдел доволен",
        "Наш PR и новый iPhoneы",
        "The α-blocker, TGFβ and 5 μm",
        "Привет world and мир peace",
        "日本語とEnglishのmixed文章",
        "cлово",
    ],
)
def test_who_writes_two_languages_is_let_be(bob, text):
    assert said(bob.say(text), "scripts") is None


def test_a_word_may_be_disguised_the_other_way_round(bob):
    assert weight(bob.say("Удалённый зaрaбoток"), "scripts") == 0.25


@pytest.mark.parametrize(("text", "certainty"), [("𝐁𝐄𝐒𝐓 𝐂𝐀𝐒𝐈𝐍𝐎", 0.35), ("Ⓑⓤⓨ ⓝⓞⓦ", 0.35), ("𝓦𝓲𝓷 𝓫𝓲𝓰 " * 8, 0.45)])
def test_letters_made_for_formulas_are_told(bob, text, certainty):
    assert weight(bob.say(text), "styled") == certainty


@pytest.mark.parametrize("text", ["Let 𝑥 and 𝑦 be in ℝ", "🇮🇹🇩🇪🇫🇷🇪🇸🇵🇹", "ｆｕｌｌ ｗｉｄｔｈ", "① ② ③ ④ ⑤ ⑥ ⑦"])
def test_formulas_flags_and_numbers_are_let_be(bob, text):
    assert said(bob.say(text), "styled") is None

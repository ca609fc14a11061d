import pytest

from tests.signals import said, weight

ZERO_WIDTH = "\u200b"


def test_it_works(bob):
    comment = bob.say("Ch\u200beap pi\u200blls and vi\u2060ag\ufeffra on\u200cline")

    assert said(comment, "hidden").reason == "Words with invisible characters inside: 5"
    assert comment["status"] == "pending"


@pytest.mark.parametrize(
    "text",
    [
        "One word that was pas\u200bted along",
        "می\u200cخواهم که کتاب\u200cها را بخوانم",
        "क्\u200dष और न्\u200cय",
        "👩\u200d👩\u200d👧\u200d👦 and 👨\u200d💻",
        "ខ្ញុំ\u200bស្រឡាញ់\u200bភាសា\u200bខ្មែរ",
        "Silben\u00adtren\u00adnung und noch eine Wort\u00adtren\u00adnung",
        "Call \u202d+1 555 0100\u202c",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f wins",
        "ab\u200f \u200eגד",
    ],
)
def test_scripts_and_emoji_may_use_what_they_need(bob, text):
    assert said(bob.say(text), "hidden") is None


def test_two_words_are_a_hint_only(bob):
    comment = bob.say("He\u200bllo wo\u200brld")

    assert weight(comment, "hidden") == 0.35
    assert comment["status"] == "published"


def test_a_text_that_runs_backwards_is_held(bob):
    assert weight(bob.say("photo\u202egpj.exe"), "hidden") == 0.5


def test_a_text_that_nobody_sees_is_held(bob):
    assert weight(bob.say("Hello\U000e0042\U000e0075\U000e0079 there"), "hidden") == 0.7


def test_a_name_is_looked_at_too(bob):
    assert weight(bob.say("Hello.", name="Bo\u200bb\u202e"), "hidden") == 0

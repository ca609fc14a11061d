from datetime import timedelta

import pytest

from models import Band, Comment, db, now, transaction
from services.moderation.decide import Choice, decide
from tests.cast import BLOG, OTHER, Reader
from tests.signals import said, weight

ADVERT = "We lend money to everybody within a day, ask for nothing and write to us under loans at lender dot example."
CHANGED = (
    "Hello! We lend money to everyone within a day, ask for nothing, and write to us under loan at lender dot example"
)
OTHERWISE = "What a careful article; I had not thought of the margins as a place where readers answer one another."


def test_it_works(bob, spam):
    spam(ADVERT)

    comment = bob.say(CHANGED)

    signal = said(comment, "repetition")
    assert (signal.score, signal.certainty) == (1.0, 0.85)
    assert signal.reason == "Nearly the same text was spam before on this site"


def test_another_text_is_no_copy(bob, spam):
    spam(ADVERT)

    assert said(bob.say(OTHERWISE), "repetition") is None


@pytest.mark.parametrize(
    "disguised",
    [
        ADVERT.upper(),
        ADVERT.replace(" ", "  \n"),
        "\u200b".join(ADVERT),
        f"**{ADVERT}**",
        ADVERT.replace(" ", " ⭐ "),
        f"{ADVERT} 4711",
    ],
)
def test_dress_makes_no_other_text(bob, spam, disguised):
    spam(ADVERT)

    assert weight(bob.say(disguised), "repetition") == 0.85


def test_a_language_without_spaces_is_compared_too(bob, spam):
    text = "本店提供最优惠的贷款服务，无需抵押，当天放款，利息低，欢迎随时联系我们的客服人员咨询详情。"
    spam(text)

    assert weight(bob.say(text.replace("欢迎", "请")), "repetition") == 0.85


def test_what_others_say_nearly_alike_weighs_more_each_time(client, open_site):
    people = [Reader(client, f"Reader {number}", ip=f"198.51.{number}.1") for number in range(4)]

    weights = [weight(reader.say(f"{ADVERT} {reader.name}"), "repetition") for reader in people]

    assert weights == [0.0, 0.3, 0.4, 0.5]


def test_who_repeats_themselves_in_one_discussion_is_hardly_suspect(bob):
    bob.say(ADVERT)

    comment = bob.say(CHANGED)

    assert weight(comment, "repetition") == 0.2
    assert comment["status"] == "published"


@pytest.mark.parametrize(("text", "certainty"), [(ADVERT, 0.5), (CHANGED, 0.3)])
def test_who_says_the_same_under_another_page_is_more_so(bob, text, certainty):
    bob.say(ADVERT)

    assert weight(bob.say(text, url=f"{BLOG}/elsewhere"), "repetition") == certainty


@pytest.mark.parametrize("text", ["Thank you!", "ha" * 400, "😀" * 400])
def test_what_is_short_or_says_nothing_is_nobodys_own(bob, carol, text):
    carol.say(f"{text} Carol")

    assert said(bob.say(f"{text} Bob"), "repetition") is None


def test_a_copy_of_what_was_let_through_is_not_taken_for_spam(bob, carol, spam, approve):
    approve(carol.say(ADVERT)["id"])
    approve(bob.say(f"{ADVERT} Bob")["id"])
    spam(f"{ADVERT} Mallory")

    comment = carol.say(CHANGED, url=f"{BLOG}/elsewhere")

    assert weight(comment, "repetition") < 0.85


def test_after_five_weeks_it_is_forgotten(bob, spam):
    old = spam(ADVERT)
    with transaction():
        changed = db.update(Comment).where(Comment.id == old["id"])
        db.session.execute(changed.values(created_at=now() - timedelta(days=36)))

    assert said(bob.say(CHANGED), "repetition") is None


def test_another_sites_spam_is_not_ours(bob, client, other_site, dave):
    theirs = Reader(client, "Mallory", site="other", page=f"{OTHER}/lesson").say(ADVERT)
    decide(dave, [Choice(theirs["id"], db.session.get(Comment, theirs["id"]).version)], "spam")

    assert said(bob.say(CHANGED), "repetition") is None


def test_an_edited_comment_is_found_by_what_it_says_now(bob, carol):
    comment = carol.say(ADVERT)
    carol.change(comment["id"], OTHERWISE)

    assert said(bob.say(CHANGED), "repetition") is None
    assert weight(bob.say(f"Hm. {OTHERWISE}", url=f"{BLOG}/elsewhere"), "repetition") == 0.3


def test_an_edit_into_known_spam_is_seen(bob, spam):
    spam(ADVERT)
    comment = bob.say(OTHERWISE)

    bob.change(comment["id"], CHANGED)

    assert weight(comment, "repetition") == 0.85


def test_what_a_comment_is_found_by_goes_with_it(carol):
    comment = carol.say(ADVERT)
    kept = db.session.query(Band).count()

    carol.remove(comment["id"])

    assert (kept, db.session.query(Band).count()) == (12, 0)

import re
from html import unescape
from unicodedata import normalize

import pytest

from blueprints.api.schemas.told import Posted
from models import Comment, Origin, OutboxEntry, Signal, db, transaction
from tests.cast import BLOG, PAGE


def test_it_works(bob):
    answer = bob.write("Hello *there*.")

    assert answer.status_code == 201
    assert answer.json["comment"]["status"] == "published"
    assert bob.texts() == ["<p>Hello <em>there</em>.</p>\n"]


def test_the_first_comment_of_a_new_person_waits_for_a_moderator(carol):
    comment = carol.say("Hello.")

    assert comment["status"] == "pending"
    assert carol.texts() == []


def test_an_approved_comment_appears(carol, approve):
    comment = carol.say("Hello.")

    approve(comment["id"])

    assert carol.texts() == ["<p>Hello.</p>\n"]


def test_a_typed_address_of_a_trusted_person_earns_no_trust(bob, mallory):
    bob.say("It is me.", email="bob@blog.example")

    comment = mallory.say("It is me, Bob.", name="Bob", email="bob@blog.example")

    assert comment["status"] == "pending"


def test_the_email_address_is_never_told(bob):
    bob.say(email="bob@secret.example")

    told = bob.get("/threads").text + bob.get("/mine").text + bob.client.get(f"/embed/thread?site=blog&url={PAGE}").text

    assert "secret.example" not in told


def test_a_reply_stands_below_its_parent(bob):
    parent = bob.say("A question?")

    bob.say("An answer.", parent=parent["id"])

    assert [reply["html"] for reply in bob.read()["comments"][0]["replies"]] == ["<p>An answer.</p>\n"]


def test_with_akismet_it_is_stored_before_it_is_judged(bob, akismet):
    answer = bob.write("Hello.")

    assert answer.status_code == 202
    assert answer.json["comment"]["status"] == "checking"
    assert "check" in db.session.scalars(db.select(OutboxEntry.kind)).all()
    assert akismet.requests == []


def test_what_akismet_finds_clean_is_published(bob, akismet, work):
    bob.say("Hello.")

    work()

    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_what_akismet_calls_spam_never_shows(bob, akismet, work):
    akismet.mode = "spam"
    comment = bob.say("Cheap watches.")

    work()

    assert bob.texts() == []
    assert db.session.get(Comment, comment["id"]).status == "spam"


def test_a_filled_trap_is_spam_and_looks_like_waiting_to_its_author(mallory):
    comment = mallory.say("Hello.", trap="http://spam.example")

    assert comment["status"] == "pending"
    assert db.session.get(Comment, comment["id"]).status == "spam"


def test_every_reason_is_kept_in_plain_words(mallory):
    mallory.say("See http://a.example http://b.example http://c.example")

    reasons = db.session.scalars(db.select(Signal.reason).order_by(Signal.id)).all()
    assert reasons[0] == "Links in it: 3; the site lets 2 pass"
    assert "nothing published here yet" in reasons[1]


@pytest.mark.parametrize("path", ["article", "article/", "article?utm_source=x", "article#part", "article/index.html"])
def test_spellings_of_one_address_lead_to_one_thread(bob, path):
    bob.say("Hello.")

    assert bob.texts(url=f"{BLOG}/{path}") == ["<p>Hello.</p>\n"]


def test_it_is_what_the_reference_says(bob):
    answer = bob.write("Hello.", website="bob.example", email="bob@blog.example")

    Posted().load(answer.json)
    assert answer.json["comment"]["author"] == {"name": "Bob", "website": "https://bob.example"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_is_missing_may_be_left_out(client, site):
    with transaction():
        site.name_required = False

    answer = client.post("/api/v1/comments", json={"site": "blog", "url": PAGE, "text": "Hello."})

    assert answer.status_code == 201
    assert answer.json["comment"]["author"] == {"name": "", "website": None}


def test_a_reply_to_a_reply_stands_below_it(bob):
    root = bob.say("A question?")
    reply = bob.say("An answer.", parent=root["id"])

    deepest = bob.say("Thank you.", parent=reply["id"])

    (told,) = bob.read()["comments"]
    assert told["replies"][0]["replies"][0]["id"] == deepest["id"]
    assert (told["reply_count"], told["replies"][0]["reply_count"]) == (2, 1)


def test_where_it_came_from_is_kept_for_the_judges(bob):
    bob.say("Hello.")

    origin = db.session.scalars(db.select(Origin).order_by(Origin.id.desc())).first()
    assert (origin.ip, origin.user_agent, origin.referrer, origin.permalink) == (
        "192.0.2.20",
        "Bob's browser",
        PAGE,
        PAGE,
    )


def test_a_name_is_one_line_without_what_nobody_sees(bob):
    comment = bob.say("Hello.", name="  Bob \t the\u202e  Reader\x81 ")

    assert comment["author"]["name"] == "Bob the Reader"


@pytest.mark.parametrize(
    "text",
    [
        "Grazie mille! È stato bellissimo: perché no?",
        "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇮🇹 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️",
        "בעברית קוראים לזה „הערת שוליים”, והיא ארוכה.",
        "السلام عليكم ورحمة الله، كيف الحال؟",
        "می‌خواهم این را بنویسم",
        "हिन्दी में लिखा हुआ एक वाक्य",
        "ភាសាខ្មែរ\u200bមាន\u200bពាក្យ",
        "我在北京。こんにちは、世界！ 안녕하세요",
        "Zalgo: h̷͈̽e̶͎͝l̵̰̈́l̸̙̿o",
        "e\u0301 and a\u030a and n\u0303",
        "𝕱𝖗𝖆𝖐𝖙𝖚𝖗 ＦＵＬＬ ﬁne",
        "Donaudampfschifffahrtsgesellschaftskapitän" * 200,
        "1 < 2 && 3 > 2, \"quoted\" & 'single'",
        "C:\\path\\to\\file %20 $HOME {{ x }}",
    ],
)
def test_real_text_comes_back_readable(carol, text):
    shown = carol.say(text)["html"]

    assert unescape(re.sub(r"<[^>]+>", "", shown)).strip() == normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It\x92s wrongly decoded\x85\x81", "It’s wrongly decoded…"),
        ("a\ufeffb\u202ec\u2066d", "abcd"),
        ("one\r\ntwo\rthree", "one<br>\ntwo<br>\nthree"),
        ("\ufffd stays", "\ufffd stays"),
    ],
)
def test_what_nobody_can_read_is_left_out(carol, text, shown):
    comment = carol.say(text)

    assert comment["html"] == f"<p>{shown}</p>\n"


def test_the_text_is_kept_as_it_was_typed(carol):
    text = "It\x92s  *typed*\r\nso\u202e "

    comment = carol.say(text)

    assert db.session.get(Comment, comment["id"]).source == text

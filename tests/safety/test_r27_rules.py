"""R27: the site's rules: how many links, the blocklist on every field, who is known; what each check says and does."""

import pytest

from models import Comment, Signal, db, transaction
from services.sites.change_site import block
from tests.cast import BLOG

THREE_LINKS = "See http://a.example and http://b.example and http://c.example"
LONG = "A text that is long enough to be known again wherever it is sent to."


def judged(comment) -> tuple[str, list[str]]:
    """The status of a comment, and the checks that spoke."""
    db.session.rollback()
    signals = db.session.scalars(db.select(Signal.check).where(Signal.comment_id == comment["id"]).order_by(Signal.id))
    return db.session.get(Comment, comment["id"]).status, list(signals)


def test_it_works(bob):
    assert judged(bob.say("Hello.")) == ("published", [])


@pytest.mark.parametrize(
    ("written", "status", "checks"),
    [
        ({"trap": "x"}, "spam", ["trap"]),
        ({"form": None}, "pending", ["haste"]),
        ({"text": THREE_LINKS}, "pending", ["links"]),
        ({"text": "Buy v1agra"}, "spam", ["blocklist"]),
        ({"text": THREE_LINKS, "form": None}, "pending", ["haste", "links"]),
        ({"text": f"{THREE_LINKS} v1agra", "form": None, "trap": "x"}, "spam", ["trap", "haste", "links", "blocklist"]),
    ],
)
def test_each_check_says_its_word_and_together_they_decide(bob, site, written, status, checks):
    block(site, "word", "v1agra")

    comment = bob.say(**{"text": "Hello."} | written)

    assert judged(comment) == (status, checks)


def test_every_signal_says_why_in_plain_words(bob):
    bob.say(THREE_LINKS, form=None, trap="x")

    reasons = db.session.scalars(db.select(Signal.reason).order_by(Signal.id)).all()
    assert reasons == [
        "The hidden trap field was filled in, which programs do and people cannot",
        "It was sent without opening the comment form",
        "Links in it: 3; the site lets 2 pass",
    ]


@pytest.mark.parametrize(("links", "status"), [(0, "published"), (1, "pending")])
def test_a_site_says_how_many_links_may_be(bob, site, links, status):
    with transaction():
        site.links_max = 0

    comment = bob.say("Look: " + "https://a.example " * links)

    assert judged(comment)[0] == status


def test_who_is_quicker_than_people_waits(bob, site):
    with transaction():
        site.form_wait = 30

    assert judged(bob.say("Hello.")) == ("pending", ["haste"])


@pytest.mark.parametrize(
    "written",
    [
        {"text": "Cheap Casino tokens"},
        {"text": "**casino**"},
        {"text": "CASINO!"},
        {"text": "ca\u00adsi\u200bno"},
        {"text": "ｃａｓｉｎｏ"},
        {"name": "The Casino"},
        {"email": "casino@x.example"},
        {"website": "https://x.example/casino"},
    ],
)
def test_a_word_is_found_in_every_field(bob, site, written):
    block(site, "word", "casino")

    comment = bob.say(**{"text": "Hello."} | written)

    assert judged(comment) == ("spam", ["blocklist"])


def test_a_word_is_found_in_what_the_browser_says(bob, site):
    block(site, "word", "casinobot")
    bob.headers["User-Agent"] = "Mozilla/5.0 CasinoBot/1.0"

    assert judged(bob.say("Hello."))[0] == "spam"


@pytest.mark.parametrize("text", ["occasionally", "casinos", "precasino"])
def test_a_word_within_a_word_is_another(bob, site, text):
    block(site, "word", "casino")

    assert judged(bob.say(text)) == ("published", [])


@pytest.mark.parametrize(
    ("term", "text"), [("赌场", "最好的赌场在这里"), ("カジノ", "新しいカジノです"), ("คาสิโน", "เล่นคาสิโนที่นี่")]
)
def test_a_word_needs_no_space_where_nobody_writes_one(bob, site, term, text):
    block(site, "word", term)

    assert judged(bob.say(text))[0] == "spam"


@pytest.mark.parametrize(
    ("kind", "term", "written"),
    [
        ("domain", "spam.example", {"text": "See https://spam.example/offer now"}),
        ("domain", "spam.example", {"text": "[here](https://deep.below.SPAM.example:8080/)"}),
        ("domain", "https://Spam.Example/", {"website": "http://www.spam.example"}),
        ("domain", "bücher.example", {"text": "https://xn--bcher-kva.example/"}),
        ("email", "mallory@spam.example", {"email": "Mallory@Spam.example"}),
        ("email", "@spam.example", {"email": "anybody@spam.example"}),
        ("network", "192.0.2.20", {}),
        ("network", "192.0.2.0/24", {}),
        ("network", "192.0.2.99/24", {}),
    ],
)
def test_a_domain_an_address_and_a_network_are_found(bob, site, kind, term, written):
    block(site, kind, term)

    comment = bob.say(**{"text": "Hello."} | written)

    assert judged(comment) == ("spam", ["blocklist"])


@pytest.mark.parametrize(
    ("kind", "term", "written"),
    [
        ("domain", "spam.example", {"text": "https://notspam.example/ https://spam.example.org"}),
        ("email", "@spam.example", {"email": "bob@notspam.example"}),
        ("email", "b@spam.example", {"email": "bob@spam.example"}),
        ("network", "198.51.100.0/24", {}),
        ("network", "2001:db8::/32", {}),
    ],
)
def test_what_only_looks_alike_is_not_found(bob, site, kind, term, written):
    block(site, kind, term)

    comment = bob.say(**{"text": "Hello."} | written)

    assert judged(comment) == ("published", [])


def test_a_network_may_be_one_of_the_newer_kind(bob, site):
    block(site, "network", "2001:db8::/32")
    bob.ip = "2001:db8:7::1"

    assert judged(bob.say("Hello."))[0] == "spam"


def test_the_blocklist_of_another_site_counts_for_nothing(bob, other_site):
    block(other_site, "word", "hello")

    assert judged(bob.say("Hello.")) == ("published", [])


def test_a_long_text_that_comes_again_elsewhere_waits(bob):
    bob.say(LONG)

    comment = bob.say(LONG, url=f"{BLOG}/elsewhere")

    assert judged(comment) == ("pending", ["repetition"])


def test_a_short_text_may_come_again(bob):
    bob.say("Thank you!")

    comment = bob.say("Thank you!", url=f"{BLOG}/elsewhere")

    assert judged(comment) == ("published", [])


def test_a_text_that_was_spam_is_spam_again(bob, mallory, move):
    move(mallory.say(LONG)["id"], "spam")

    comment = bob.say(LONG, url=f"{BLOG}/elsewhere")

    assert judged(comment) == ("spam", ["repetition"])


@pytest.mark.parametrize(
    ("hold", "known", "unknown"),
    [("everything", "pending", "pending"), ("first", "published", "pending"), ("nothing", "published", "published")],
)
def test_the_site_says_who_waits(bob, carol, site, hold, known, unknown):
    with transaction():
        site.hold = hold

    assert (bob.say("Hello.")["status"], carol.say("Hello.")["status"]) == (known, unknown)


def test_trust_is_lost_with_a_comment_that_a_moderator_calls_spam(bob, move):
    move(bob.say("Hello.")["id"], "spam")

    assert bob.say("Hello again.")["status"] == "pending"


def test_trust_is_in_the_token_not_in_the_name_and_address(bob):
    bob.token = None

    assert bob.say("It is me.", email="bob@blog.example")["status"] == "pending"


@pytest.mark.parametrize("written", [{"trap": "x"}, {"text": "casino"}])
def test_spam_is_never_shown_and_looks_like_waiting_to_its_author(bob, carol, site, written):
    block(site, "word", "casino")

    comment = bob.say(**{"text": "Hello."} | written)

    assert comment["status"] == "pending"
    assert [each["status"] for each in bob.get("/mine").json["comments"]] == ["pending"]
    assert (carol.texts(), carol.read()["thread"]["count"]) == ([], 0)

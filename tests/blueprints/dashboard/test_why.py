"""Each comment is explained: what every check said of it, what would change the verdict, and all that happened."""

import pytest

from models import BlockedTerm, Signal, Verdict, db, transaction
from services.spam import checks

LINKS = "https://a.example https://b.example https://c.example"


def test_it_works(room, mallory):
    comment = mallory.say(LINKS)

    room.open(f"/room/comments/{comment['id']}/why")

    assert "Why this comment is waiting for a decision" in room.text
    assert "Number of links links Links in it: 3; the site lets 2 pass strong sign, 50%" in room.text
    assert "it is to be held for a moderator . The reason: Links in it: 3; the site lets 2 pass" in room.text
    assert "Held from 40% on, spam from 80% on." in room.text


def test_every_comment_of_the_queue_leads_there_and_back(room, carol):
    comment = carol.say()
    room.open("/room/", q="carol")
    assert f'href="/room/blog/comments/{comment["id"]}/why?back=/room/blog/?status%3Dpending%26q%3Dcarol"' in room.page

    room.open(f"/room/comments/{comment['id']}/why", back="/room/blog/?q=carol")

    assert 'href="/room/blog/?q=carol">Back to the comments' in room.page


def test_it_leads_nowhere_else(room, carol):
    comment = carol.say()

    room.open(f"/room/comments/{comment['id']}/why", back="https://evil.example/")

    assert "evil.example" not in room.page


def test_it_says_what_would_change_the_verdict(room, bob):
    comment = bob.say(LINKS)

    room.open(f"/room/comments/{comment['id']}/why")

    assert "Without what the check “links” says Published" in room.text


def test_it_says_what_decides_alone(room, mallory, site):
    with transaction():
        db.session.add(BlockedTerm(site_id=site.id, kind="word", term="watches"))
    comment = mallory.say("Fine watches.")

    room.open(f"/room/comments/{comment['id']}/why")

    assert "Blocklist blocklist The blocklist names the word “watches” decides alone" in room.text
    assert "100% spam. Held from" in room.text


def test_what_speaks_for_a_comment_is_marked(room, carol, akismet, work):
    comment = carol.say()
    work()

    room.open(f"/room/comments/{comment['id']}/why")

    assert "Akismet akismet Akismet finds nothing wrong with it for it, 50%" in room.text
    assert '<tr class="for">' in room.page


def test_it_says_when_nothing_speaks_against_it(room, bob):
    comment = bob.say()

    room.open(f"/room/comments/{comment['id']}/why")

    assert "No check has anything to say." in room.text


def test_it_tells_the_whole_history_with_names(room, carol, move):
    comment = carol.say()
    move(comment["id"], "spam")

    room.open(f"/room/comments/{comment['id']}/why")

    assert "It was sent" in room.text
    assert "Verdict: hold" in room.text
    assert "Alice marked it as spam" in room.text
    assert "A moderator has decided, and no verdict changes that." in room.text


def test_it_shows_what_it_said_before(room, carol):
    comment = carol.say("The former text.")
    carol.change(comment["id"], "The later text.")

    room.open(f"/room/comments/{comment['id']}/why")

    assert "What it said before The former text. Changed by its author ·" in room.text
    assert "Its author changed the text" in room.text


def test_one_decides_there_and_stays(room, carol, status_of):
    comment = carol.say()
    here = f"/room/comments/{comment['id']}/why"
    room.open(here)

    room.send("/room/decisions", decide=room.button("spam", comment), back=here)
    assert "Marked as spam: 1 comment. Undo" in room.text
    assert "Why this comment is in the spam folder" in room.text

    room.press_undo()
    assert status_of(comment) == "pending"


def test_of_a_deleted_comment_only_what_happened_is_shown(room, carol, move):
    comment = carol.say(f"Take this away. {LINKS}", email="carol@mail.example")
    move(comment["id"], "deleted")

    room.open(f"/room/comments/{comment['id']}/why")

    assert "Alice deleted it" in room.text
    assert "Take this away." not in room.page
    assert "carol@mail.example" not in room.page
    assert "What the checks say" not in room.text
    assert room.buttons == []


def test_no_reason_tells_what_a_deleted_comment_said(room, mallory, site, move, work_later):
    with transaction():
        db.session.add(BlockedTerm(site_id=site.id, kind="word", term="watches"))
    comment = mallory.say("Fine watches.")
    move(comment["id"], "deleted")

    room.open(f"/room/comments/{comment['id']}/why")
    assert "Verdict: spam, 100% spam" in room.text
    assert "watches" not in room.text

    work_later()
    assert db.session.scalars(db.select(Verdict.reason)).all() == [""]


@pytest.mark.parametrize("page", ["why", "alike"])
@pytest.mark.parametrize("number", ["999", "999999999999999", "9999999999999999999999", "x", "-1", "1.0"])
def test_what_is_not_there_is_not_found(room, page, number):
    assert room.open(f"/room/comments/{number}/{page}").status_code == 404


def test_r2_what_readers_typed_is_text(room, mallory):
    comment = mallory.say("Hello.", name='"><script>alert(1)</script>', website="https://x.example/?q=<b>")

    room.open(f"/room/comments/{comment['id']}/why")

    assert room.page.count("<script") == 1
    assert "&lt;script&gt;alert(1)" in room.page


@pytest.fixture
def judged(carol, akismet, work):
    """A comment that Akismet has judged."""
    comment = carol.say()
    work()
    return comment


def test_it_is_checked_again(room, judged, akismet, work):
    here = f"/room/comments/{judged['id']}/why"
    room.open(here)
    assert "Check again" in room.text

    room.send(f"/room/comments/{judged['id']}/recheck", back=here)
    assert "Asked about it again: Akismet." in room.text

    work()
    room.open(here)
    assert "Akismet, asked again by a moderator: not spam" in room.text


def test_where_nobody_is_asked_nobody_is_asked_again(room, carol):
    comment = carol.say()
    room.open(f"/room/comments/{comment['id']}/why")
    assert "Check again" not in room.text

    answer = room.send(f"/room/comments/{comment['id']}/recheck")

    assert answer.status_code == 409
    assert "Nobody outside is asked about the comments of this site." in room.text


def test_r10_dave_has_nothing_of_it_checked_again(daves_room, judged):
    daves_room.open()

    assert daves_room.send(f"/room/comments/{judged['id']}/recheck").status_code == 404


@pytest.mark.parametrize("page", ["why", "alike"])
def test_r10_dave_finds_nothing_there(daves_room, carol, page):
    comment = carol.say("A secret of alice's blog.")

    answer = daves_room.open(f"/room/comments/{comment['id']}/{page}")

    assert answer.status_code == 404
    assert "secret" not in daves_room.text


def test_it_names_no_threshold_that_nobody_could_set(room, mallory):
    comment = mallory.say("A word or two about this article.", website="https://mallory.example")

    room.open(f"/room/comments/{comment['id']}/why")

    assert "If comments are spam from" not in room.text


@pytest.mark.parametrize(
    "name", [*(check.__name__.rpartition(".")[2] for check in checks.LOCAL), "akismet", "cleantalk"]
)
def test_every_check_has_a_name_for_people(room, carol, site, name):
    comment = carol.say()
    with transaction():
        told = {"score": 1.0, "certainty": 0.3, "reason": "It says so"}
        db.session.add(Signal(site_id=site.id, comment_id=comment["id"], check=name, **told))

    room.open(f"/room/comments/{comment['id']}/why")

    assert f'<th scope="row">{name} <small>' not in room.page
    assert f"<small>{name}</small></th><td" in room.page

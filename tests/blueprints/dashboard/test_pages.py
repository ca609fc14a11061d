"""The room's list of discussions: found, closed, opened."""

import re

import pytest

from models import Change, Thread, db, transaction
from services.moderation.discussions import PAGE
from tests.answers import refused
from tests.blueprints.dashboard.conftest import SCRIPT
from tests.cast import BLOG
from tests.crowd import fill


def names(room) -> list[str]:
    return re.findall(r'<th scope="row"><a href="([^"]+)"', room.page)


def press(room, to: str, which: int = 0, **how):
    """The button of a discussion on this page."""
    path = re.findall(rf'action="(/room/blog/pages/\d+/{to})"', room.page)[which]
    return room.send(path, back="/room/pages", **how)


def changes() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(db.select(Change.subject).where(Change.action == "thread.closed")))


@pytest.fixture
def article(bob) -> dict:
    return bob.say("Hello.")


def test_it_works(room, bob, carol, article):
    carol.say("I wait.")

    room.open("/room/pages")

    assert names(room) == [f"{BLOG}/article", f"{BLOG}/first"]
    assert f"{BLOG}/article 1 published 1 waiting Open" in room.text
    assert f"{BLOG}/first 1 published 0 Open" in room.text


def test_where_somebody_wrote_last_comes_first(room, bob, article):
    bob.say("Something new.", url=f"{BLOG}/first")

    room.open("/room/pages")

    assert names(room) == [f"{BLOG}/first", f"{BLOG}/article"]


def test_an_answer_of_the_site_brings_its_page_up(room, bob, article):
    bob.say("Something new.", url=f"{BLOG}/first")
    room.open(f"/room/comments/{article['id']}/reply")
    version = re.search(r'name="version" value="(\d+)"', room.page)[1]
    room.send(f"/room/comments/{article['id']}/reply", version=version, text="Welcome.")

    room.open("/room/pages")

    assert names(room)[0] == f"{BLOG}/article"


@pytest.mark.parametrize("q", ["spoons", "SPOONS", "/kitchen", "50% off"])
def test_it_is_found_by_title_and_address(room, bob, article, q):
    bob.say("A comment.", url=f"{BLOG}/kitchen", title="Wooden spoons, 50% off")

    room.open("/room/pages", q=q)

    assert names(room) == [f"{BLOG}/kitchen"]


@pytest.mark.parametrize("q", ["forks", "%", "_", "\\"])
def test_what_matches_nothing_says_so(room, article, q):
    room.open("/room/pages", q=q)

    assert "No discussion here matches that." in room.text


def test_a_site_without_comments_says_so(room):
    room.open("/room/pages")

    assert "Nobody has written anything yet." in room.text


def test_r28_a_further_page_goes_on_where_the_first_ended(room, site):
    urls = [f"{BLOG}/page-{number}" for number in range(PAGE + 2)]
    [fill(site, 1, url=url) for url in urls]
    room.open("/room/pages")
    first = names(room)
    fill(site, 1, url=urls[0])

    room.open(re.search(r'<a class="button" href="([^"]+)">Older', room.page)[1])

    assert (first, names(room)) == (urls[:1:-1], [urls[1]])


@pytest.mark.parametrize("before", ["x", "1", "1.", "1.x", "-1.2", "1.2.3", "9" * 16 + ".1"])
def test_a_cursor_that_is_none_is_refused(room, before):
    assert room.open("/room/pages", before=before).status_code == 404


def test_r26_a_closed_discussion_takes_nothing_and_says_so(room, bob, carol, article):
    room.open("/room/pages")

    press(room, "close")

    assert "The discussion is closed. What stands there can still be read." in room.text
    assert bob.read()["thread"]["open"] is False
    assert bob.texts() == ["<p>Hello.</p>\n"]
    assert refused(carol.write("Me too."))[:2] == (409, "thread_closed")
    assert refused(carol.vote(article["id"]))[:2] == (409, "thread_closed")


def test_readers_learn_of_it_at_once(room, bob, article):
    etag = bob.get("/threads").headers["ETag"]
    room.open("/room/pages")

    press(room, "close")

    assert bob.get("/threads").headers["ETag"] != etag


def test_the_page_without_a_script_has_no_form_then(room, client, article):
    room.open("/room/pages")

    press(room, "close")

    page = client.get("/embed/thread", query_string={"site": "blog", "url": f"{BLOG}/article"}).text
    assert "<textarea" not in page
    assert "closed" in page


def test_it_can_be_opened_again(room, carol, article):
    room.open("/room/pages")
    press(room, "close")

    press(room, "open")

    assert "The discussion is open again." in room.text
    assert carol.write("Me too.").status_code == 201


def test_undo_opens_it_again(room, carol, article):
    room.open("/room/pages")
    press(room, "close")

    told = room.send(re.search(r'action="([^"]+)" data-undo', room.page)[1], headers=SCRIPT).json

    assert told["message"] == "The discussion is open again."
    assert carol.write("Me too.").status_code == 201


def test_the_log_says_so_once(room, article):
    room.open("/room/pages")
    close = re.findall(r'action="(/room/blog/pages/\d+/close)"', room.page)[0]
    room.send(close)
    room.open("/room/pages")
    room.send(close)

    assert changes() == [f"{BLOG}/article"]


def test_it_is_closed_from_a_comment_of_it(room, bob, article):
    room.open("/room/?status=published")

    press(room, "close")

    assert bob.read()["thread"]["open"] is False


def test_a_frozen_site_is_said_of_each(room, site, article):
    with transaction():
        site.is_open = False

    room.open("/room/pages")

    assert room.text.count("The site is closed") == 2


def test_r10_another_sites_discussions_are_not_there(daves_room, room, article):
    room.open("/room/pages")
    path = re.findall(r'action="/room/blog(/pages/\d+/close)"', room.page)[0]

    daves_room.open("/room/pages")
    answer = daves_room.send(f"/room{path}", headers=SCRIPT)

    assert "article" not in daves_room.text
    assert refused(answer)[:2] == (404, "not_found")
    assert db.session.scalars(db.select(Thread.closed_at)).all() == [None, None]


def test_r7_without_the_pages_token_nothing_is_closed(room, bob, article):
    room.open("/room/pages")

    assert press(room, "close", token=False).status_code == 403
    assert bob.read()["thread"]["open"] is True


def test_r2_a_title_is_text(room, bob):
    bob.say("Hello.", title="<script>alert(1)</script>")

    room.open("/room/pages")

    assert room.page.count("<script") == 1
    assert "&lt;script&gt;alert(1)" in room.page

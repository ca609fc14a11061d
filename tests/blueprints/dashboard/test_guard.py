"""R5: the pages' own policy. R7: state changes need a token, and are never GET. R10: nothing without a session."""

import pytest

from models import Decision, db
from tests.blueprints.dashboard.conftest import SCRIPT, Room

WRITES = ["/room/decisions", "/room/decisions/batch/undo", "/room/try-again", "/room/sign-out"]
WRITES += ["/room/comments/1/recheck", "/room/spam/thresholds", "/room/spam/memory/anew", "/room/spam/memory/reset"]


def test_it_works(guest, alice):
    answer = guest.open("/room/", follow=False)

    assert answer.status_code == 303
    assert answer.location == "/room/sign-in?next=/room/blog/"


@pytest.mark.parametrize("path", ["/room/", "/room/?status=spam", "/room/owed", "/room/spam", "/room/comments/1/why"])
def test_it_shows_nothing_to_those_who_are_not_signed_in(guest, carol, path):
    carol.say("A secret of the room.")

    guest.open(path)

    assert "Password" in guest.page
    assert "secret" not in guest.page


@pytest.mark.parametrize("path", WRITES)
def test_it_takes_nothing_from_those_who_are_not_signed_in(guest, path):
    answer = guest.send(path)

    assert answer.request.path == "/room/sign-in"
    assert "You were signed out, so nothing was changed." in guest.text


@pytest.mark.parametrize("path", WRITES)
def test_r7_a_write_is_never_a_get(room, path):
    assert room.open(path).status_code in (404, 405)


def test_it_tells_a_script_that_the_session_is_over(guest):
    answer = guest.send("/room/decisions", headers=SCRIPT)

    assert answer.status_code == 401
    assert answer.json["error"]["code"] == "signed_out"


@pytest.mark.parametrize("path", [*WRITES, "/room/sign-in", "/room/enter/token"])
def test_r7_it_refuses_a_post_without_its_token(room, path):
    answer = room.send(path, token=False)

    assert answer.status_code == 403
    assert "Reload the page" in room.text


def test_r7_it_refuses_the_token_of_another_session(room, guest, carol, status_of):
    comment = carol.say()
    room.open()

    button, token = room.button("published", comment), guest.token
    answer = room.send("/room/decisions", decide=button, csrf_token=token, token=False)

    assert answer.status_code == 403
    assert status_of(comment) == "pending"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8000.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"},
    ],
)
def test_r7_it_refuses_a_post_from_elsewhere_even_with_the_token(room, carol, status_of, headers):
    comment = carol.say()
    room.open()

    answer = room.press("published", comment, headers=headers)

    assert answer.status_code == 403
    assert status_of(comment) == "pending"


def test_it_takes_a_post_from_its_own_pages(room, carol, status_of):
    comment = carol.say()
    room.open()

    room.press("published", comment, headers={"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"})

    assert status_of(comment) == "published"


@pytest.mark.parametrize("path", ["/room/", "/room/owed", "/room/sign-in", "/room/enter/token", "/room/?before=x"])
def test_r5_every_page_says_what_a_browser_may_do_with_it(room, path):
    headers = room.open(path, follow=False).headers

    assert headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_r5_no_page_holds_script_or_style_of_its_own(room, carol):
    carol.say()

    room.open()

    assert "style=" not in room.page
    assert "<style" not in room.page
    assert room.page.count("<script") == room.page.count('<script type="module" src="/static/dashboard.js">') == 1


def test_two_browsers_have_nothing_in_common(app, room, carol):
    carol.say("A secret of the room.")

    stranger = Room(app)
    stranger.open()

    assert "secret" not in stranger.page
    assert db.session.scalars(db.select(Decision)).all() == []

"""One's own account: name, password, and the browsers that are signed in. R8: every session can be ended."""

import re
from datetime import timedelta

import pytest
import time_machine

from models import Account, AccountSession, Change, db, now
from services.identity.passwords import set_password
from services.identity.sign_in import sign_in_by_password
from tests.blueprints.dashboard.conftest import Room

PASSWORD, BETTER = "pencil in the margin", "a heron on the roof"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def password(alice):
    set_password(alice.account, PASSWORD)
    return PASSWORD


@pytest.fixture
def phone(app, alice, room):
    """alice's other browser."""
    return Room(app).enter(alice)


def sessions(page):
    return re.findall(r"/room/account/sessions/(\d+)/end", page)


def test_it_works(room):
    room.open("/room/account")

    assert "You sign in as alice@blog.example ." in room.text
    assert "This one" in room.text


def test_a_new_name_stands_everywhere_and_in_the_log(room, alice):
    room.open("/room/account")

    room.send("/room/account/name", name="  Alice\tLiddell ")

    assert "This is your name from now on." in room.text
    assert alice.name == "Alice Liddell"
    change = db.session.scalars(db.select(Change).where(Change.action == "name.changed")).one()
    assert (change.old, change.new, change.moderator_id) == ("Alice", "Alice Liddell", alice.id)


@pytest.mark.parametrize("name", ["", " ", "\u200b", "x" * 101])
def test_a_name_that_is_none_is_refused(room, alice, name):
    room.open("/room/account")

    answer = room.send("/room/account/name", name=name)

    assert answer.status_code == 422
    assert "A name has 1 to 100 characters." in room.text
    assert alice.name == "Alice"


def test_a_name_is_shown_as_it_is(room):
    room.open("/room/account")

    room.send("/room/account/name", name='<script>"&')

    assert "<script>&" not in room.page
    assert 'value="&lt;script&gt;&#34;&amp;"' in room.page


def test_who_has_no_password_sets_one(room, alice):
    room.open("/room/account")
    assert "Present password" not in room.text

    room.send("/room/account/password", password=BETTER)

    assert sign_in_by_password(alice.email, BETTER)


def test_r8_a_new_password_ends_every_session_but_this(password, room, phone, alice):
    room.open("/room/account")

    room.send("/room/account/password", present=PASSWORD, password=BETTER)

    assert "Every other browser is signed out." in room.text
    assert room.open("/room/account").request.path == "/room/account"
    assert phone.open("/room/account").request.path == "/room/sign-in"
    assert sign_in_by_password(alice.email, BETTER)


@pytest.mark.parametrize("present", ["", "not the password", PASSWORD + " ", PASSWORD.upper()])
def test_who_does_not_know_the_present_password_changes_nothing(password, room, phone, alice, present):
    room.open("/room/account")

    answer = room.send("/room/account/password", present=present, password=BETTER)

    assert answer.status_code == 403
    assert "The present password is not right." in room.text
    assert sign_in_by_password(alice.email, PASSWORD)
    assert phone.open("/room/account").request.path == "/room/account"


def test_r18_a_plain_password_is_refused_with_words(password, room, alice):
    room.open("/room/account")

    answer = room.send("/room/account/password", present=PASSWORD, password="alice12345")

    assert answer.status_code == 422
    assert "among the first that anybody would try" in room.text
    assert sign_in_by_password(alice.email, PASSWORD)


def test_r19_guessing_the_present_password_is_throttled(password, room, alice, set_account_limit):
    set_account_limit("3 per hour")
    room.open("/room/account")

    answers = [
        room.send("/room/account/password", present=f"guess {n}", password=BETTER, csrf_token=room.token)
        for n in range(3)
    ]
    refused = room.send("/room/account/password", token=False, csrf_token=room.token, present=PASSWORD, password=BETTER)

    assert {answer.status_code for answer in answers} == {403}
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 3000


def test_r8_the_browsers_are_listed_in_plain_words(room, alice, app):
    other = Room(app)
    other.client.environ_base |= {"HTTP_USER_AGENT": FIREFOX, "REMOTE_ADDR": "198.51.100.77"}
    other.enter(alice)

    room.open("/room/account")

    assert "Firefox on Linux" in room.text
    assert "198.51.100.0/24" in room.text
    assert "198.51.100.77" not in room.page
    assert "Mozilla" not in room.page


def test_r8_one_session_is_ended_from_another(room, phone):
    room.open("/room/account")
    (its,) = sessions(room.page)

    room.send(f"/room/account/sessions/{its}/end")

    assert "That browser is signed out." in room.text
    assert sessions(room.page) == []
    assert phone.open("/room/account").request.path == "/room/sign-in"


def test_r8_all_others_are_ended_at_once(app, room, phone, alice):
    third = Room(app).enter(alice)
    room.open("/room/account")

    room.send("/room/account/sessions/end-others")

    assert phone.open("/room/account").request.path == "/room/sign-in"
    assert third.open("/room/account").request.path == "/room/sign-in"
    assert room.open("/room/account").request.path == "/room/account"


def test_r10_the_session_of_somebody_else_can_not_be_ended(room, daves_room, dave):
    (its,) = AccountSession.standing(dave.account_id)
    room.open("/room/account")

    answer = room.send(f"/room/account/sessions/{its.id}/end")

    assert answer.status_code == 404
    assert daves_room.open("/room/account").request.path == "/room/account"


def test_r10_what_one_ends_are_ones_own_sessions(room, daves_room):
    room.open("/room/account")

    room.send("/room/account/sessions/end-others")

    assert daves_room.open("/room/account").request.path == "/room/account"


def test_an_ended_session_is_ended_once(room, phone):
    room.open("/room/account")
    (its,) = sessions(room.page)
    room.send(f"/room/account/sessions/{its}/end")

    assert room.send(f"/room/account/sessions/{its}/end").status_code == 404


@pytest.mark.parametrize(("minutes", "moves"), [(4, False), (6, True)])
def test_when_a_browser_was_seen_is_exact_to_five_minutes(room, alice, minutes, moves):
    (before,) = AccountSession.standing(alice.account_id)
    seen = before.seen_at

    with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
        room.open("/room/account")

    (after,) = AccountSession.standing(alice.account_id)
    assert (after.seen_at > seen) is moves


@pytest.mark.parametrize("path", ["name", "password", "sessions/1/end", "sessions/end-others"])
def test_r7_each_form_needs_its_token(room, path):
    room.open("/room/account")

    assert room.send(f"/room/account/{path}", token=False, name="X", password=BETTER).status_code == 403
    assert db.session.scalars(db.select(Account.name)).all() == ["Alice"]


def test_who_is_not_signed_in_has_no_account(guest):
    assert guest.open("/room/account").request.path == "/room/sign-in"

"""R8: the session's cookie. R13: a link works once, and only by its button. R19: sign-in is throttled.
R21: who came in is logged, and who was refused."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from app import create_app
from blueprints.context import house
from models import SignInLink, db, now
from services.identity.passwords import set_password
from services.identity.sign_in import make_link
from tests.blueprints.dashboard.conftest import Room
from tests.cast import PAGE

PASSWORD = "pencil in the margin"


@pytest.fixture
def password(alice):
    set_password(alice.account, PASSWORD)
    return PASSWORD


@pytest.fixture
def link(alice):
    return f"/room/enter/{make_link(alice.account)}"


def guess_from(guest, ip, email, password):
    """A sign-in from another address."""
    guest.client.environ_base |= {"REMOTE_ADDR": ip}
    guest.open("/room/sign-in")
    return guest.send("/room/sign-in", email=email, password=password)


def test_it_works(guest, password):
    guest.send("/room/sign-in", email=" Alice@blog.example ", password=password)

    assert "Pending comments" in guest.text
    assert "Alice's blog" in guest.text


@pytest.mark.parametrize("email", ["alice@blog.example", "nobody@blog.example", "", "\x00", "a" * 5000])
def test_r13_an_unknown_address_gets_the_answer_of_a_wrong_password(guest, password, email):
    answer = guest.send("/room/sign-in", email=email, password="not the password")

    assert answer.status_code == 403
    assert "The e-mail address or the password is not right." in guest.text


@pytest.mark.parametrize("wrong", ["", "\x00", "x" * 100_000, PASSWORD + " "])
def test_it_refuses_what_is_not_the_password(guest, password, wrong):
    assert guest.send("/room/sign-in", email="alice@blog.example", password=wrong).status_code == 403


def test_who_has_no_password_can_not_sign_in_by_one(guest, alice):
    assert guest.send("/room/sign-in", email="alice@blog.example", password="").status_code == 403


def test_it_leads_back_to_where_one_wanted_to_go(guest, password):
    guest.open("/room/owed")
    wanted = re.search(r'name="next" value="([^"]*)"', guest.page)[1]

    answer = guest.send("/room/sign-in", email="alice@blog.example", password=password, next=wanted)

    assert answer.request.path == "/room/blog/owed"


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "https://evil.example/room/",
        "/\\evil.example",
        "/room/\\x",
        "/roomy",
        "",
        "/room/\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
    ],
)
def test_it_leads_nowhere_else(guest, password, to):
    answer = guest.send("/room/sign-in", email="alice@blog.example", password=password, next=to, follow=False)

    assert answer.location == "/room/"


def test_r13_a_link_works_once(guest, link):
    guest.open(link)
    guest.send(link)
    assert "Pending comments" in guest.text

    answer = guest.send(link)

    assert answer.status_code == 403
    assert "This link has been used" in guest.text


def test_r13_looking_at_a_link_does_not_use_it_up(guest, link):
    guest.open(link)
    guest.open(link)

    guest.send(link)

    assert "Pending comments" in guest.text


def test_r13_the_page_of_a_link_says_how_long_it_lives(guest, link):
    guest.open(link)

    assert "once, within ten minutes" in guest.text


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 403)])
def test_r13_a_link_is_dead_after_ten_minutes(guest, link, minutes, status):
    guest.open(link)

    with time_machine.travel(now() + timedelta(minutes=minutes)):
        answer = guest.send(link)

    assert answer.status_code == status


def test_r13_of_a_link_only_a_hash_is_kept(link):
    (kept,) = db.session.scalars(db.select(SignInLink.token_hash))

    assert len(link.rpartition("/")[2]) >= 22
    assert kept not in link
    assert link.rpartition("/")[2] not in kept


def test_a_link_that_never_was_is_refused(guest):
    guest.open("/room/enter/made-up")

    assert guest.send("/room/enter/made-up").status_code == 403


def test_r8_signing_out_kills_the_session_itself(room):
    kept = room.cookie
    room.send("/room/sign-out")
    assert "You are signed out." in room.text

    room.cookie = kept

    assert room.open().request.path == "/room/sign-in"


def test_r8_signing_in_again_ends_the_session_before(room, alice):
    former = room.cookie
    room.enter(alice)
    assert "Pending comments" in room.text

    room.cookie = former

    assert room.open().request.path == "/room/sign-in"


def test_r8_a_cookie_from_before_signing_in_opens_nothing(guest, link):
    guest.open(link)
    before = guest.cookie
    guest.send(link)

    guest.cookie = before

    assert guest.open().request.path == "/room/sign-in"


def test_r8_a_session_ends_by_itself(room):
    with time_machine.travel(now() + timedelta(days=15)):
        answer = room.open()

    assert answer.request.path == "/room/sign-in"


def test_a_new_password_ends_every_session(room, alice):
    set_password(alice.account, "another password")

    assert room.open().request.path == "/room/sign-in"


def test_r8_the_cookie_holds_a_random_token_and_nothing_of_the_moderator(room, app):
    held = app.session_interface.get_signing_serializer(app).loads(room.cookie)

    assert set(held) == {"_permanent", "account", "csrf_token"}
    assert len(held["account"]) >= 43


@pytest.mark.parametrize(
    "path", ["/static/dashboard.css", f"/api/v1/threads?site=blog&url={PAGE}", "/embed.js", "/room/"]
)
def test_r8_the_cookie_goes_out_once_and_never_with_what_others_may_get_too(room, path):
    answer = room.open(path)

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_a_forged_cookie_opens_nothing(room):
    room.cookie = room.cookie[:-4] + "AAAA"

    assert room.open().request.path == "/room/sign-in"


def test_r8_under_https_the_cookie_is_bound_to_the_host(app, alice):
    public = create_app(replace(house().config, public_url="https://comments.example"))

    cookie = Room(public).open("/room/sign-in").headers["Set-Cookie"]

    assert cookie.startswith("__Host-chiosa=")
    assert all(word in cookie for word in ("; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax"))
    assert "Domain" not in cookie


def test_the_plain_cookie_is_out_of_reach_of_scripts(app):
    cookie = Room(app).open("/room/sign-in").headers["Set-Cookie"]

    assert "; HttpOnly" in cookie
    assert "; SameSite=Lax" in cookie


def test_r19_sign_in_is_throttled_and_no_header_resets_it(guest):
    answers = [guest.send("/room/sign-in", email="alice@blog.example", password=f"guess {n}") for n in range(10)]
    guest.open("/room/sign-in")

    refused = guest.send("/room/sign-in", email="alice@blog.example", headers={"X-Forwarded-For": "198.51.100.7"})

    assert {answer.status_code for answer in answers} == {403}
    assert refused.status_code == 429
    assert 840 < int(refused.headers["Retry-After"]) <= 900
    assert "Please wait 15 minutes, then try again." in guest.text


@pytest.mark.parametrize("email", ["alice@blog.example", "nobody@blog.example"])
def test_r19_one_account_is_guessed_at_seldom_from_wherever(guest, password, set_account_limit, email):
    set_account_limit("3 per hour")
    guesses = [guess_from(guest, f"198.51.{n}.7", email, "not the password") for n in range(3)]

    refused = guess_from(guest, "203.0.113.5", email, password)

    assert [answer.status_code for answer in guesses] == [403, 403, 403]
    assert refused.status_code == 429
    assert 3500 < int(refused.headers["Retry-After"]) <= 3600
    assert "That were too many tries. Please wait 60 minutes" in guest.text
    assert f'value="{email}"' in guest.page


@pytest.mark.parametrize(
    "email", ["ALICE@blog.example", " alice@blog.example\t", "alice@blog.example\x00", "\x0balice@Blog.Example "]
)
def test_r19_another_spelling_is_no_other_account(guest, password, set_account_limit, email):
    set_account_limit("1 per hour")
    guess_from(guest, "198.51.100.7", "alice@blog.example", "not the password")

    assert guess_from(guest, "203.0.113.5", email, password).status_code == 429


def test_r19_who_knows_the_password_comes_in_as_often_as_they_like(app, alice, password, set_account_limit):
    set_account_limit("2 per hour")

    answers = [guess_from(Room(app), f"198.51.{n}.7", "alice@blog.example", password) for n in range(4)]

    assert {answer.status_code for answer in answers} == {200}


def test_r19_coming_in_takes_no_failed_try_back(app, alice, password, set_account_limit):
    set_account_limit("2 per hour")
    guesses = ("not the password", password, "nor this one", password)

    answers = [guess_from(Room(app), f"198.51.{n}.7", "alice@blog.example", said) for n, said in enumerate(guesses)]

    assert [answer.status_code for answer in answers] == [403, 200, 403, 429]


def test_r19_other_accounts_are_not_locked_with_it(guest, password, dave, set_account_limit):
    set_account_limit("1 per hour")
    guess_from(guest, "198.51.100.7", "dave@other.example", "not the password")

    assert guess_from(guest, "198.51.100.7", "alice@blog.example", password).status_code == 200


def test_r19_who_is_locked_out_by_others_comes_in_by_a_link(guest, link, password, set_account_limit):
    set_account_limit("1 per hour")
    guess_from(guest, "198.51.100.7", "alice@blog.example", "not the password")
    guest.open(link)

    guest.send(link)

    assert "Pending comments" in guest.text


def test_r21_who_was_throttled_is_logged(guest, set_account_limit, caplog):
    set_account_limit("1 per hour")
    guess_from(guest, "198.51.100.7", "alice@blog.example", "not the password")
    guess_from(guest, "198.51.100.7", "alice@blog.example", "correct horse")

    assert "throttled door.sign_in from 198.51.100.7" in caplog.messages
    assert "correct horse" not in caplog.text
    assert "alice@blog.example" not in caplog.text


def test_r21_who_came_in_is_logged(guest, alice, password, caplog):
    caplog.set_level("INFO", "blueprints.dashboard")

    guest.send("/room/sign-in", email="alice@blog.example", password=password)

    assert f"account {alice.account_id} signed in from 127.0.0.1" in caplog.messages
    assert password not in caplog.text


def test_r21_who_was_refused_is_logged(guest, caplog):
    guest.send("/room/enter/made-up")

    assert "refused door.enter from 127.0.0.1" in caplog.messages
    assert "made-up" not in caplog.text

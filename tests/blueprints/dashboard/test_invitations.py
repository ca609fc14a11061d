"""An invitation: a link for one person, one use, one week."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import timedelta
from html import unescape
from threading import Barrier
from urllib.parse import urlsplit

import pytest
import time_machine

from models import Account, Change, Invitation, Moderator, db, now
from services.identity.passwords import set_password
from services.identity.people import change_role
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import Room

PASSWORD = "a heron on the roof"


def invite(room, email="erin@blog.example", role="moderator"):
    """Its link, as it stands on the page once."""
    room.open("/room/people")
    room.send("/room/people/invitations", email=email, role=role)
    return urlsplit(unescape(re.search(r'id="link" value="([^"]+)"', room.page)[1])).path


@pytest.fixture
def link(room):
    return invite(room)


@pytest.fixture
def erin(app, other_site):
    """She has an account already, for another site."""
    moderator = add_moderator(other_site, "erin@blog.example", "Erin")
    set_password(moderator.account, PASSWORD)
    return moderator


@pytest.fixture
def role_of(site):
    def find(email):
        db.session.rollback()
        return {each.email: each.role for each in Moderator.all_of(site.id)}.get(email)

    return find


def accept(guest, link, **told):
    guest.open(link)
    return guest.send(link, {"name": "Erin", "password": PASSWORD} | told)


def test_it_works(guest, link, role_of):
    guest.open(link)
    assert "Alice invites erin@blog.example to this site." in guest.text

    guest.send(link, name="Erin", password=PASSWORD)

    assert "Welcome. You belong to this site now." in guest.text
    assert "Pending comments" in guest.text
    assert role_of("erin@blog.example") == "moderator"


def test_what_was_done_stands_in_the_log_by_numbers(guest, room, link, alice):
    accept(guest, link)

    rows = db.select(Change.action, Change.new).where(Change.action != "site.created").order_by(Change.id)
    assert [tuple(row) for row in db.session.execute(rows)] == [
        ("moderator.invited", "moderator"),
        ("moderator.joined", "moderator"),
    ]
    assert "erin@" not in str(db.session.scalars(db.select(Change.subject)).all())


def test_looking_at_it_changes_nothing(guest, link, role_of):
    guest.open(link)
    guest.open(link)

    assert role_of("erin@blog.example") is None
    assert "Welcome" in (accept(guest, link) and guest.text)


def test_it_works_once(app, guest, link):
    accept(guest, link)
    second = Room(app)
    second.site_key = "blog"

    assert second.open(link).status_code == 404
    assert "has been used, taken back, or has expired" in second.text


def test_who_is_signed_in_joins_with_a_button(app, erin, link, role_of):
    erins = Room(app).enter(erin)
    erins.open(link)
    assert "Your name" not in erins.text

    erins.send(link)

    assert role_of("erin@blog.example") == "moderator"


def test_who_has_an_account_signs_in_first(guest, erin, link, role_of):
    guest.open(link)
    assert "There is an account for this address. Sign in, then join." in guest.text

    guest.open(unescape(re.search(r'href="(/room/sign-in\?[^"]+)"', guest.page)[1]))
    onward = re.search(r'name="next" value="([^"]+)"', guest.page)[1]
    answer = guest.send("/room/sign-in", email="erin@blog.example", password=PASSWORD, next=onward)

    assert answer.request.path == link
    guest.send(link)
    assert role_of("erin@blog.example") == "moderator"


def test_an_account_is_not_taken_over_by_an_invitation(guest, erin, link, role_of):
    answer = guest.send(link, name="Mallory", password="another heron entirely")

    assert answer.status_code == 409
    assert "There is an account for erin@blog.example already. Sign in to join." in guest.text
    assert role_of("erin@blog.example") is None
    assert erin.name == "Erin"


def test_it_is_for_nobody_else(daves_room, link, alice, role_of):
    daves_room.open(link)
    assert "You are signed in as dave@other.example , and this invitation is for somebody else." in daves_room.text

    answer = daves_room.send(link)

    assert answer.status_code == 403
    assert "This invitation is for erin@blog.example. You are signed in as dave@other.example." in daves_room.text
    assert role_of("dave@other.example") is None
    assert len(Invitation.open_of(alice.site_id)) == 1


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 404)])
def test_it_lives_for_a_week(guest, link, days, status):
    guest.open(link)

    with time_machine.travel(now() + timedelta(days=days)):
        answer = guest.send(link, name="Erin", password=PASSWORD)

    assert answer.status_code == status


def test_it_stands_open_until_it_is_taken_back(room, guest, link, role_of):
    room.open("/room/people")
    assert "Open invitations erin@blog.example" in room.text
    taken_back = re.search(r'action="([^"]+/revoke)"', room.page)[1]

    room.send(taken_back)

    assert "Open invitations" not in room.text
    assert guest.open(link).status_code == 404
    assert room.send(taken_back).status_code == 409


def test_the_link_is_shown_once_and_only_its_hash_is_kept(room, link):
    token = link.rpartition("/")[2]

    room.open("/room/people")

    assert len(token) >= 43
    assert token not in room.page
    assert token not in db.session.scalars(db.select(Invitation.token_hash)).one()


def test_to_invite_again_makes_the_former_link_dead(room, guest, link, alice):
    second = invite(room)

    assert guest.open(link).status_code == 404
    assert guest.open(second).status_code == 200
    assert len(Invitation.open_of(alice.site_id)) == 1


@pytest.mark.parametrize("path", ["/room/invitation/made-up", "/room/invitation/%00", "/room/invitation/" + "x" * 5000])
def test_a_link_that_never_was_leads_nowhere(guest, path):
    assert guest.open(path).status_code == 404
    guest.open("/room/sign-in")
    assert guest.send(path, name="Mallory", password=PASSWORD).status_code == 404
    assert db.session.query(Account).count() == 0


@pytest.mark.parametrize(
    "email",
    ["", "nonsense", "a b@c.example", "@", "a@b@c", "erin@blog.example\r\nBcc: x@y.example", "x" * 320 + "@y.example"],
)
def test_what_is_no_address_is_not_invited(room, email):
    room.open("/room/people")

    answer = room.send("/room/people/invitations", email=email, role="viewer")

    assert answer.status_code == 422
    assert "is not an e-mail address." in room.text
    assert db.session.query(Invitation).count() == 0


def test_who_moderates_here_already_is_not_invited(room):
    room.open("/room/people")

    answer = room.send("/room/people/invitations", email=" ALICE@blog.example", role="viewer")

    assert answer.status_code == 409
    assert "alice@blog.example moderates this site already." in room.text


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"name": " "}, "A name has 1 to 100 characters."),
        ({"password": "short"}, "A password has 10 to 1,000 characters."),
        ({"password": "erin@blog.example"}, "among the first that anybody would try"),
        ({"password": "Alice's blog"}, "among the first that anybody would try"),
    ],
)
def test_r18_what_is_wrong_is_said_and_the_link_stays_good(guest, link, role_of, told, said):
    answer = accept(guest, link, **told)

    assert answer.status_code == 422
    assert said in guest.text
    assert role_of("erin@blog.example") is None
    assert accept(guest, link).status_code == 200


def test_a_name_that_would_break_the_page_is_shown_as_it_is(guest, room, link):
    accept(guest, link, name='<b onload="x">Erin</b>')

    room.open("/room/people")

    assert "&lt;b onload=" in room.page
    assert "<b onload" not in room.page


def test_the_invitations_of_an_owner_end_with_their_role(room, guest, link, alice, site):
    frank = add_moderator(site, "frank@blog.example", "Frank")

    change_role(site.id, alice.id, "moderator", by=frank)

    assert guest.open(link).status_code == 404
    assert Invitation.open_of(site.id) == []


def test_r10_an_invitation_of_another_site_is_not_taken_back(daves_room, link, alice):
    (standing,) = Invitation.open_of(alice.site_id)
    daves_room.open("/room/people")

    answer = daves_room.send(f"/room/people/invitations/{standing.id}/revoke")

    assert answer.status_code == 404
    assert len(Invitation.open_of(alice.site_id)) == 1


def test_two_who_use_a_link_at_once_are_one(app, link):
    guests = [Room(app), Room(app)]
    tokens = [(guest.open(link), guest.token)[1] for guest in guests]
    db.session.rollback()
    start = Barrier(2)

    def join(number):
        start.wait(10)
        told = {"csrf_token": tokens[number], "name": f"Erin {number}", "password": PASSWORD}
        return Context().run(guests[number].client.post, link, data=told).status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(join, (0, 1)))

    assert statuses == [303, 404]
    assert db.session.query(Account).filter_by(email="erin@blog.example").count() == 1


def test_r7_the_form_needs_its_token(guest, link, role_of):
    guest.open(link)

    assert guest.send(link, token=False, name="Erin", password=PASSWORD).status_code == 403
    assert role_of("erin@blog.example") is None


def test_r21_neither_token_nor_password_is_logged(guest, link, caplog):
    caplog.set_level("DEBUG")

    accept(guest, link)

    assert link.rpartition("/")[2] not in caplog.text
    assert PASSWORD not in caplog.text

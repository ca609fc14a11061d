"""R11: a form of the room changes what it asks for and nothing else, whatever is sent along."""

import pytest

from models import Account, Moderator, Site, db
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import room  # noqa: F401 (a fixture)

OURS = {"id": "99", "site_id": "99", "account_id": "99", "moderator_id": "1", "removed_at": "2026-01-01"}
SECRET = {"email": "mallory@evil.example", "password_hash": "x", "language": "he", "created_at": "1970-01-01"}


@pytest.fixture
def erin(site, alice):
    return add_moderator(site, "erin@blog.example", "Erin", role="viewer")


def columns(row):
    """The row as it stands in the database now."""
    table, row_id = row.__table__, row.id
    db.session.rollback()
    return dict(db.session.execute(db.select(table).where(table.c.id == row_id)).mappings().one())


def changed(before, after):
    return {name: value for name, value in after.items() if before[name] != value}


def test_it_works(room, alice):  # noqa: F811
    room.open("/room/account")

    room.send("/room/account/name", name="Alice Liddell")

    assert db.session.scalars(db.select(Account.name)).all() == ["Alice Liddell"]


def test_r11_a_name_brings_nothing_else_along(room, alice):  # noqa: F811
    before = columns(alice.account)
    room.open("/room/account")

    room.send("/room/account/name", OURS | SECRET | {"name": "Alice Liddell"})

    assert changed(before, columns(alice.account)) == {"name": "Alice Liddell"}


def test_r11_a_role_brings_nothing_else_along(room, erin):  # noqa: F811
    moderator, account = columns(erin), columns(erin.account)
    room.open("/room/people")

    room.send(f"/room/people/{erin.id}/role", OURS | SECRET | {"name": "X", "role": "moderator"})

    assert changed(moderator, columns(erin)) == {"role": "moderator"}
    assert changed(account, columns(erin.account)) == {}


def test_r11_settings_of_one_page_bring_nothing_else_along(room, site):  # noqa: F811
    before = columns(site)
    forced = {"key": "mine", "akismet_key": "stolen", "sso_secret": "x" * 40, "home_url": "https://evil.example/"}
    room.open("/room/settings/readers")

    room.send("/room/settings/readers", OURS | forced | {"votes": "both", "is_attacked": "yes", "hold_at": "1"})

    assert changed(before, columns(site)).keys() <= {"votes", "version"}
    assert db.session.scalar(db.select(Site.votes)) == "both"


@pytest.mark.parametrize("role", ["", "king", "OWNER", "owner ", "owner\x00", "0", "['owner']"])
def test_r11_what_is_no_role_is_refused(room, erin, role):  # noqa: F811
    room.open("/room/people")

    answer = room.send(f"/room/people/{erin.id}/role", role=role)

    assert answer.status_code == 422
    assert columns(erin)["role"] == "viewer"


def test_r11_of_a_field_that_stands_twice_the_first_counts(room, erin):  # noqa: F811
    room.open("/room/people")

    room.send(f"/room/people/{erin.id}/role", role=["moderator", "owner"])

    assert columns(erin)["role"] == "moderator"


@pytest.mark.parametrize("number", ["1e3", "-1", "0x1", "1.0", "¹", "9" * 30])
def test_r11_what_is_no_number_of_anybody_is_nowhere(room, erin, number):  # noqa: F811
    room.open("/room/people")

    answer = room.send(f"/room/people/{number}/role", role="owner")

    assert answer.status_code == 404
    assert {each.role for each in Moderator.all_of(erin.site_id)} == {"owner", "viewer"}

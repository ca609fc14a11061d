"""The sites where one is something: how one comes from one to another."""

import pytest

from models import Moderator, db, transaction
from services.errors import Invalid
from services.sites.create_site import TAKEN, add_moderator, create_site
from tests.blueprints.dashboard.conftest import Room
from tests.cast import OTHER


@pytest.fixture
def both(other_site, alice):
    """alice moderates dave's site as well."""
    return add_moderator(other_site, "alice@blog.example", "Alice", role="moderator")


def test_it_works(app, alice, both, carol):
    carol.say()
    room = Room(app).enter(alice)

    assert "Your sites" in room.text
    assert "Alice's blog 1 comment waits. Your role: Owner" in room.text
    assert "Dave's course Nothing waits. Your role: Moderator" in room.text


def test_who_has_one_site_is_led_into_it(room):
    assert room.open("/room/account").status_code == 200

    assert room.client.get("/room/").location == "/room/blog/"


def test_who_has_none_is_told_so(room, alice):
    with transaction():
        db.session.execute(db.update(Moderator).values(removed_at=Moderator.created_at))

    page = room.client.get("/room/").text

    assert "You belong to no site now." in page


def test_each_page_leads_to_the_other_sites(room, both):
    room.open("/room/owed")

    assert '<a href="/room/other/"><bdi>Dave&#39;s course</bdi></a>' in room.page


def test_r10_nobody_is_led_to_a_site_where_they_are_nothing(room, dave):
    room.open("/room/")

    assert "Dave" not in room.page


def test_r10_a_role_is_of_one_site(app, alice, both):
    room = Room(app).enter(alice)

    assert room.client.get("/room/blog/people").status_code == 200
    assert room.client.get("/room/other/people").status_code == 403


def test_no_site_stands_where_the_door_does(app):
    rules = [rule.rule.split("/")[2] for rule in app.url_map.iter_rules() if rule.endpoint.startswith("door.")]

    assert set(TAKEN) == {part for part in rules if part}


@pytest.mark.parametrize("key", TAKEN)
def test_such_a_key_is_refused(app, key):
    with pytest.raises(Invalid, match="means something else"):
        create_site(key, "Dave's course", f"{OTHER}/")

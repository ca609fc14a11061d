"""R21: the service's log says who was denied what, and who decided and settled what; of a secret it says nothing."""

import pytest

from models import Moderator
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import Room, room  # noqa: F401 (a fixture)


@pytest.fixture
def victor(app, site, alice):
    """He only reads."""
    return Room(app).enter(add_moderator(site, "victor@blog.example", "Victor", role="viewer"))


@pytest.fixture(autouse=True)
def log(caplog):
    caplog.set_level("INFO", "blueprints.dashboard")
    return caplog


def test_it_works(room, alice, carol, log):  # noqa: F811
    comment = carol.say()
    room.open("/room/")

    room.press("published", comment)

    assert [line for line in log.messages if line.startswith(f"moderator {alice.id}: [{comment['id']}] to published")]


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [("/room/people", "room.people"), ("/room/log", "room.log"), ("/room/log.csv", "room.log_as_csv")],
)
def test_r21_who_may_not_see_a_page_is_logged(victor, log, path, endpoint):
    victor.open(path)

    assert f"refused {endpoint} from 127.0.0.1" in log.messages


def test_r21_a_forged_request_is_logged(room, log):  # noqa: F811
    room.send("/room/account/name", token=False, name="Mallory")

    assert "refused door.change_name from 127.0.0.1" in log.messages


def test_r21_a_change_of_settings_is_logged_by_the_settings_name(room, alice, log):  # noqa: F811
    room.open("/room/settings/readers")

    room.send("/room/settings/readers", votes="both")

    assert f"moderator {alice.id}: settings votes" in log.messages


def test_r21_a_role_is_logged_by_number(room, alice, victor, site, log):  # noqa: F811
    his = next(each.id for each in Moderator.all_of(site.id) if each.id != alice.id)
    room.open("/room/people")

    room.send(f"/room/people/{his}/role", role="moderator")

    assert f"moderator {alice.id}: moderator {his} is moderator now" in log.messages
    assert "victor@blog.example" not in log.text


def test_r21_an_invitation_is_logged_without_its_link_and_address(room, log):  # noqa: F811
    room.open("/room/people")

    answer = room.send("/room/people/invitations", email="frank@blog.example", role="viewer")

    token = answer.text.partition("/room/invitation/")[2].partition('"')[0]
    assert "invited somebody as viewer" in log.text
    assert token not in log.text
    assert "frank@blog.example" not in log.text


def test_r21_a_name_ends_no_line_of_it(room, log):  # noqa: F811
    room.open("/room/account")

    room.send("/room/account/name", name="Alice\r\n2026-01-01 INFO forged")

    assert all("\n" not in line for line in log.messages)

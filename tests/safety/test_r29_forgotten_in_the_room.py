"""R29: after the site's days the room too knows no more from where a comment came, nor who was invited."""

from datetime import timedelta

import pytest
import time_machine

from models import now
from services.identity.invitations import invite
from tests.blueprints.dashboard.conftest import Room, room  # noqa: F401 (a fixture)


@pytest.fixture
def look(app, alice):
    """What the room shows after so many days, when the worker has forgotten what is old."""

    def open_later(path, days):
        with time_machine.travel(now() + timedelta(days=days)):
            app.extensions["jobs"].forget()
            later = Room(app).enter(alice)
            later.open(path)
        return later.text

    return open_later


def test_it_works(room, carol):  # noqa: F811
    carol.say()

    room.open("/room/")

    assert carol.ip in room.text


@pytest.mark.parametrize(("days", "is_known"), [(14, True), (16, False)])
def test_r29_where_a_comment_came_from_is_forgotten(carol, look, days, is_known):
    carol.say()

    assert (carol.ip in look("/room/", days)) is is_known


@pytest.mark.parametrize(("days", "is_known"), [(36, True), (38, False)])
def test_r29_in_the_log_whoever_was_invited_becomes_somebody(alice, look, days, is_known):
    invite(alice, "frank@blog.example", "viewer")

    text = look("/room/log", days)

    assert ("frank@blog.example" in text) is is_known
    assert ("Invited somebody" in text) is not is_known

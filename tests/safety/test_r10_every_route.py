"""R10: each address of the room, those that come to be added too, is closed to whoever has no business there."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from models import Decision, db
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import Room, daves_room, guest, room  # noqa: F401 (fixtures)

Walk = Callable[..., dict[str, int]]


def addresses(app: Flask, **known: object) -> Iterator[tuple[str, str]]:
    """Method and path of each route of a site's room, filled with what is known and with ones."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("room."):
            path = rule.build({name: known.get(name, _one(rule, name)) for name in rule.arguments})[1]
            yield from ((method, path) for method in rule.methods - {"HEAD", "OPTIONS"})


def _one(rule: Rule, name: str) -> object:
    return 1 if rule._converters[name].__class__.__name__ == "IntegerConverter" else "1"


@pytest.fixture
def walk(app, carol, move) -> Walk:
    """Somebody asks for every address with the ids of a comment of alice's and of a decision about it."""

    def ask(who: Room, site_key: str, *, may_read: bool = False) -> dict[str, int]:
        who.site_key = site_key
        comment_id = carol.say("A secret of alice's blog.")["id"]
        known = {"site_key": site_key, "comment_id": comment_id, "batch": move(comment_id, "rejected").batch}
        found, token = {}, who.token
        for method, path in addresses(app, **known):
            if method == "GET":
                answer = who.open(path, follow=False)
            else:
                answer = who.send(path, follow=False, token=False, csrf_token=token)
            assert may_read or "A secret of" not in answer.text, path
            found[f"{method} {path}"] = answer.status_code
        assert len(found) > 10
        return found

    return ask


def others(found: dict[str, int], *expected: int) -> dict[str, int]:
    return {address: status for address, status in found.items() if status not in expected}


def test_it_works(walk, room):  # noqa: F811
    assert others(walk(room, "blog", may_read=True), 200, 303, 403, 404, 409, 422) == {}


def test_r10_in_a_room_of_another_site_there_is_nothing(walk, daves_room):  # noqa: F811
    daves_room.open("/room/")

    assert others(walk(daves_room, "blog"), 404) == {}


def test_r10_with_the_ids_of_another_site_nothing_is_found_in_ones_own_room(walk, daves_room):  # noqa: F811
    daves_room.open("/room/")
    before = db.session.query(Decision).count()

    found = walk(daves_room, "other")

    with_ids = {address: status for address, status in found.items() if "/comments/" in address or "/undo" in address}
    assert others(with_ids, 404, 409, 422) == {}
    assert db.session.query(Decision).count() == before + 1


def test_r10_a_viewer_changes_nothing_but_their_own_searches(walk, app, site):
    viewer = Room(app).enter(add_moderator(site, "victor@blog.example", "Victor", role="viewer"))
    viewer.open("/room/")

    found = walk(viewer, "blog", may_read=True)

    writes = {
        address: status
        for address, status in found.items()
        if address.startswith("POST") and "/searches" not in address
    }
    assert others(writes, 403) == {}


def test_r10_who_is_not_signed_in_is_led_to_the_door(walk, guest, site):  # noqa: F811
    assert others(walk(guest, "blog"), 303) == {}

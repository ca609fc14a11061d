"""Who is what at a site, changed by its owners. R10: by nobody else."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from threading import Barrier

import pytest

from models import Change, Moderator, db
from services.errors import Forbidden
from services.identity.people import change_role
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import Room


@pytest.fixture
def erin(site, alice):
    return add_moderator(site, "erin@blog.example", "Erin", role="moderator")


@pytest.fixture
def people(app):
    """Who is what at a site now, by name."""

    def read(site_id):
        db.session.rollback()
        return {moderator.name: moderator.role for moderator in Moderator.all_of(site_id)}

    return read


@pytest.fixture
def changes(app):
    def read():
        db.session.rollback()
        rows = db.select(Change.action, Change.subject, Change.old, Change.new).where(Change.action != "site.created")
        return [tuple(row) for row in db.session.execute(rows.order_by(Change.id))]

    return read


def test_it_works(room, alice, erin, people, changes):
    room.open("/room/people")
    assert "Alice You alice@blog.example" in room.text
    assert "Erin erin@blog.example" in room.text

    room.send(f"/room/people/{erin.id}/role", role="owner")

    assert "Erin is an owner here now." in room.text
    assert people(alice.site_id) == {"Alice": "owner", "Erin": "owner"}
    assert changes() == [("role.changed", str(erin.id), "moderator", "owner")]


def test_the_same_role_again_changes_nothing(room, erin, changes):
    room.open("/room/people")

    room.send(f"/room/people/{erin.id}/role", role="moderator")

    assert changes() == []


@pytest.mark.parametrize("role", ["", "admin", "Owner", "owner ", "\x00"])
def test_there_are_three_roles_and_no_other(room, alice, erin, people, role):
    room.open("/room/people")

    answer = room.send(f"/room/people/{erin.id}/role", role=role)

    assert answer.status_code == 422
    assert people(alice.site_id)["Erin"] == "moderator"


def test_who_is_removed_loses_the_site_at_once(app, room, alice, erin, people, changes):
    erins = Room(app).enter(erin)
    room.open("/room/people")

    room.send(f"/room/people/{erin.id}/remove")

    assert "Erin was removed from this site." in room.text
    assert people(alice.site_id) == {"Alice": "owner"}
    assert erins.open("/room/").status_code == 404
    assert changes() == [("moderator.removed", str(erin.id), "moderator", None)]


def test_who_is_removed_here_goes_on_elsewhere(app, room, erin, other_site):
    there = add_moderator(other_site, "erin@blog.example", "Erin")
    erins = Room(app).enter(there)
    room.open("/room/people")

    room.send(f"/room/people/{erin.id}/remove")

    assert erins.open("/room/").status_code == 200


def test_who_comes_back_is_the_same_moderator(room, site, erin, people):
    room.open("/room/people")
    room.send(f"/room/people/{erin.id}/remove")

    again = add_moderator(site, "erin@blog.example", "Erin", role="viewer")

    assert again.id == erin.id
    assert people(site.id)["Erin"] == "viewer"


@pytest.mark.parametrize(
    ("act", "how"), [("remove", {}), ("role", {"role": "moderator"}), ("role", {"role": "viewer"})]
)
def test_the_last_owner_stays(room, alice, erin, people, act, how):
    room.open("/room/people")

    answer = room.send(f"/room/people/{alice.id}/{act}", **how)

    assert answer.status_code == 409
    assert "A site needs an owner. Make somebody else one first." in room.text
    assert people(alice.site_id)["Alice"] == "owner"


def test_an_owner_who_is_not_the_last_may_leave(room, alice, erin, people):
    change_role(alice.site_id, erin.id, "owner", by=alice)
    room.open("/room/people")

    room.send(f"/room/people/{alice.id}/remove")

    assert "You belong to no site now." in room.text
    assert people(erin.site_id) == {"Erin": "owner"}


def test_two_owners_who_remove_each_other_at_once_leave_one(app, room, alice, erin, people):
    change_role(alice.site_id, erin.id, "owner", by=alice)
    erins = Room(app).enter(erin)
    [each.open("/room/people") for each in (room, erins)]
    acts = [(room, room.token, erin.id), (erins, erins.token, alice.id)]
    db.session.rollback()
    start = Barrier(2)

    def remove(act):
        who, token, whom = act
        start.wait(10)
        return (
            Context().run(who.client.post, f"/room/blog/people/{whom}/remove", data={"csrf_token": token}).status_code
        )

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(remove, acts))

    assert statuses[0] == 303
    assert statuses[1] in (403, 404)
    assert list(people(alice.site_id).values()) == ["owner"]


def test_an_owner_no_more_changes_nobody(alice, erin, people):
    change_role(alice.site_id, erin.id, "owner", by=alice)
    change_role(alice.site_id, alice.id, "viewer", by=erin)

    with pytest.raises(Forbidden, match="You are no owner of this site any more"):
        change_role(alice.site_id, erin.id, "viewer", by=alice)

    assert people(alice.site_id)["Erin"] == "owner"


@pytest.mark.parametrize("role", ["viewer", "moderator"])
def test_r10_only_owners_see_the_page(app, site, alice, role):
    room = Room(app).enter(add_moderator(site, "victor@blog.example", "Victor", role=role))

    assert room.open("/room/people").status_code == 403
    assert "alice@blog.example" not in room.page
    assert 'href="/room/blog/people"' not in room.open("/room/").text


@pytest.mark.parametrize("role", ["viewer", "moderator"])
@pytest.mark.parametrize("path", ["{victor}/role", "{alice}/remove", "invitations", "invitations/1/revoke"])
def test_r10_only_owners_change_people(app, site, alice, people, role, path):
    victor = add_moderator(site, "victor@blog.example", "Victor", role=role)
    room = Room(app).enter(victor)

    told = {"role": "owner", "email": "x@blog.example"}
    answer = room.send(f"/room/people/{path.format(victor=victor.id, alice=alice.id)}", told)

    assert answer.status_code == 403
    assert people(site.id) == {"Alice": "owner", "Victor": role}


@pytest.mark.parametrize("act", ["role", "remove"])
def test_r10_the_people_of_another_site_are_not_reached(room, dave, people, act):
    room.open("/room/people")

    answer = room.send(f"/room/people/{dave.id}/{act}", role="viewer")

    assert answer.status_code == 404
    assert people(dave.site_id) == {"Dave": "owner"}
    assert "Dave" not in room.page


@pytest.mark.parametrize("path", ["1/role", "1/remove", "invitations", "invitations/1/revoke"])
def test_r7_each_form_needs_its_token(room, path):
    room.open("/room/people")

    assert room.send(f"/room/people/{path}", token=False, role="viewer").status_code == 403

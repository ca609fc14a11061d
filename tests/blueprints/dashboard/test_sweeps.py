"""One decision about all that match: asked first, done by the worker or at once, stopped, undone."""

import re

import pytest
from sqlalchemy import insert

from models import Comment, Decision, Moderator, Sweep, Thread, db, now, transaction
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import SCRIPT, Room
from tests.hazards.truth import what_is_wrong


@pytest.fixture
def many(site, carol):
    """So many comments that wait, under one page; answers among them."""
    first = carol.say("The first of many.")["id"]

    def write(how_many):
        thread_id = db.session.scalars(db.select(Thread.id).where(Thread.site_id == site.id)).first()
        common = {"site_id": site.id, "thread_id": thread_id, "status": "pending", "version": 1, "fingerprint": ""}
        rows = [
            common | {"source": f"Number {number}.", "html": "", "author_name": "Crowd"} for number in range(how_many)
        ]
        rows = [row | {"parent_id": first, "root_id": first} for row in rows[::2]] + rows[1::2]
        with transaction():
            for row in rows:
                db.session.execute(insert(Comment), [row])

    return write


@pytest.fixture
def begin(room):
    """The page that asks is opened and its button pressed."""

    def press(to="spam", **view):
        room.open("/room/sweeps/new", to=to, **({"status": "pending"} | view))
        return room.send("/room/sweeps", fields_of(room.page) | {"to": to})

    return press


@pytest.fixture
def stands():
    """How many comments have a status."""

    def count(status):
        db.session.rollback()
        return db.session.scalar(db.select(db.func.count()).where(Comment.status == status))

    return count


def fields_of(page):
    form = re.search(r'action="[^"]+/sweeps">(.*?)</form>', page, re.S)[1]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def asked(room, address):
    """As a script asks."""
    return room.client.get(room.at(address), headers=SCRIPT).json


def last_sweep():
    db.session.rollback()
    return db.session.scalars(db.select(Sweep).order_by(Sweep.id.desc())).first()


def test_it_works(room, many, begin, work, stands):
    many(700)

    begin("spam")
    assert "Marking 701 comments as spam" in room.text
    work()

    room.open(f"/room/sweeps/{last_sweep().batch}")
    assert "Done: 701 comments changed." in room.text
    assert (stands("spam"), stands("pending")) == (701, 0)
    assert what_is_wrong() == []


def test_the_queue_offers_it_where_more_match_than_one_page_shows(room, many):
    many(60)

    room.open()

    assert "All 61 on this list, on every page" in room.text


def test_it_asks_first_with_the_number_and_a_sample(room, many, stands):
    many(120)

    room.open("/room/sweeps/new", to="published", status="pending")

    assert "Approve all 121 comments?" in room.text
    assert "The newest of them" in room.text
    assert stands("published") == 0


def test_few_are_decided_about_at_once_and_undone_at_once(room, many, begin, stands):
    many(30)

    begin("published")
    assert "Approved 31 comments." in room.text
    assert stands("published") == 31

    room.press_undo()
    assert "Undone: 31 comments are back where they were." in room.text
    assert stands("pending") == 31
    assert what_is_wrong() == []


def test_undoing_a_sweep_is_a_sweep(room, many, begin, work, stands):
    many(150)
    begin("published")
    work()
    room.open(f"/room/sweeps/{last_sweep().batch}")

    room.press_undo()
    assert "Taking back a decision about 151 comments" in room.text
    work()

    assert (stands("published"), stands("pending")) == (0, 151)
    assert what_is_wrong() == []


def test_an_undone_sweep_is_not_undone_again(room, many, begin, work):
    many(150)
    begin("spam")
    batch = last_sweep().batch
    work()
    room.send(f"/room/decisions/{batch}/undo")

    again = room.send(f"/room/decisions/{batch}/undo", headers=SCRIPT, csrf_token=Room.token.fget(room), token=False)

    assert again.status_code == 409


def test_r33_what_a_sweep_did_leaves_true_numbers_however_it_ends(room, many, begin, work, stands):
    many(150)
    begin("published")
    work()
    begin("deleted", status="published")
    work()

    assert stands("deleted") == 151
    assert what_is_wrong() == []


def test_it_can_be_stopped_before_it_begins(room, many, begin, work, stands):
    many(150)
    begin("spam")

    room.send(f"/room/sweeps/{last_sweep().batch}/stop")
    work()

    assert "Stopped after 0 comments. The rest is as it was." in room.text
    assert stands("spam") == 0


def test_h8_what_somebody_decided_about_since_the_look_is_left_alone(app, site, room, carol, many, stands):
    erin = Room(app).enter(add_moderator(site, "erin@blog.example", "Erin"))
    comment = carol.say("A good one.")
    many(10)
    room.open("/room/sweeps/new", to="spam", status="pending")
    seen = fields_of(room.page)
    erin.open()
    erin.press("published", comment)
    erin.press_undo()

    room.send("/room/sweeps", seen | {"to": "spam"})

    assert "Marked as spam: 11 comments. 1 was left alone: it has changed since you saw it." in room.text
    assert stands("pending") == 1


def test_h8_what_came_after_the_look_is_left_alone(room, carol, many, stands):
    many(10)
    room.open("/room/sweeps/new", to="spam", status="pending")
    seen = fields_of(room.page)
    carol.say("Just arrived.")

    room.send("/room/sweeps", seen | {"to": "spam"})

    assert (stands("spam"), stands("pending")) == (11, 1)


def test_what_is_owed_is_owed_as_for_single_decisions(room, akismet, many, begin, work):
    many(5)
    begin("spam")

    work()

    told = [received for received in akismet.requests if received.operation == "submit-spam"]
    assert len(told) == 1  # the others came from nowhere
    assert db.session.scalar(db.select(db.func.count()).where(Decision.learnt_at.is_(None))) == 0


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"to": "published"}, 422),
        ({"to": "nonsense"}, 422),
        ({"newest": "x"}, 422),
        ({"newest": "9" * 40}, 422),
        ({"seen": "yesterday"}, 422),
        ({"seen": "1970-01-01T00:00:00+00:00"}, 422),
        ({"seen": "9999-12-31T23:59:59-23:59"}, 422),
        ({"status": "nonsense"}, 404),
        ({"newest": "0"}, 409),
    ],
)
def test_it_refuses_what_it_does_not_understand(room, many, fields, status):
    many(3)
    told = {"status": "published", "to": "spam", "newest": "999999", "seen": now().isoformat()}
    room.open()

    assert room.send("/room/sweeps", told | fields).status_code == status


def test_a_search_is_decided_about_and_nothing_else(room, carol, many, begin, stands):
    many(5)
    carol.say("A remarkable word: zugzwang.")

    begin("rejected", q="zugzwang")

    assert "Rejected 1 comment." in room.text
    assert (stands("rejected"), stands("pending")) == (1, 6)


def test_nobody_sweeps_by_a_search_that_can_not_be_read(room, many):
    many(3)
    room.open()

    answers = [
        room.send("/room/sweeps", to="spam", newest="99", seen=now().isoformat(), network="nonsense"),
        room.open("/room/sweeps/new", to="spam", status="pending", since="yesterday"),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]


def test_a_hundred_thousand_can_not_be_sent_one_by_one(room, many, stands):
    many(3)
    room.open()
    chosen = [f"{number}:1" for number in range(100_000)]

    answer = room.send("/room/decisions", to="spam", choice=chosen)

    assert answer.status_code == 413
    assert stands("spam") == 0


def test_r10_another_sites_sweep_is_none(room, daves_room, many, begin):
    many(150)
    begin("spam")
    batch = last_sweep().batch
    daves_room.open()

    answers = [
        daves_room.open(f"/room/sweeps/{batch}").status_code,
        daves_room.open().status_code and daves_room.send(f"/room/sweeps/{batch}/stop").status_code,
        daves_room.open().status_code and daves_room.send(f"/room/decisions/{batch}/undo").status_code,
    ]

    assert answers == [404, 404, 404]
    assert last_sweep().done_at is None


def test_r10_a_sweep_touches_no_other_site(room, daves_room, client, other_site, many, begin, work):
    from tests.cast import OTHER, Reader

    theirs = Reader(client, "Zoe", site="other", page=f"{OTHER}/lesson").say("Hello.")
    many(150)

    begin("spam")
    work()

    db.session.rollback()
    assert db.session.get(Comment, theirs["id"]).status == "pending"


def test_r10_a_viewer_sweeps_nothing(app, site, many, stands):
    many(10)
    viewer = Room(app).enter(add_moderator(site, "vera@blog.example", "Vera", "viewer"))
    viewer.open("/room/sweeps/new", to="spam", status="pending")

    answer = viewer.send("/room/sweeps", to="spam", status="pending", newest="99", seen=now().isoformat())

    assert answer.status_code == 403
    assert stands("spam") == 0


def test_a_script_undoes_a_sweep(room, many, begin, work, stands):
    many(150)
    begin("spam")
    work()
    room.open()

    told = room.send(f"/room/decisions/{last_sweep().batch}/undo", headers=SCRIPT).json
    work()

    assert told["message"] == "All that it changed is being taken back."
    assert stands("pending") == 151


def test_a_script_is_told_how_far_it_is_in_the_words_of_the_page(room, many, begin, work):
    many(150)
    begin("spam")
    address = f"/room/sweeps/{last_sweep().batch}"
    before = asked(room, address)

    work()

    assert before == {
        "heading": "Marking 151 comments as spam",
        "message": "It is about to begin.",
        "looked_at": 0,
        "is_done": False,
    }
    assert asked(room, address) == {
        "heading": "Marked as spam: 151 comments",
        "message": "Done: 151 comments changed.",
        "looked_at": 151,
        "is_done": True,
    }


def test_whose_moderator_has_left_it_is_told(app, site, room, many, work, stands):
    erin = Room(app).enter(add_moderator(site, "erin@blog.example", "Erin"))
    many(150)
    erin.open("/room/sweeps/new", to="spam", status="pending")
    erin.send("/room/sweeps", fields_of(erin.page) | {"to": "spam"})
    with transaction():
        db.session.execute(db.update(Moderator).where(Moderator.id == last_sweep().moderator_id).values(role="viewer"))

    work()

    room.open(f"/room/sweeps/{last_sweep().batch}")
    assert "Stopped after 0 comments. The rest is as it was." in room.text
    assert "Erin may no longer decide at this site, so it goes no further." in room.text
    assert stands("spam") == 0

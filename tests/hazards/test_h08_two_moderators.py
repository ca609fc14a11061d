"""H8: two moderators decide at once: one wins, the other is told, and every number stays true."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from models import Comment, Decision, db, transaction
from services.moderation.decide import TARGETS
from services.sites.create_site import add_moderator
from tests.cast import BLOG, Reader
from tests.hazards.room import Room
from tests.hazards.truth import what_is_wrong


@pytest.fixture
def rooms(app, site, alice):
    """alice's browser and erin's, both open."""
    return [Room(app, alice), Room(app, add_moderator(site, "erin@blog.example", "Erin"))]


@pytest.fixture
def open_site(site):
    """Where nobody waits: what readers write stands on the page at once."""
    with transaction():
        site.hold = "nothing"
    return site


@pytest.fixture
def now_of():
    """A comment as the database has it now."""

    def find(comment_id):
        db.session.rollback()
        return db.session.get(Comment, comment_id)

    return find


@pytest.fixture
def version_of(now_of):
    return lambda comment_id: now_of(comment_id).version


def at_once(*acts):
    """Each in a thread of its own, all let go at the same moment; what each gave."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(10)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def decisions(room, to, comment_ids, version_of):
    choices = [(comment_id, version_of(comment_id)) for comment_id in comment_ids]
    return lambda: [room.decide(to, *choice) for choice in choices]


def test_it_works(rooms, carol, version_of):
    comment_id = carol.say("Hello.")["id"]

    answer = rooms[0].decide("published", comment_id, version_of(comment_id))

    assert answer.status_code == 200
    assert carol.texts() == ["<p>Hello.</p>\n"]


@pytest.mark.parametrize(("one", "other"), [("published", "spam"), ("published", "deleted"), ("rejected", "rejected")])
def test_h8_of_two_who_saw_the_same_one_wins_and_the_other_is_told(rooms, carol, now_of, rows, one, other):
    comment_id = carol.say("Hello.")["id"]
    version = now_of(comment_id).version

    answers = at_once(
        lambda: rooms[0].decide(one, comment_id, version), lambda: rooms[1].decide(other, comment_id, version)
    )

    winner, loser = sorted(answers, key=lambda answer: answer.status_code)
    assert (winner.status_code, loser.status_code) == (200, 409)
    assert loser.json["stale"][0]["status"] == now_of(comment_id).status
    assert loser.json["stale"][0]["by"] in ("Alice", "Erin")
    assert rows(Decision, new_status=now_of(comment_id).status) == rows(Decision) == 1
    assert what_is_wrong() == []


def test_h8_one_decision_is_undone_once(rooms, carol, version_of, rows):
    comment_id = carol.say("Hello.")["id"]
    batch = rooms[0].decide("published", comment_id, version_of(comment_id)).json["batch"]

    answers = at_once(lambda: rooms[0].undo(batch), lambda: rooms[1].undo(batch))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert rows(Decision) == 2
    assert carol.texts() == []
    assert what_is_wrong() == []


def test_h8_two_hundred_random_pairs_leave_true_numbers(rooms, open_site, carol, version_of, rows):
    chance = random.Random(40)
    comment_ids = [carol.say("The first.")["id"]]
    for number in range(11):
        comment_ids.append(carol.say(f"Number {number}.", parent=chance.choice([None, *comment_ids]))["id"])

    answers = []
    for _ in range(200):
        one, other = (chance.choice(comment_ids) for _ in range(2))
        first, second = (chance.choice(TARGETS[:3]) for _ in range(2))
        answers += at_once(
            decisions(rooms[0], first, [one], version_of), decisions(rooms[1], second, [other], version_of)
        )

    statuses = [answer.status_code for pair in answers for answer in pair]
    assert set(statuses) == {200, 409}
    assert rows(Decision) == statuses.count(200)
    assert what_is_wrong() == []


def test_h8_two_who_decide_about_many_in_opposite_order_do_not_block_each_other(rooms, open_site, carol, version_of):
    pages = [f"{BLOG}/{number}" for number in range(4)]
    ours = [carol.say(f"Ours under {page}", url=page)["id"] for page in pages]
    theirs = [carol.say(f"Theirs under {page}", url=page)["id"] for page in reversed(pages)]

    chosen, chosen_too = ([f"{each}:{version_of(each)}" for each in comment_ids] for comment_ids in (ours, theirs))

    answers = at_once(
        lambda: rooms[0].decide_many("rejected", chosen), lambda: rooms[1].decide_many("rejected", chosen_too)
    )

    assert [answer.status_code for answer in answers] == [200, 200]
    assert what_is_wrong() == []


def test_h8_readers_who_answer_meanwhile_are_neither_lost_nor_in_the_way(app, rooms, open_site, carol, version_of):
    root = carol.say("The root.")["id"]
    branches = [carol.say(f"Branch {number}.", parent=root)["id"] for number in range(6)]

    def reply(number):
        reader = Reader(app.test_client(), f"Reader {number}", ip=f"198.51.100.{number}")
        return lambda: [reader.write(f"Reply {number}.", parent=branch) for branch in [*branches, root]]

    answers = at_once(
        decisions(rooms[0], "rejected", branches, version_of),
        decisions(rooms[1], "spam", [*reversed(branches), root], version_of),
        *(reply(number) for number in range(1, 5)),
    )

    statuses = [answer.status_code for part in answers for answer in part]
    assert set(statuses) <= {200, 201, 409}
    assert what_is_wrong() == []


def test_h8_a_verdict_and_a_decision_at_once_both_stand(app, rooms, alice, carol, akismet, rows, version_of, work):
    akismet.mode = "spam"
    comment_ids = [carol.say(f"Number {number}.")["id"] for number in range(8)]

    decided, _ = at_once(decisions(rooms[0], "published", comment_ids, version_of), app.extensions["jobs"].drain)

    won = [answer.json["changed"][0] for answer in decided if answer.status_code == 200]
    db.session.rollback()
    statuses = {comment.id: comment.status for comment in db.session.query(Comment)}
    assert statuses == {id_: "published" if id_ in won else "spam" for id_ in comment_ids}
    assert what_is_wrong() == []

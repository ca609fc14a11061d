"""When readers' reports take a comment off the page, and when they don't."""

from itertools import count

import jwt
import pytest

from models import Change, Comment, Person, Report, Verdict, db, now, transaction
from services.moderation.decide import undo
from services.moderation.recheck import recheck
from tests.answers import refused
from tests.cast import Reader

ips = count(1)


@pytest.fixture
def comment(bob) -> int:
    """By somebody whose comments appear at once, so nobody has decided about it."""
    return bob.say("You are all fools.")["id"]


@pytest.fixture
def stranger(app):
    """A fresh browser in a network of its own."""
    return lambda: Reader(app.test_client(), "Stranger", ip=f"198.18.{next(ips)}.1")


@pytest.fixture
def regular(stranger, approve):
    """Somebody whom a moderator has let through once."""

    def come() -> Reader:
        reader = stranger()
        approve(reader.say(f"Hello from {reader.ip}.", url="https://blog.example/hello")["id"])
        return reader

    return come


@pytest.fixture
def held(comment, regular) -> int:
    [regular().report(comment, "abuse") for _ in range(3)]
    return comment


def status_of(comment_id: int) -> str:
    db.session.rollback()
    return db.session.scalars(db.select(Comment.status).where(Comment.id == comment_id)).one()


def outcomes() -> list[str | None]:
    db.session.rollback()
    return list(db.session.scalars(db.select(Report.outcome).order_by(Report.id)))


def test_it_works(comment, regular, bob):
    first, second, third = regular(), regular(), regular()
    first.report(comment, "abuse")
    second.report(comment, "abuse")
    assert status_of(comment) == "published"

    third.report(comment, "abuse")

    db.session.rollback()
    row = db.session.get(Comment, comment)
    assert (row.status, row.waits_for) == ("pending", "Readers reported it")
    assert bob.read()["comments"] == []


def test_the_log_says_that_it_is_held(held):
    change = db.session.scalars(db.select(Change).where(Change.action == "comment.held")).one()

    assert (change.moderator_id, change.subject) == (None, str(held))


def test_twenty_fresh_browsers_of_one_network_hold_nothing(comment, app):
    readers = [Reader(app.test_client(), "Stranger", ip=f"198.18.0.{number}") for number in range(1, 21)]

    assert [reader.report(comment).status_code for reader in readers] == [201] * 20
    assert status_of(comment) == "published"


def test_twenty_fresh_browsers_of_twenty_networks_hold_nothing(comment, stranger):
    assert [stranger().report(comment).status_code for _ in range(20)] == [201] * 20
    assert status_of(comment) == "published"


def test_of_twenty_known_people_of_one_network_one_counts(comment, regular):
    readers = [regular() for _ in range(4)]
    for_one = [Reader(reader.client, "Regular", ip="198.18.0.1", token=reader.token) for reader in readers]

    [reader.report(comment) for reader in for_one]

    assert status_of(comment) == "published"


def test_fresh_browsers_add_to_known_people(comment, regular, stranger, site):
    with transaction():
        site.reports_hold = 2
    [stranger().report(comment) for _ in range(5)]
    assert status_of(comment) == "published"

    regular().report(comment)

    assert status_of(comment) == "pending"


def test_whom_the_site_vouches_for_weighs_twice(comment, regular, stranger, site):
    with transaction():
        site.sso_secret = "s" * 32
    student = stranger()
    claims = {"sub": "7", "name": "Noa", "exp": int(now().timestamp()) + 600, "aud": "blog"}
    token = jwt.encode(claims, "s" * 32, "HS256", headers={"typ": "chiosa+jwt"})
    student.send("POST", "/sessions", {"site": "blog", "token": token})
    student.report(comment)
    stranger().report(comment)
    assert status_of(comment) == "published"

    stranger().report(comment)

    assert status_of(comment) == "pending"


@pytest.mark.parametrize("to", ["published", "rejected"])
def test_a_moderators_word_stands_above_any_number(comment, regular, approve, move, to):
    move(comment, to if to == "rejected" else "spam")
    approve(comment)

    [regular().report(comment) for _ in range(5)]

    assert status_of(comment) == "published"


def test_what_was_kept_once_is_not_held_again(comment, regular, approve):
    regular().report(comment)
    approve(comment)

    [regular().report(comment) for _ in range(5)]

    assert status_of(comment) == "published"


def test_what_its_author_has_changed_since_may_be_held_again(comment, regular, bob, approve):
    regular().report(comment)
    approve(comment)
    bob.change(comment, "You are all fools, I say.")

    [regular().report(comment) for _ in range(3)]

    assert status_of(comment) == "pending"


def test_its_author_does_not_bring_it_back_by_changing_it(held, bob):
    bob.change(held, "You are all wise.")

    db.session.rollback()
    row = db.session.get(Comment, held)
    assert (row.status, row.waits_for) == ("pending", "Readers reported it")


def test_a_site_may_have_no_such_threshold(comment, regular, site):
    with transaction():
        site.reports_hold = 0

    [regular().report(comment) for _ in range(5)]

    assert status_of(comment) == "published"


def test_who_is_banned_weighs_nothing(comment, regular):
    readers = [regular() for _ in range(3)]
    [reader.report(comment) for reader in readers[:2]]
    with transaction():
        db.session.execute(db.update(Person).where(Person.visitor != "").values(banned_at=now()))

    readers[2].report(comment)

    assert status_of(comment) == "published"


@pytest.mark.parametrize(
    ("to", "outcome"),
    [("published", "dismissed"), ("spam", "upheld"), ("rejected", "upheld"), ("deleted", "upheld")],
)
def test_a_decision_says_who_was_right(held, move, to, outcome):
    move(held, to)

    assert outcomes() == [outcome] * 3


def test_who_was_wrong_three_times_is_not_heard_any_more(bob, regular, approve):
    wrong = [regular() for _ in range(3)]
    fine = [bob.say(f"Comment number {number}.")["id"] for number in range(4)]
    [(reader.report(each), approve(each)) for each in fine[:3] for reader in wrong[:1]]

    [reader.report(fine[3]) for reader in wrong]

    assert status_of(fine[3]) == "published"


def test_each_address_may_report_twenty_times_an_hour(bob, carol):
    comments = [bob.say(f"Comment number {number}.")["id"] for number in range(21)]

    answers = [carol.report(each).status_code for each in comments]

    assert answers == [201] * 20 + [429]


def test_a_reporter_learns_what_became_of_it(comment, carol, approve):
    carol.report(comment)
    assert carol.get("/mine").json["reports"] == {str(comment): "open"}

    approve(comment)

    assert carol.get("/mine").json["reports"] == {str(comment): "kept"}


def test_who_reported_what_is_held_learns_nothing_yet(comment, regular):
    readers = [regular() for _ in range(3)]

    [reader.report(comment) for reader in readers]

    assert readers[0].get("/mine").json["reports"] == {str(comment): "open"}


def test_a_reporter_learns_that_it_was_removed(comment, carol, move):
    carol.report(comment)

    move(comment, "spam")

    assert carol.get("/mine").json["reports"] == {str(comment): "removed"}


def test_an_undone_decision_leaves_it_open(comment, carol, alice, move):
    carol.report(comment)
    outcome = move(comment, "spam")

    undo(alice, outcome.batch)

    assert carol.get("/mine").json["reports"] == {str(comment): "open"}


def test_nobody_else_learns_of_it(comment, carol, bob, move):
    carol.report(comment)

    move(comment, "published")

    assert bob.get("/mine").json["reports"] == {}


def test_r10_reports_of_another_site_are_not_told(comment, carol, other_site, move):
    carol.report(comment)

    elsewhere = Reader(carol.client, "Carol", site="other", page="https://other.example/lesson", token=carol.token)

    assert refused(elsewhere.get("/mine"))[:2] == (401, "visitor_unknown")


def test_where_it_came_from_is_kept_as_a_hash_of_this_comment_alone(comment, bob, carol):
    second = bob.say("You are fools indeed.")["id"]
    carol.report(comment)
    carol.report(second)

    db.session.rollback()
    addresses = db.session.scalars(db.select(Report.address)).all()
    assert len(set(addresses)) == 2
    assert "192.0.2" not in "".join(addresses)


def test_r33_what_is_held_is_counted_no_more(held, bob, approve):
    assert bob.read()["thread"]["count"] == 0

    approve(held)

    assert bob.read()["thread"]["count"] == 1


def test_no_later_verdict_publishes_what_is_held(akismet, site, alice, regular, bob, work_later):
    comment = bob.say("You are all fools.")["id"]
    work_later()
    [regular().report(comment, "abuse") for _ in range(3)]
    recheck(alice, comment)

    work_later()

    assert status_of(comment) == "pending"
    assert db.session.scalars(db.select(Verdict.outcome).order_by(Verdict.id.desc()).limit(1)).one() == "publish"

"""One vote for each visitor on each comment, and numbers that equal what stands in the table."""

import pytest

from blueprints.api.schemas.told import Voted
from models import Comment, Thread, Vote, db, transaction
from models.rank import rank
from tests.answers import refused
from tests.cast import BLOG, PAGE, Reader


@pytest.fixture
def comment(bob) -> int:
    """What everyone votes on."""
    return bob.say("What do you think of this?")["id"]


@pytest.fixture
def set_site(site):
    def change(**values):
        with transaction():
            for name, value in values.items():
                setattr(site, name, value)

    return change


@pytest.fixture
def both(set_site):
    set_site(votes="both")


@pytest.fixture
def voters(app):
    """Strangers, each in a network of their own."""
    return lambda count: [Reader(app.test_client(), "Voter", ip=f"198.51.100.{n + 1}") for n in range(count)]


@pytest.fixture
def neighbours(app):
    """Strangers who share one address, or an IPv6 network."""
    return lambda *ips: [Reader(app.test_client(), "Neighbour", ip=ip) for ip in ips]


def told(reader: Reader, comment_id: int) -> tuple[int, int]:
    """Votes for and against, as the page shows them."""
    shown = next(each for each in reader.read()["comments"] if each["id"] == comment_id)
    return shown["up"], shown["down"]


def stored(comment_id: int) -> tuple[int, int, int]:
    """Votes for and against, and the rank, as they stand on the comment."""
    db.session.rollback()
    found = db.session.get(Comment, comment_id)
    return found.up, found.down, found.rank


def truth(comment_id: int) -> tuple[int, int, int]:
    """The same, counted anew."""
    values = db.session.scalars(db.select(Vote.value).where(Vote.comment_id == comment_id)).all()
    return values.count(1), values.count(-1), rank(values.count(1), values.count(-1))


def test_it_works(carol, comment):
    answer = carol.vote(comment)

    assert answer.status_code == 200
    assert {name: answer.json[name] for name in ("up", "down", "mine")} == {"up": 1, "down": 0, "mine": 1}
    assert told(carol, comment) == (1, 0)


def test_it_is_what_the_reference_says(carol, comment):
    assert Voted().validate(carol.vote(comment).json) == {}


def test_who_brings_no_token_gets_one_and_is_known_by_it(carol, comment):
    token = carol.vote(comment).json["visitor"]
    carol.token = token

    assert carol.vote(comment).json["visitor"] == token
    assert carol.get("/mine").json["votes"] == {str(comment): 1}


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ([1, 1, 1], (1, 0)),
        ([1, -1], (0, 1)),
        ([-1, 1], (1, 0)),
        ([-1, -1], (0, 1)),
        ([1, 0], (0, 0)),
        ([-1, 0, 0], (0, 0)),
        ([0], (0, 0)),
        ([1, 0, -1, 1], (1, 0)),
    ],
)
def test_one_has_one_vote_and_may_change_it(carol, comment, both, values, counts):
    answers = [carol.vote(comment, value).json for value in values]

    assert (answers[-1]["up"], answers[-1]["down"], answers[-1]["mine"]) == (*counts, values[-1])
    assert told(carol, comment) == counts
    assert stored(comment) == truth(comment)


def test_a_page_that_was_read_before_is_another_after_a_vote(carol, comment):
    etag = carol.get("/threads").headers["ETag"]
    carol.headers["If-None-Match"] = etag
    unchanged = carol.get("/threads").status_code

    carol.vote(comment)

    assert (unchanged, carol.get("/threads").status_code) == (304, 200)


def test_the_same_vote_again_leaves_the_page_as_it_was(carol, comment):
    carol.vote(comment)
    version = carol.read()["thread"]["version"]

    carol.vote(comment)

    assert carol.read()["thread"]["version"] == version


def test_live_readers_are_told(carol, comment):
    version = carol.read()["thread"]["version"]

    carol.vote(comment)

    changes = carol.get("/changes", since=version).json["comments"]
    assert [(each["id"], each["up"]) for each in changes] == [(comment, 1)]


def test_a_vote_does_not_get_in_a_moderators_way(carol, comment, alice):
    before = db.session.get(Comment, comment).version

    carol.vote(comment)

    db.session.rollback()
    assert db.session.get(Comment, comment).version == before


@pytest.mark.parametrize(("up", "down", "value"), [(0, 0, 0), (1, 0, 378448), (9, 1, 717556), (90, 10, 854858)])
def test_many_votes_say_more_than_few(up, down, value):
    assert rank(up, down) == value


@pytest.mark.parametrize(("votes", "value"), [("none", 1), ("none", 0), ("none", -1), ("up", -1)])
def test_the_site_says_which_votes_there_are(carol, comment, set_site, votes, value):
    set_site(votes=votes)

    assert refused(carol.vote(comment, value)) == (403, "not_offered", {})
    assert stored(comment) == (0, 0, 0)


def test_nobody_votes_on_their_own(bob, comment):
    assert refused(bob.vote(comment)) == (403, "not_offered", {})
    assert told(bob, comment) == (0, 0)


@pytest.mark.parametrize("to", ["rejected", "spam", "deleted"])
def test_what_readers_do_not_see_takes_no_vote(carol, comment, move, to):
    move(comment, to)

    assert refused(carol.vote(comment)) == (404, "not_found", {})


def test_what_waits_takes_no_vote(carol, mallory):
    waiting = carol.say("Not published yet.")["id"]

    assert refused(mallory.vote(waiting)) == (404, "not_found", {})


@pytest.mark.parametrize("comment_id", [999_999, 2**63, 2**70])
def test_what_never_was_takes_no_vote(carol, comment_id):
    assert refused(carol.vote(comment_id)) == (404, "not_found", {})


def test_a_closed_site_takes_no_vote(carol, comment, set_site):
    set_site(is_open=False)

    assert refused(carol.vote(comment)) == (409, "site_closed", {})


def test_a_closed_discussion_takes_no_vote(carol, comment):
    with transaction():
        db.session.execute(db.update(Thread).values(closed_at=Thread.created_at))

    assert refused(carol.vote(comment)) == (409, "thread_closed", {})


@pytest.mark.parametrize(
    "ips",
    [
        ["192.0.2.99"] * 6,
        [f"2001:db8:1:2::{n}" for n in range(1, 7)],
        [f"2001:db8:1:2:{n}::1" for n in range(1, 7)],
    ],
)
def test_five_of_one_address_vote_and_the_sixth_does_not(neighbours, comment, ips):
    answers = [reader.vote(comment) for reader in neighbours(*ips)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1].json["error"]["code"] == "too_many"
    assert 14 * 86400 < int(answers[-1].headers["Retry-After"]) <= 15 * 86400
    assert stored(comment)[0] == 5


def test_who_has_voted_may_change_it_however_many_live_there(neighbours, comment, both):
    people = neighbours(*["192.0.2.99"] * 5)
    [person.vote(comment) for person in people]

    assert people[0].vote(comment, -1).status_code == 200
    assert people[1].vote(comment, 0).status_code == 200
    assert stored(comment) == truth(comment)


def test_of_another_network_one_may(neighbours, comment):
    crowd = neighbours(*[f"2001:db8:1:2::{n}" for n in range(1, 6)], "2001:db8:1:3::1")

    assert [reader.vote(comment).status_code for reader in crowd] == [200] * 6


def test_of_an_address_only_a_hash_is_kept_and_that_for_one_comment(carol, bob, comment):
    other = bob.say("And of this?")["id"]
    carol.vote(comment)
    carol.vote(other)

    kept = db.session.scalars(db.select(Vote.address)).all()

    assert len(set(kept)) == 2
    assert [len(each) for each in kept] == [32, 32]
    assert "192.0.2" not in str(kept)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1", "wrong_type"),
        (1.0, "wrong_type"),
        (True, "wrong_type"),
        (None, "required"),
        ([1], "wrong_type"),
        ({}, "wrong_type"),
        (2, "not_allowed"),
        (-2, "not_allowed"),
        (10**30, "not_allowed"),
    ],
)
def test_r11_a_vote_is_one_of_three_numbers(carol, comment, value, code):
    assert refused(carol.vote(comment, value)) == (422, "invalid", {"value": code})
    assert stored(comment) == (0, 0, 0)


@pytest.mark.parametrize("field", ["id", "up", "down", "rank", "visitor", "address", "site_id", "url", "__proto__"])
def test_r11_nothing_else_can_be_said(carol, comment, field):
    assert refused(carol.vote(comment, **{field: 1})) == (422, "invalid", {field: "unknown"})
    assert stored(comment) == (0, 0, 0)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_r7_what_any_page_may_send_without_asking_is_refused(client, comment, content_type):
    answer = client.put(f"/api/v1/comments/{comment}/vote", data='{"site":"blog","value":1}', content_type=content_type)

    assert answer.status_code == 415
    assert stored(comment) == (0, 0, 0)


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PATCH"])
def test_r7_a_vote_is_put_and_nothing_else(client, comment, method):
    answer = client.open(f"/api/v1/comments/{comment}/vote", method=method, json={"site": "blog", "value": 1})

    assert answer.status_code == 405
    assert stored(comment) == (0, 0, 0)


def test_a_page_that_the_site_does_not_list_is_refused(carol, comment):
    carol.headers["Origin"] = "https://evil.example"

    assert refused(carol.vote(comment)) == (403, "foreign_origin", {})
    assert stored(comment) == (0, 0, 0)


def test_a_listed_page_may_read_the_answer(carol, comment):
    carol.headers["Origin"] = BLOG

    assert carol.vote(comment).headers["Access-Control-Allow-Origin"] == BLOG


def test_r10_a_comment_of_another_site_can_not_be_voted_on(client, other_site, comment):
    dan = Reader(client, "Dan", site="other")

    assert refused(dan.vote(comment)) == (404, "not_found", {})
    assert stored(comment) == (0, 0, 0)


def test_r10_a_visitor_of_another_site_is_unknown(client, other_site, bob, comment):
    dan = Reader(client, "Dan", site="other", token=bob.token)

    assert refused(dan.vote(comment)) == (401, "visitor_unknown", {})


def test_r33_twenty_at_once_are_all_counted(voters, comment, both, carol, at_once):
    def votes(number, person):
        return lambda: [person.vote(comment, value).status_code for value in (1, -1, 1 if number % 3 else -1)]

    statuses = at_once(*(votes(number, person) for number, person in enumerate(voters(20))))

    assert statuses == [[200] * 3] * 20
    assert stored(comment) == truth(comment) == (13, 7, rank(13, 7))
    assert told(carol, comment) == (13, 7)


def test_r33_one_visitor_ten_times_at_once_has_one_vote(app, carol, comment, at_once):
    carol.open_form()
    same = [Reader(app.test_client(), "Carol", ip=f"198.51.100.{n}", token=carol.token) for n in range(1, 11)]

    statuses = at_once(*(lambda reader=reader: reader.vote(comment).status_code for reader in same))

    assert statuses == [200] * 10
    assert stored(comment) == truth(comment) == (1, 0, rank(1, 0))


def test_votes_stay_with_a_comment_that_was_taken_away_and_brought_back(carol, comment, move, approve):
    carol.vote(comment)
    move(comment, "rejected")
    approve(comment)

    assert told(carol, comment) == (1, 0)


def test_what_its_author_deletes_has_no_votes_any_more(bob, carol, comment):
    carol.vote(comment)

    bob.remove(comment)

    assert stored(comment) == truth(comment) == (0, 0, 0)


def test_the_best_come_first(bob, carol, comment):
    bob.say("Another, and younger.")
    carol.vote(comment)

    assert carol.read(sort="best")["comments"][0]["id"] == comment
    assert carol.read(url=PAGE, sort="newest")["comments"][0]["id"] != comment

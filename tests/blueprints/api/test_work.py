"""The proof of work: asked of whom nobody knows, good for one form, and never a reason to refuse a comment."""

import json
from base64 import b64encode
from datetime import timedelta

import pytest

from models import Comment, Origin, Person, Signal, db, now, transaction
from services.spam.work import difficulty, solve
from tests.answers import refused
from tests.blueprints.api.test_sessions import SECRET, begin, token
from tests.cast import OTHER, Reader

MISSING = "The sender's browser did not do the work that is asked of people whom nobody knows"
WRONG = "The proof of work that came with it is wrong, or was made for another form"
LATE = "The proof of work that came with it is too old"


def encoded(told: object) -> str:
    return b64encode(json.dumps(told).encode()).decode()


HOSTILE = {
    "words": "no work",
    "null bytes": b64encode(b"\x00" * 200).decode(),
    "a number": encoded(7),
    "a list": encoded([]),
    "nothing in it": encoded({}),
    "a long text": "A" * 4000,
    "deeply nested": b64encode(b"[" * 2900).decode(),
    "empty parts": encoded({"challenge": {}, "solution": {}}),
    "huge numbers": b64encode(b'{"challenge": ' + b"9" * 2800 + b"}").decode(),
    "wrong types": encoded(
        {"challenge": {"parameters": [], "signature": 1}, "solution": {"counter": [], "derivedKey": {}}}
    ),
    "unsigned": encoded(
        {
            "challenge": {
                "parameters": {
                    "algorithm": "PBKDF2/SHA-512",
                    "nonce": "zz",
                    "salt": "",
                    "cost": 10**9,
                    "keyPrefix": "",
                    "data": [{"form": []}],
                    "expiresAt": 1e308,
                }
            },
            "solution": {"counter": 1, "derivedKey": ""},
        }
    ),
}


@pytest.fixture
def blog(site):
    """Nobody is held for being new, so that only the work decides."""
    with transaction():
        site.hold = "nothing"
    return site


@pytest.fixture
def giulia(client, blog):
    """The host site's server has said who she is."""
    with transaction():
        blog.sso_secret = SECRET
    reader = Reader(client, "Giulia")
    begin(reader, token())
    return reader


def judged(answer) -> tuple[int, str, list[str]]:
    """How it was answered, what became of the comment, and what its work says against it."""
    db.session.rollback()
    comment = db.session.get(Comment, answer.json["comment"]["id"])
    reasons = db.select(Signal.reason).where(Signal.comment_id == comment.id, Signal.check == "work")
    return answer.status_code, comment.status, list(db.session.scalars(reasons))


def send(reader, form: str, work: str | None, text: str = "Hello."):
    return reader.post(reader.body(text, form=form, work=work))


def test_it_works(carol, blog):
    told = carol.open_form()

    answer = send(carol, told["form"], solve(told["work"]))

    assert judged(answer) == (201, "published", [])


def test_without_it_a_comment_waits(carol, blog):
    answer = send(carol, carol.open_form()["form"], None)

    assert judged(answer) == (201, "pending", [MISSING])


@pytest.mark.parametrize("work", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_work_breaks_nothing_and_waits(carol, blog, work):
    answer = send(carol, carol.open_form()["form"], work)

    assert judged(answer) == (201, "pending", [WRONG])


def test_what_no_work_can_be_as_long_as_is_refused(carol, blog):
    answer = send(carol, carol.open_form()["form"], "A" * 65_536)

    assert refused(answer) == (422, "invalid", {"work": "too_long"})


def test_it_is_good_for_its_own_form_alone(carol, blog):
    work = solve(carol.open_form()["work"])

    answer = send(carol, carol.open_form()["form"], work)

    assert judged(answer) == (201, "pending", [WRONG])


def test_it_is_good_for_its_own_site_alone(carol, blog, other_site):
    work = solve(carol.open_form(site="other", url=f"{OTHER}/lesson")["work"])
    carol.token = None

    answer = send(carol, carol.open_form()["form"], work)

    assert judged(answer) == (201, "pending", [WRONG])


def test_it_is_good_for_one_comment(carol, blog):
    told = carol.open_form()
    work = solve(told["work"])
    send(carol, told["form"], work)

    answer = send(carol, told["form"], work, "Hello again.")

    assert refused(answer)[:2] == (409, "form_used")


def test_a_form_that_was_refused_for_a_field_keeps_its_work(carol, blog):
    told = carol.open_form()
    work = solve(told["work"])
    carol.post(carol.body("Hello.", form=told["form"], work=work, email="no"))

    answer = send(carol, told["form"], work)

    assert judged(answer) == (201, "published", [])


def test_it_is_good_for_a_day(carol, blog, time_machine):
    work = solve(carol.open_form()["work"])
    time_machine.move_to(now() + timedelta(hours=25))

    answer = send(carol, carol.open_form()["form"], work)

    assert judged(answer) == (201, "pending", [LATE])


@pytest.mark.parametrize(
    ("name", "value"), [("keyPrefix", ""), ("expiresAt", None), ("cost", 0), ("data", {"form": "x"})]
)
def test_a_challenge_that_was_made_easier_is_none_of_ours(carol, blog, name, value):
    told = carol.open_form()
    told["work"]["parameters"][name] = value

    answer = send(
        carol, told["form"], encoded({"challenge": told["work"], "solution": {"counter": 0, "derivedKey": ""}})
    )

    assert judged(answer) == (201, "pending", [WRONG])


def test_whoever_opens_no_form_is_told_of_that_alone(carol, blog):
    answer = carol.write("Hello.", form=None)

    assert judged(answer) == (201, "pending", [])


def test_nobody_asks_whom_a_moderator_has_approved(bob):
    told = bob.open_form()

    assert told["work"] is None
    assert judged(send(bob, told["form"], None)) == (201, "published", [])


def test_nobody_asks_whom_the_host_site_vouches_for(giulia):
    told = giulia.open_form()

    assert told["work"] is None
    assert judged(send(giulia, told["form"], None)) == (201, "published", [])


def test_a_site_may_do_without(carol, blog):
    with transaction():
        blog.work = False

    told = carol.open_form()

    assert told["work"] is None
    assert judged(send(carol, told["form"], None)) == (201, "published", [])


def test_the_form_of_somebody_approved_helps_nobody_else(bob, carol, blog):
    form = bob.open_form()["form"]

    answer = send(carol, form, None)

    assert judged(answer) == (201, "pending", [MISSING])


@pytest.mark.parametrize(("spam", "numbers"), [(0, 100), (1, 200), (2, 400), (3, 800), (5, 800)])
def test_who_sends_spam_works_harder_from_the_whole_network(mallory, site, spam, numbers):
    [mallory.say(f"Number {number}.", trap="x") for number in range(spam)]

    assert difficulty(site, None, "203.0.113.0/24", 100) == numbers
    assert difficulty(site, None, "198.51.100.0/24", 100) == 100


def test_who_sends_spam_works_harder_wherever_they_go(mallory, site):
    mallory.say("Buy.", trap="x")

    person = db.session.scalar(db.select(Person))

    assert difficulty(site, person, "198.51.100.0/24", 100) == 200


def test_after_some_days_it_is_forgotten(mallory, site, time_machine):
    mallory.say("Buy.", trap="x")
    time_machine.move_to(now() + timedelta(days=4))

    assert difficulty(site, db.session.scalar(db.select(Person)), "203.0.113.0/24", 100) == 100


def test_the_spam_of_another_site_counts_for_nothing(mallory, other_site):
    mallory.say("Buy.", trap="x")

    assert db.session.scalar(db.select(Origin.network)) == "203.0.113.0/24"
    assert difficulty(other_site, None, "203.0.113.0/24", 100) == 100


def test_everybody_works_harder_while_spam_pours_in(site):
    with transaction():
        site.attack_until = now() + timedelta(minutes=30)

    assert difficulty(site, None, "203.0.113.0/24", 100) == 800

"""What is kept for a time only: as the worker forgets it once an hour."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from models import (
    AccountSession,
    Band,
    Comment,
    Invitation,
    Origin,
    Person,
    Reaction,
    Report,
    SignInLink,
    Site,
    Vote,
    db,
    now,
    transaction,
)
from services.identity.invitations import invite
from services.identity.sessions import Browser, begin_session
from services.identity.sign_in import make_link
from tests.cast import Reader


@pytest.fixture
def forget(app: Flask) -> Callable[[], int]:
    def run() -> int:
        db.session.rollback()
        return int(app.extensions["jobs"].forget())

    return run


@pytest.fixture
def days_pass() -> Callable[..., None]:
    """So many days since everything was written."""

    def pass_by(days: float) -> None:
        with transaction():
            for table in (Vote, Reaction, Origin):
                db.session.execute(db.update(table).values(created_at=now() - timedelta(days=days)))

    return pass_by


@pytest.fixture
def comment(bob: Reader, carol: Reader, site: Site) -> int:
    """carol has voted on it, reported it, and left an emoji on its page."""
    with transaction():
        site.reactions = "👍"
    comment_id = int(bob.say("Hello.")["id"])
    carol.vote(comment_id)
    carol.react("👍")
    carol.report(comment_id, text="It names me.")
    return comment_id


def addresses() -> list[bool]:
    """Whether it is still known where each vote and each reaction came from."""
    db.session.rollback()
    return [bool(each) for table in (Vote, Reaction) for each in db.session.scalars(db.select(table.address))]


def test_it_works(comment: int, forget: Callable[[], int], days_pass: Callable[..., None]) -> None:
    days_pass(15.1)

    touched = forget()

    assert touched == 2 + 2  # two addresses, and the origins of bob's two comments
    assert addresses() == [False, False]


def test_until_then_they_are_known(comment: int, forget: Callable[[], int], days_pass: Callable[..., None]) -> None:
    days_pass(14.9)

    assert forget() == 0
    assert addresses() == [True, True]


def test_what_is_forgotten_is_not_forgotten_again(
    comment: int, forget: Callable[[], int], days_pass: Callable[..., None]
) -> None:
    days_pass(16)
    forget()

    assert forget() == 0


def test_the_site_says_how_long(
    comment: int, site: Site, forget: Callable[[], int], days_pass: Callable[..., None]
) -> None:
    with transaction():
        site.origin_days = 2
    days_pass(3)

    forget()

    assert addresses() == [False, False]


def test_another_sites_days_are_its_own(
    comment: int, other_site: Site, forget: Callable[[], int], days_pass: Callable[..., None]
) -> None:
    with transaction():
        other_site.origin_days = 1
    days_pass(3)

    forget()

    assert addresses() == [True, True]


def test_votes_and_reactions_count_on(
    comment: int, carol: Reader, forget: Callable[[], int], days_pass: Callable[..., None]
) -> None:
    days_pass(16)
    forget()

    told = carol.read()

    assert (told["comments"][0]["up"], told["thread"]["reactions"]) == (1, {"👍": 1})
    assert carol.get("/mine").json["votes"] == {str(comment): 1}


def test_a_comment_that_a_moderator_deleted_takes_its_votes_and_reports_along(
    comment: int, move: Callable[..., None], work_later: Callable[[], int]
) -> None:
    move(comment, "deleted")
    kept = db.session.scalar(db.select(db.func.count(Vote.id)))

    work_later()

    erased = db.session.get(Comment, comment)
    assert kept == 1
    assert [db.session.scalar(db.select(db.func.count(table.id))) for table in (Vote, Report)] == [0, 0]
    assert (erased.up, erased.rank, erased.source) == (0, 0, "")


@pytest.fixture
def said(carol: Reader) -> Callable[..., int]:
    """carol has said something so many days ago, long enough to have its twelve bands."""

    def say(text: str, days: float) -> int:
        comment_id = int(carol.say(f"{text}, long enough to be known again wherever it is sent to.")["id"])
        with transaction():
            aged = db.update(Comment).where(Comment.id == comment_id)
            db.session.execute(aged.values(created_at=now() - timedelta(days=days)))
        return comment_id

    return say


def bands() -> dict[int, int]:
    return dict(db.session.execute(db.select(Band.comment_id, db.func.count()).group_by(Band.comment_id)).all())


@pytest.mark.parametrize("days", [34, 36])
def test_what_near_copies_are_found_by_is_kept_five_weeks(
    said: Callable[..., int], forget: Callable[[], int], days: int
) -> None:
    comment_id = said("A text", days)

    forget()

    assert bands() == ({comment_id: 12} if days == 34 else {})


def test_what_later_ones_are_found_by_stays(said: Callable[..., int], forget: Callable[[], int]) -> None:
    said("A text", 36)
    later = said("Another one", 34)

    forget()

    assert bands() == {later: 12}


@pytest.fixture
def with_email(carol: Reader, site: Site) -> Callable[..., None]:
    """carol has commented under an address so many days ago, on a site that keeps addresses for 30."""

    def write(days: float) -> None:
        with transaction():
            site.email_days = 30
        carol.say("Hello.", email="carol@mail.example")
        with transaction():
            db.session.execute(db.update(Comment).values(created_at=now() - timedelta(days=days)))

    return write


def emails() -> list[str | None]:
    db.session.rollback()
    return list(db.session.scalars(db.select(Comment.author_email).order_by(Comment.id)))


@pytest.mark.parametrize(("days", "known"), [(29.9, ["carol@mail.example"]), (30.1, [None])])
def test_e_mail_addresses_are_kept_for_the_sites_days(
    with_email: Callable[..., None], forget: Callable[[], int], days: float, known: list[str | None]
) -> None:
    with_email(days)

    forget()

    assert emails() == known


def test_without_such_days_an_e_mail_address_is_kept_with_its_comment(
    carol: Reader, with_email: Callable[..., None], forget: Callable[[], int], site: Site
) -> None:
    with_email(3000)
    with transaction():
        site.email_days = None

    forget()

    assert emails() == ["carol@mail.example"]


def test_a_comment_that_lost_its_address_is_read_as_before(
    carol: Reader, with_email: Callable[..., None], forget: Callable[[], int], approve: Callable[[int], None]
) -> None:
    with_email(40)
    approve(db.session.scalar(db.select(Comment.id)))
    before = carol.read()

    forget()

    assert carol.read() == before


def test_of_many_addresses_all_are_forgotten(
    carol: Reader, with_email: Callable[..., None], forget: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.privacy.forget.STEP", 2)
    carol.say("One.", email="carol@mail.example")
    carol.say("Two.", email="carol@mail.example")
    with_email(40)

    forget()

    assert emails() == [None, None, None]


def test_a_proven_address_goes_when_nothing_newer_of_its_person_is_here(
    with_email: Callable[..., None], forget: Callable[[], int]
) -> None:
    with_email(40)
    with transaction():
        db.session.execute(db.update(Person).values(email="proven@mail.example", created_at=now() - timedelta(days=50)))

    forget()

    assert list(db.session.scalars(db.select(Person.email))) == [None]


@pytest.mark.parametrize(("days", "left"), [(28, 1), (30, 0)])
def test_r29_a_session_of_a_moderator_is_forgotten_15_days_after_its_end(alice, forget, days, left):
    begin_session(alice.account, Browser("198.51.100.0/24", "a browser"))
    make_link(alice.account)

    with time_machine.travel(now() + timedelta(days=days)):
        forget()

    assert db.session.query(AccountSession).count() == left
    assert db.session.query(SignInLink).count() == 0


@pytest.mark.parametrize(
    ("ended", "days", "left"),
    [
        ({"used_at": now()}, 29, "erin@blog.example"),
        ({"used_at": now()}, 31, ""),
        ({"revoked_at": now()}, 29, "erin@blog.example"),
        ({"revoked_at": now()}, 31, ""),
        ({}, 36, "erin@blog.example"),
        ({}, 38, ""),
    ],
)
def test_r29_whom_an_invitation_was_for_is_forgotten_30_days_after_its_end(alice, forget, ended, days, left):
    invite(alice, "erin@blog.example", "viewer")
    with transaction():
        db.session.execute(db.update(Invitation).values({"role": "viewer"} | ended))

    with time_machine.travel(now() + timedelta(days=days)):
        forget()

    assert list(db.session.scalars(db.select(Invitation.email))) == [left]


def test_an_open_invitation_is_still_good_when_others_are_forgotten(alice, forget):
    invite(alice, "erin@blog.example", "viewer")

    forget()

    (invitation,) = Invitation.open_of(alice.site_id)
    assert invitation.email == "erin@blog.example"


def test_where_a_report_came_from_is_forgotten_and_what_it_says_stays(comment: int, forget: Callable[[], int]) -> None:
    with transaction():
        db.session.execute(db.update(Report).values(created_at=now() - timedelta(days=16)))

    forget()

    db.session.rollback()
    report = db.session.scalars(db.select(Report)).one()
    assert (report.address, report.text) == ("", "It names me.")

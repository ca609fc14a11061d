from datetime import timedelta

import pytest
import time_machine

from models import Account, AccountSession, Change, Moderator, db, now
from services.errors import Forbidden
from services.identity.sessions import account_of
from services.identity.sign_in import make_link, sign_in_by_link, sign_in_by_password


def test_it_works(run, site, client):
    run("moderator", "add", "blog", "Alice@Blog.example", "--name", "Alice")

    done = run("moderator", "link", "alice@blog.example")

    link = done.output.strip()
    assert link.startswith("http://127.0.0.1:8000/room/enter/")
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_a_link_signs_in_once(run, alice):
    token = run("moderator", "link", alice.email).output.strip().rpartition("/")[2]

    session = sign_in_by_link(token)

    assert account_of(session).id == alice.account_id


def test_every_link_is_another(run, alice):
    assert run("moderator", "link", alice.email).output != run("moderator", "link", alice.email).output


def test_a_password_is_asked_for_twice_and_never_shown(run, alice):
    done = run("moderator", "password", alice.email, input="correct horse\ncorrect horse\n")

    assert done.exit_code == 0
    assert "correct" not in done.output
    assert account_of(sign_in_by_password(alice.email, "correct horse")).id == alice.account_id


def test_a_new_password_ends_every_session(run, alice):
    session = sign_in_by_link(run("moderator", "link", alice.email).output.strip().rpartition("/")[2])

    run("moderator", "password", alice.email, "--password", "correct horse")

    assert account_of(session) is None
    assert db.session.query(AccountSession).count() == 1


def test_a_link_from_the_command_line_lives_for_ten_minutes(run, alice):
    token = run("moderator", "link", alice.email).output.strip().rpartition("/")[2]

    with time_machine.travel(now() + timedelta(minutes=11)), pytest.raises(Forbidden):
        sign_in_by_link(token)

    assert "within ten minutes" in run("moderator", "link", "--help").output


def test_who_is_what_is_listed(run, alice):
    run("moderator", "add", "blog", "erin@blog.example", "--name", "Erin", "--role", "viewer")

    done = run("moderator", "list", "blog")

    assert done.output == "owner      alice@blog.example  Alice\nviewer     erin@blog.example  Erin\n"


def test_what_the_operator_does_stands_in_the_log(run, alice):
    run("moderator", "add", "blog", "erin@blog.example", "--name", "Erin", "--role", "moderator")
    run("moderator", "remove", "blog", "erin@blog.example")

    rows = db.select(Change.action, Change.moderator_id, Change.old, Change.new).order_by(Change.id)
    assert [tuple(row) for row in db.session.execute(rows)][1:] == [
        ("moderator.joined", None, None, "moderator"),
        ("moderator.removed", None, "moderator", None),
    ]


def test_who_is_removed_is_nothing_there_any_more(run, alice):
    run("moderator", "add", "blog", "erin@blog.example", "--name", "Erin")

    done = run("moderator", "remove", "blog", "Erin@blog.example")

    assert done.exit_code == 0
    assert [moderator.name for moderator in Moderator.all_of(alice.site_id)] == ["Alice"]


def test_the_last_owner_is_not_removed(run, alice):
    done = run("moderator", "remove", "blog", alice.email)

    assert done.exit_code == 1
    assert "A site needs an owner." in done.output
    assert Moderator.all_of(alice.site_id) == [alice]


def test_somebody_gets_another_role_and_the_log_says_so(run, alice):
    run("moderator", "add", "blog", "erin@blog.example", "--name", "Erin", "--role", "viewer")

    done = run("moderator", "role", "blog", "Erin@blog.example", "moderator")

    assert (done.exit_code, done.output) == (0, "")
    assert run("moderator", "list", "blog").output.endswith("moderator  erin@blog.example  Erin\n")
    change = db.session.scalars(db.select(Change).where(Change.action == "role.changed")).one()
    assert (change.moderator_id, change.old, change.new) == (None, "viewer", "moderator")


def test_r10_a_role_is_changed_at_one_site_alone(run, alice, dave):
    run("moderator", "add", "other", alice.email, "--name", "Alice")

    run("moderator", "role", "other", alice.email, "viewer")

    assert [moderator.role for moderator in Moderator.by_account(alice.account_id)] == ["owner", "viewer"]


def test_the_last_owner_stays_one(run, alice):
    done = run("moderator", "role", "blog", alice.email, "viewer")

    assert done.exit_code == 1
    assert "A site needs an owner." in done.output
    assert [moderator.role for moderator in Moderator.all_of(alice.site_id)] == ["owner"]


@pytest.mark.parametrize(
    "words", [["blog", "alice@blog.example", "king"], ["blog", "alice@blog.example"], ["alice@blog.example", "owner"]]
)
def test_what_is_no_role_or_no_site_is_refused(run, alice, words):
    assert run("moderator", "role", *words).exit_code == 2


def test_r8_all_sessions_of_somebody_are_ended(run, alice, dave):
    tokens = [sign_in_by_link(make_link(who.account)) for who in (alice, alice, dave)]

    done = run("moderator", "sign-out", alice.email)

    assert done.output == "Sessions ended: 2\n"
    assert [bool(account_of(token)) for token in tokens] == [False, False, True]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "nowhere", "a@b.example", "--name", "A"], "There is no site with this key."),
        (["add", "blog", "alice@blog.example", "--name", "A"], "alice@blog.example moderates this site already."),
        (["add", "blog", "nonsense", "--name", "A"], "“nonsense” is not an e-mail address."),
        (["list", "nowhere"], "There is no site with this key."),
        (["remove", "blog", "nobody@blog.example"], "Nobody with the address"),
        (["role", "blog", "nobody@blog.example", "owner"], "Nobody with the address"),
        (["role", "nowhere", "alice@blog.example", "owner"], "There is no site with this key."),
        (["sign-out", "nobody@blog.example"], "Nobody with the address"),
        (["add", "blog", "erin@blog.example", "--name", " "], "A name has 1 to 100 characters."),
        (["password", "alice@blog.example", "--password", "Alice12345"], "This password is among the first"),
        (["link", "nobody@blog.example"], "Nobody with the address nobody@blog.example moderates here."),
        (["password", "nobody@blog.example", "--password", "correct horse"], "Nobody with the address"),
        (["password", "alice@blog.example", "--password", "short"], "A password has 10 to 1000 characters."),
    ],
)
def test_what_can_not_be_done_is_said_and_nothing_is_changed(run, alice, words, said):
    done = run("moderator", *words)

    assert done.exit_code == 1
    assert done.output.startswith(f"Error: {said}")
    assert db.session.scalars(db.select(Account.password_hash)).all() == [None]

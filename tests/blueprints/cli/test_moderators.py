import pytest

from models import Moderator, ModeratorSession, db
from services.identity.sign_in import moderator_of, sign_in_by_link, sign_in_by_password


def test_it_works(run, site, client):
    run("moderator", "add", "blog", "Alice@Blog.example", "--name", "Alice")

    done = run("moderator", "link", "alice@blog.example")

    link = done.output.strip()
    assert link.startswith("http://127.0.0.1:8000/room/enter/")
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_a_link_signs_in_once(run, alice):
    token = run("moderator", "link", alice.email).output.strip().rpartition("/")[2]

    session = sign_in_by_link(token)

    assert moderator_of(session).id == alice.id


def test_every_link_is_another(run, alice):
    assert run("moderator", "link", alice.email).output != run("moderator", "link", alice.email).output


def test_a_password_is_asked_for_twice_and_never_shown(run, alice):
    done = run("moderator", "password", alice.email, input="correct horse\ncorrect horse\n")

    assert done.exit_code == 0
    assert "correct" not in done.output
    assert moderator_of(sign_in_by_password(alice.email, "correct horse")).id == alice.id


def test_a_new_password_ends_every_session(run, alice):
    session = sign_in_by_link(run("moderator", "link", alice.email).output.strip().rpartition("/")[2])

    run("moderator", "password", alice.email, "--password", "correct horse")

    assert moderator_of(session) is None
    assert db.session.query(ModeratorSession).count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "nowhere", "a@b.example", "--name", "A"], "There is no site with this key."),
        (["add", "blog", "alice@blog.example", "--name", "A"], "alice@blog.example moderates this site already."),
        (["add", "blog", "nonsense", "--name", "A"], "“nonsense” is not an e-mail address."),
        (["link", "nobody@blog.example"], "Nobody with the address nobody@blog.example moderates here."),
        (["password", "nobody@blog.example", "--password", "correct horse"], "Nobody with the address"),
        (["password", "alice@blog.example", "--password", "short"], "A password has 10 to 1000 characters."),
    ],
)
def test_what_can_not_be_done_is_said_and_nothing_is_changed(run, alice, words, said):
    done = run("moderator", *words)

    assert done.exit_code == 1
    assert done.output.startswith(f"Error: {said}")
    assert db.session.scalars(db.select(Moderator.password_hash)).all() == [None]

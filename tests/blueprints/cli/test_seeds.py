from blueprints.cli.seeds import seed_demo
from models import STATUSES, Comment, Thread, db
from services.identity.sessions import account_of
from services.identity.sign_in import make_link, sign_in_by_link
from tests.tables import stored

HOME = "http://127.0.0.1:8001"


def read(client, path: str) -> dict:
    return client.get(f"/api/v1/threads?site=demo&url={HOME}/{path}").json


def test_it_works(app, client):
    seed_demo(HOME)

    assert [comment["author"]["name"] for comment in read(client, "article")["comments"]] == ["נועה", "Bob"]
    assert [comment["author"]["name"] for comment in read(client, "lesson")["comments"]] == ["Giulia"]


def test_there_is_a_comment_in_every_state_that_lasts(app):
    seed_demo(HOME)

    assert set(db.session.scalars(db.select(Comment.status))) == set(STATUSES) - {"checking"}


def test_every_number_is_right(app):
    seed_demo(HOME)

    published = db.session.query(Comment).filter_by(status="published").count()
    assert sum(db.session.scalars(db.select(Thread.comment_count))) == published


def test_a_second_time_changes_nothing(app):
    seed_demo(HOME)
    before = stored()

    seed_demo(HOME)

    assert stored() == before


def test_its_moderator_may_enter(app):
    alice = seed_demo(HOME)

    assert account_of(sign_in_by_link(make_link(alice))).email == "alice@example.org"

import pytest

from models import Comment, Site, db, transaction
from services.sites.render_again import _batch, _otherwise, _renew, render_again

IMAGE = "![a cat](https://cats.example/cat.png)"


@pytest.fixture
def with_images(site: Site, bob) -> Site:
    """alice's blog, which shows images now; what bob wrote was written before."""
    bob.say(IMAGE)
    bob.say("Nothing to see.")
    with transaction():
        site.images = True
    return site


def test_it_works(run, with_images, bob):
    done = run("site", "render", "blog")

    assert (done.exit_code, done.stdout) == (0, "1 of 3 comments are shown otherwise now.\n")
    assert "<img " in "".join(bob.texts())


def test_who_has_read_it_before_sees_it(run, with_images, bob):
    bob.headers["If-None-Match"] = bob.get("/threads").headers["ETag"]

    run("site", "render", "blog")

    assert bob.get("/threads").status_code == 200


def test_where_nothing_is_otherwise_nothing_is_read_again(run, with_images, bob):
    run("site", "render", "blog")
    bob.headers["If-None-Match"] = bob.get("/threads").headers["ETag"]

    again = run("site", "render", "blog")

    assert again.stdout == "0 of 3 comments are shown otherwise now.\n"
    assert bob.get("/threads").status_code == 304


def test_a_moderator_who_has_it_before_them_may_still_decide(run, with_images):
    before = db.session.execute(db.select(Comment.id, Comment.version).order_by(Comment.id)).all()

    run("site", "render", "blog")
    db.session.rollback()

    assert db.session.execute(db.select(Comment.id, Comment.version).order_by(Comment.id)).all() == before


def test_it_goes_on_where_it_was_stopped(run, with_images):
    batches = render_again(with_images, size=1)

    stopped_after = [next(batches), next(batches)]
    batches.close()

    assert stopped_after == [(1, 0), (1, 1)]
    assert run("site", "render", "blog").stdout == "0 of 3 comments are shown otherwise now.\n"


def test_what_is_changed_meanwhile_is_left_alone(with_images):
    changes = _otherwise(_batch(with_images.id, 0, 100), images=True)
    with transaction():
        db.session.execute(db.update(Comment).values(source="Other words.", html="<p>Other words.</p>\n"))

    assert _renew(with_images.id, changes) == 0
    assert {*db.session.scalars(db.select(Comment.html))} == {"<p>Other words.</p>\n"}


def test_another_site_s_comments_stay(run, with_images, other_site):
    done = run("site", "render", "other")

    assert done.stdout == "0 of 0 comments are shown otherwise now.\n"
    assert not db.session.scalar(db.select(Comment.id).where(Comment.html.contains("<img")))


def test_what_would_be_refused_today_stays_as_it_is(run, with_images):
    with transaction():
        db.session.execute(db.update(Comment).values(source="> " * 30 + "a", html="<p>a</p>"))

    assert run("site", "render", "blog").stdout == "0 of 3 comments are shown otherwise now.\n"


def test_an_unknown_site_is_named_as_such(run, app):
    done = run("site", "render", "nowhere")

    assert (done.exit_code, done.output) == (1, "Error: There is no site with this key.\n")

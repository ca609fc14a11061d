"""Pictures of commenters: only if the site wants them, only through us, kept and erased with what they stand at."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask

from models import Avatar, OutboxEntry, db, now, transaction
from tests.doubles.gravatar_server import PNG, GravatarServer

EMAIL = "Carol@home.example"


@pytest.fixture
def gravatar(app: Flask, site) -> Iterator[GravatarServer]:
    """Gravatar's double, on a site that wants pictures and holds nothing back."""
    with GravatarServer() as server:
        with transaction():
            site.gravatar, site.hold = True, "nothing"
        server.pictures["carol@home.example"] = PNG
        jobs = app.extensions["jobs"]
        standing = jobs.config
        jobs.config = standing.__class__(**{**standing.__dict__, "gravatar_url": server.url})
        jobs._gravatar = None
        yield server
        jobs._gravatar.close()
        jobs.config, jobs._gravatar = standing, None


@pytest.fixture
def shown(carol) -> Callable[[], list[str | None]]:
    return lambda: [comment["avatar"] for comment in carol.read(sort="oldest")["comments"]]


def test_it_works(carol, client, gravatar, work, shown):
    carol.say("Hello.", email=EMAIL)
    work()

    answer = client.get(shown()[0])

    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", PNG)
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_asked_again_it_is_answered_in_one_line(carol, client, gravatar, work, shown):
    carol.say("Hello.", email=EMAIL)
    work()
    etag = client.get(shown()[0]).headers["ETag"]

    assert client.get(shown()[0], headers={"If-None-Match": etag}).status_code == 304


def test_its_address_tells_nothing_of_the_e_mail_address(carol, gravatar, work, shown):
    carol.say("Hello.", email=EMAIL)
    work()

    assert gravatar.asked[0].split("/")[2].split("?")[0] not in shown()[0]


def test_readers_learn_of_it_at_once(carol, gravatar, work):
    carol.say("Hello.", email=EMAIL)
    version = carol.read()["thread"]["version"]

    work()

    assert [bool(comment["avatar"]) for comment in carol.get("/changes", since=version).json["comments"]] == [True]


def test_a_site_that_does_not_want_them_asks_nobody(carol, site, gravatar, work, shown):
    with transaction():
        site.gravatar = False

    carol.say("Hello.", email=EMAIL)
    work()

    assert (gravatar.asked, shown()) == ([], [None])


def test_without_an_address_nobody_is_asked(carol, gravatar, work, shown):
    carol.say("Hello.")
    work()

    assert (gravatar.asked, shown()) == ([], [None])


def test_where_there_is_no_picture_there_is_none(carol, gravatar, work, shown):
    carol.say("Hello.", email="nobody@home.example")
    work()

    assert (len(gravatar.asked), shown()) == (1, [None])


def test_it_is_fetched_once_a_month(carol, gravatar, work, shown):
    carol.say("First.", email=EMAIL)
    work()
    carol.say("Second.", email=EMAIL)
    work()
    with transaction():
        db.session.execute(db.update(Avatar).values(fetched_at=now() - timedelta(days=31)))
    carol.say("Third.", email=EMAIL)
    work()

    assert (len(gravatar.asked), len(set(shown())), len(shown())) == (2, 1, 3)


def test_another_address_has_a_picture_of_its_own(carol, gravatar, work, shown):
    gravatar.pictures["carol@work.example"] = PNG
    carol.say("First.", email=EMAIL)
    carol.say("Second.", email="carol@work.example")
    work()

    assert len(set(shown())) == 2


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"<html>", b"", b"\xff" * 10])
def test_what_is_no_picture_is_not_taken(carol, gravatar, work, shown, content):
    gravatar.pictures["carol@home.example"] = content

    carol.say("Hello.", email=EMAIL)
    work()

    assert (shown(), db.session.query(Avatar).count()) == ([None], 0)


def test_a_picture_without_end_is_not_taken(carol, gravatar, work, shown):
    gravatar.pictures["carol@home.example"] = PNG + b"\x00" * 300_000

    carol.say("Hello.", email=EMAIL)
    work()

    assert shown() == [None]


@pytest.mark.parametrize("status", [302, 429, 500])
def test_while_gravatar_is_away_it_is_asked_again_later(carol, gravatar, work, work_later, shown, status):
    gravatar.status = status
    carol.say("Hello.", email=EMAIL)
    work()
    db.session.rollback()
    owed = db.session.scalars(db.select(OutboxEntry.error)).one()

    gravatar.status = 200
    work_later()

    assert "Gravatar" in owed
    assert shown() != [None]


def test_it_goes_with_the_last_comment_that_shows_it(carol, client, gravatar, work, shown):
    first = carol.say("First.", email=EMAIL)
    second = carol.say("Second.", email=EMAIL)
    work()
    work()
    address = shown()[0]

    carol.remove(first["id"])
    after_one = client.get(address).status_code
    carol.remove(second["id"])

    assert (after_one, client.get(address).status_code) == (200, 404)


def test_a_site_that_wants_them_no_more_shows_none(carol, client, site, gravatar, work, shown):
    carol.say("Hello.", email=EMAIL)
    work()
    with transaction():
        site.gravatar = False

    assert client.get(shown()[0]).status_code == 404


@pytest.mark.parametrize("key", ["1-x", "x-1", "-", "9" * 30, "1-" + "a" * 500])
def test_what_is_no_picture_of_ours_is_not_there(client, site, key):
    assert client.get(f"/avatars/{key}").status_code == 404

from datetime import timedelta

import pytest
import time_machine
from werkzeug.test import Client, EnvironBuilder

from blueprints.ready.layer import Ready
from models import db, now, transaction
from services.sites.change_site import allow_origin, refuse_origin
from tests.cast import BLOG, OTHER

THREAD = f"/api/v1/threads?site=blog&url={BLOG}/article"
SHARED = [
    THREAD,
    f"/api/v1/threads?site=blog&url={BLOG}/nothing-yet",
    f"/api/v1/changes?site=blog&url={BLOG}/article&since=1",
    f"/api/v1/counts?site=blog&url={BLOG}/article",
    "/api/v1/latest?site=blog",
    f"/feeds/thread.atom?site=blog&url={BLOG}/article",
    "/feeds/site.json?site=blog",
    f"/embed/thread.html?site=blog&url={BLOG}/article",
    "/embed.js",
    "/chiosa/styles.css",
]


def test_it_works(bob, ask, statements):
    bob.say("Hello.")
    first = ask(THREAD)
    asked = len(statements)

    again = ask(THREAD)

    assert (again.status_code, again.data, again.headers) == (200, first.data, first.headers)
    assert len(statements) == asked


@pytest.mark.parametrize("path", SHARED)
@pytest.mark.parametrize("origin", [{}, {"Origin": BLOG}])
def test_it_says_what_flask_says(bob, ask, ask_flask, path, origin):
    bob.say("Hello.")

    with time_machine.travel(now(), tick=False):  # some answers tell the second in which they were made
        ready = [ask(path, **origin) for _ in range(2)]
        said = ask_flask(path, **origin)

    assert [(each.status, each.headers, each.data) for each in ready] == [(said.status, said.headers, said.data)] * 2


@pytest.mark.parametrize("path", [path for path in SHARED if "counts" not in path])
def test_who_has_it_already_is_told_what_flask_tells(bob, ask, ask_flask, path):
    bob.say("Hello.")
    held = {"If_None_Match": ask(path).headers["ETag"]}

    ready = ask(path, **held)

    said = ask_flask(path, **held)
    assert (ready.status, ready.headers, ready.data) == (said.status, said.headers, said.data)
    assert (ready.status_code, ready.data) == (304, b"")


@pytest.mark.parametrize("path", SHARED[:8])
def test_a_change_shows_at_once(bob, ask, path):
    bob.say("Hello.")
    before = ask(path).data

    bob.say("Hello again.", url=f"{BLOG}/nothing-yet" if "nothing" in path else f"{BLOG}/article")

    assert ask(path).data != before


def test_replies_are_ready_too(bob, ask, statements):
    root = bob.say("Hello.")["id"]
    path = f"/api/v1/comments/{root}/replies?site=blog&cursor=c0"
    before, asked = ask(path), len(statements)

    again = ask(path)
    asked_again = len(statements)
    reply = bob.say("An answer.", parent=root)["id"]

    assert (again.data, asked_again) == (before.data, asked)
    assert [each["id"] for each in ask(path).json["comments"]] == [reply]


def test_after_a_write_elsewhere_one_look_is_enough(bob, ask, statements):
    bob.say("Hello.")
    before = ask(THREAD).data
    with transaction():
        db.session.execute(db.text("SELECT 1"))
    statements.clear()

    again = ask(THREAD).data

    asked = [statement for statement in statements if statement.startswith("SELECT")]
    assert (again, len(asked)) == (before, 1)


def test_a_page_that_is_taken_off_the_list_is_refused_at_once(site, ask):
    allow_origin(site, OTHER)
    before = ask(THREAD, Origin=OTHER).status_code

    refuse_origin(site.id, OTHER)

    assert (before, ask(THREAD, Origin=OTHER).status_code, ask(THREAD, Origin=BLOG).status_code) == (200, 403, 200)


def test_a_discussion_closes_on_its_day_though_nothing_was_written(bob, site, ask):
    with transaction():
        site.close_days, site.version = 30, site.version + 1
    bob.say("Hello.")
    before = ask(THREAD).json["thread"]["open"]

    with time_machine.travel(now() + timedelta(days=31)):
        after = ask(THREAD).json["thread"]["open"]

    assert (before, after) == (True, False)


def test_a_clock_that_was_set_back_keeps_nothing_alive(site, ask, statements):
    with time_machine.travel(now() + timedelta(days=31)):
        ask(THREAD)
    statements.clear()

    ask(THREAD)

    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 1


def test_a_refusal_is_not_kept(ask, app, site):
    refused = [ask(THREAD, Origin=OTHER), ask("/api/v1/threads?site=blog"), ask("/api/v1/threads?site=no&url=x")]

    assert [answer.status_code for answer in refused] == [403, 422, 422]
    assert len(app.extensions["ready"].store) == 0


@pytest.mark.parametrize("path", ["/healthz", "/room/", "/api/v1/form?site=blog&url=https://blog.example/article"])
def test_what_nobody_shares_is_not_kept(ask, app, site, path):
    ask(path)

    assert len(app.extensions["ready"].store) == 0


def test_a_head_request_gets_the_headers_alone(bob, app, ask):
    told = ask(THREAD).headers

    answer = Client(app.wsgi_app).head(THREAD)

    assert (answer.status_code, answer.headers, answer.data) == (200, told, b"")


@pytest.mark.parametrize("asker", [{"method": "HEAD"}, {"headers": {"If-None-Match": "*"}}])
def test_where_there_is_no_body_the_server_has_nothing_to_stream(site, app, ask, asker):
    ask(THREAD)
    environ = EnvironBuilder(THREAD, **asker).get_environ()

    assert app.wsgi_app(environ, lambda *_: None) == []


def test_what_it_keeps_is_bounded_in_bytes(bob, app, ask):
    bob.say("Hello." * 300)
    ready = Ready(app.extensions["ready"].inner, db.engine, 200_000, 1)

    answers = [Client(ready).get(f"{THREAD}?part={number}") for number in range(100)]

    assert {answer.status_code for answer in answers} == {200}
    assert 2 < len(ready.store) < 60
    assert 100_000 < ready.store.weight <= 200_000


def test_what_was_asked_for_last_stays(bob, app, statements):
    bob.say("Hello." * 300)
    client = Client(Ready(app.extensions["ready"].inner, db.engine, 200_000, 1))
    loved, others = f"{THREAD}?loved", [f"{THREAD}?part={number}" for number in range(50)]
    answers = [client.get(path) for other in others for path in (loved, other)]
    statements.clear()

    client.get(loved)

    assert ({answer.status_code for answer in answers}, statements) == ({200}, [])


def test_without_memory_it_answers_all_the_same(bob, app, ask):
    bob.say("Hello.")
    client = Client(Ready(app.extensions["ready"].inner, db.engine, 0, 1))

    answer = client.get(THREAD)

    assert (answer.data, answer.headers) == (ask(THREAD).data, ask(THREAD).headers)

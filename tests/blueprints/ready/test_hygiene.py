"""What one asker sends must not reach what others are told."""

import pytest
from werkzeug.test import Client

from tests.cast import BLOG, OTHER

THREAD = f"/api/v1/threads?site=blog&url={BLOG}/article"
SHARED = [
    THREAD,
    f"/embed/thread.html?site=blog&url={BLOG}/article",
    f"/feeds/thread.atom?site=blog&url={BLOG}/article",
    "/feeds/site.json?site=blog",
    "/embed.js",
]
HOSTILE = [
    {"Host": "evil.example"},
    {"X_Forwarded_Host": "evil.example"},
    {"X_Forwarded_Proto": "gopher"},
    {"X_Forwarded_For": "203.0.113.9"},
    {"X_Forwarded_Prefix": "/evil"},
    {"X_Original_URL": "/room/"},
    {"X_HTTP_Method_Override": "DELETE"},
    {"X_Requested_With": "evil"},
    {"Forwarded": "host=evil.example"},
    {"Accept_Language": "evil"},
    {"Accept": "evil/evil"},
    {"Authorization": "Bearer evil"},
    {"Cookie": "chiosa=evil"},
    {"Range": "bytes=0-3"},
    {"If_Modified_Since": "Thu, 01 Jan 2099 00:00:00 GMT"},
    {"If_None_Match": "*"},
    {"If_Match": '"evil"'},
]


@pytest.mark.parametrize("path", SHARED)
@pytest.mark.parametrize("evil", HOSTILE, ids=lambda evil: next(iter(evil)))
def test_nobody_poisons_what_others_are_told(bob, app, ask, path, evil):
    bob.say("Hello.")
    told = ask(path)
    app.extensions["ready"].store.clear()

    ask(path, **evil)

    after = ask(path)
    assert (after.status_code, after.headers, after.data) == (200, told.headers, told.data)


def test_a_foreign_page_gets_nothing_that_was_kept_for_others(bob, ask):
    bob.say("Hello.")
    kept = [ask(THREAD, Origin=BLOG), ask(THREAD)]

    foreign = (OTHER, "null", f"{BLOG}.evil.example", "")
    answers = {origin: ask(THREAD, Origin=origin) for origin in foreign}

    assert {answer.status_code for answer in kept} == {200}
    assert {answer.status_code for answer in answers.values()} == {403}
    assert not [origin for origin in foreign if answers[origin].headers.get("Access-Control-Allow-Origin") == origin]


def test_each_page_is_told_its_own_name(site, ask, app):
    named = [ask(THREAD, **origin).headers.get("Access-Control-Allow-Origin") for origin in ({}, {"Origin": BLOG}, {})]

    assert named == [None, BLOG, None]


def test_a_prefix_of_the_address_is_not_taken_for_another(site, app):
    client = Client(app.wsgi_app)

    client.get(THREAD, environ_overrides={"SCRIPT_NAME": "/evil"})

    assert len(app.extensions["ready"].store) == 0


def test_a_write_to_a_kept_address_goes_through(ask, app, site):
    ask(THREAD)

    assert Client(app.wsgi_app).post(THREAD).status_code == 405


def test_a_kept_answer_can_not_be_changed_by_who_gets_it(app, ask, site):
    told: list[tuple[str, str]] = []
    before = ask(THREAD).headers

    app.wsgi_app(Client(app.wsgi_app).get(THREAD).request.environ, lambda _status, headers, *_: told.append(headers))
    told[0].clear()

    assert ask(THREAD).headers == before

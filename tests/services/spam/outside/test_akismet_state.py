"""How much of the plan is used, and how the key stands, as the owner sees it."""

import logging

import pytest

from models import Site, db, transaction

KEY = "k3yoftheblog"


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *words, **more: runner.invoke(args=words, **more)


@pytest.fixture
def state(run):
    """What `site akismet-state` prints, by name."""

    def read():
        db.session.rollback()
        return dict(line.split(": ", 1) for line in run("site", "akismet-state", "blog").output.splitlines())

    return read


@pytest.fixture
def ask(app):
    """The day's question."""
    return app.extensions["jobs"].ask_usages


def test_it_works(akismet, ask, state):
    ask()

    assert akismet.requests[-1].operation == "usage-limit"
    assert state() | {"asked": ""} == {"key": "set", "alert": "none", "usage": "213 of 10000 (2.13 %)", "asked": ""}


def test_a_plan_may_have_no_limit(akismet, ask, state):
    akismet.usage = {"limit": "none", "usage": "7", "percentage": "0", "throttled": False}
    ask()

    assert state()["usage"] == "7 of no limit"


def test_a_throttled_key_is_told(akismet, ask, state):
    akismet.usage = {"limit": 10, "usage": 20, "percentage": "200", "throttled": True}
    ask()

    assert state()["throttled"].startswith("yes")


@pytest.mark.parametrize(
    "told",
    [
        *(None, [], "valid", {}, {"limit": "many"}),
        {"limit": 1, "usage": 1, "percentage": "nan", "throttled": False},
        {"limit": 1, "usage": None, "percentage": "1", "throttled": False},
    ],
)
def test_what_is_no_usage_is_not_kept(akismet, ask, state, told):
    akismet.usage = told
    ask()

    assert state()["usage"].startswith("not asked yet")


@pytest.mark.parametrize("mode", ["http_500", "html", "empty", "down", "invalid_key"])
def test_a_failure_is_no_trouble(akismet, ask, state, mode):
    akismet.mode = mode
    ask()

    assert state()["usage"].startswith("not asked yet")


def test_after_an_alert_it_is_asked_at_once_and_then_no_more_for_an_hour(bob, akismet, work):
    akismet.mode = "alert"
    bob.say("Hello.")
    bob.say("Hello again.")
    work()

    assert [each.operation for each in akismet.requests].count("usage-limit") == 1


def test_the_alert_and_the_problem_are_told(akismet, state, site):
    with transaction():
        site.akismet_alert, site.akismet_problem = "Over the limit", "suspended"
        site.akismet_problem_at = site.created_at

    assert state()["alert"] == "Over the limit"
    assert state()["problem"].startswith("suspended (since ")
    assert state()["key"] == "refused"


def test_without_a_key_there_is_nothing_to_tell(site, state):
    assert state() == {"key": "none"}


def test_the_key_is_in_no_log(akismet, ask, caplog):
    with caplog.at_level(logging.DEBUG):
        ask()

    assert KEY not in caplog.text


def test_the_key_of_cleantalk_is_asked_for(run, site):
    done = run("site", "cleantalk", "blog", input="cl3antalkkey\n")
    db.session.rollback()

    assert "cl3antalkkey" not in done.output
    assert Site.by_key("blog").cleantalk_key == "cl3antalkkey"


def test_an_empty_key_ends_it(run, cleantalk):
    run("site", "cleantalk", "blog", input="\n")
    db.session.rollback()

    assert Site.by_key("blog").cleantalk_key is None


@pytest.mark.parametrize("zones", ["zen.spamhaus.org", "a.example b.example", ""])
def test_block_lists_are_a_setting(run, site, zones):
    done = run("site", "set", "blog", "dnsbl", zones)
    db.session.rollback()

    assert (done.exit_code, Site.by_key("blog").dnsbl) == (0, zones or None)


@pytest.mark.parametrize(
    "zones", ["spamhaus", "a..b", "http://a.example", "a.example a.example", "a.b c.d e.f g.h i.j k.l"]
)
def test_what_is_no_block_list_is_refused(run, site, zones):
    assert run("site", "set", "blog", "dnsbl", zones).exit_code == 1


def test_a_key_in_the_name_of_a_list_is_not_shown(run, site):
    run("site", "set", "blog", "dnsbl", "abcdefghijklmnopqrstuvwxyz.zen.dq.spamhaus.net")

    assert "dnsbl = zen.dq.spamhaus.net\n" in run("site", "show", "blog").output

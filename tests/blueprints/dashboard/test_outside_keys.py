"""Keys of those who are asked about spam: entered in the room, tried by the worker, shown by their ends alone."""

import logging

import pytest

from models import Change, Site, db, transaction

KEY = "an-akismet-key-a1b2"


@pytest.fixture
def said(room):
    """What the room says of Akismet's key."""

    def read() -> str:
        room.open("/room/settings/keys")
        return room.text.split("Akismet", 3)[-1].split("CleanTalk")[0]

    return read


def changes() -> list[tuple]:
    rows = db.select(Change.action, Change.old, Change.new).where(Change.action.like("%_key.changed"))
    return [tuple(row) for row in db.session.execute(rows.order_by(Change.id))]


def test_it_works(room, site, akismet, work):
    room.open("/room/settings/keys")

    room.send("/room/settings/keys/akismet", key=f" {akismet.key} ")
    asked = room.text
    work()

    assert "Saved. The key is being checked" in asked
    assert "The key is being checked." in asked
    assert "The key is valid." in room.open("/room/settings/keys").text
    assert akismet.requests[-1].operation == "verify-key"
    assert changes() == [("akismet_key.changed", "set", "set")]


def test_no_request_waits_for_akismet(room, akismet):
    akismet.mode = "hang"
    room.open("/room/settings/keys")

    room.send("/room/settings/keys/akismet", key=akismet.key)

    assert akismet.requests == []


def test_a_key_that_akismet_refuses_is_told_and_not_shown(room, site, akismet, work):
    room.open("/room/settings/keys")
    room.send("/room/settings/keys/akismet", key=KEY)

    work()
    room.open("/room/settings/keys")

    assert "The key is not valid." in room.text
    assert "…a1b2" in room.text
    assert KEY not in room.page


def test_a_key_that_could_not_be_tried_is_tried_again(room, site, akismet, work):
    akismet.mode = "http_500"
    room.open("/room/settings/keys")
    room.send("/room/settings/keys/akismet", key=akismet.key)
    work()
    silent = room.open("/room/settings/keys").text
    akismet.mode = "ok"
    with transaction():
        Site.of(site.id).akismet_check_at = site.created_at

    work()

    assert "could not be checked yet: no answer came" in silent
    assert "The key is valid." in room.open("/room/settings/keys").text


def test_a_key_is_tried_once(room, akismet, work):
    room.open("/room/settings/keys")
    room.send("/room/settings/keys/akismet", key=akismet.key)

    work()
    work()

    assert [question.operation for question in akismet.requests] == ["verify-key"]


@pytest.mark.parametrize(("typed", "told"), [("cl3antalkkey", "The key is valid."), (KEY, "The key is not valid.")])
def test_cleantalk_is_asked_too(room, cleantalk, work, typed, told):
    room.open("/room/settings/keys")
    room.send("/room/settings/keys/cleantalk", key=typed)

    work()

    assert told in room.open("/room/settings/keys").text
    assert changes()[-1][0] == "cleantalk_key.changed"


def test_an_empty_key_changes_nothing(room, site, akismet):
    room.open("/room/settings/keys")

    answer = room.send("/room/settings/keys/akismet", key=" ")

    assert (answer.status_code, Site.of(site.id).akismet_key) == (422, akismet.key)
    assert "Type the key, please." in room.text


def test_a_key_may_be_removed(room, site, akismet):
    room.open("/room/settings/keys")

    room.send("/room/settings/keys/akismet", remove="yes")

    assert Site.of(site.id).akismet_key is None
    assert "No key. It is not asked." in room.text
    assert changes() == [("akismet_key.changed", "set", "none")]


@pytest.mark.parametrize("key", ["two words", "schlüssel", "k" * 101])
def test_what_is_no_key_is_refused(room, site, key):
    room.open("/room/settings/keys")

    answer = room.send("/room/settings/keys/akismet", key=key)

    assert (answer.status_code, Site.of(site.id).akismet_key) == (422, None)
    assert key not in room.page


def test_somebody_who_can_not_be_asked_has_no_key(room):
    room.open("/room/settings/keys")

    assert room.send("/room/settings/keys/dnsbl", key="k").status_code == 404


def test_a_short_key_shows_nothing_of_itself(room, site):
    room.open("/room/settings/keys")
    room.send("/room/settings/keys/akismet", key="short-1")

    room.open("/room/settings/keys")

    assert "rt-1" not in room.page


def test_r21_no_key_and_no_secret_stands_in_a_log(room, site, akismet, work, caplog):
    caplog.set_level(logging.DEBUG)
    room.open("/room/settings/keys")
    room.send("/room/settings/keys/akismet", key=KEY)
    work()
    room.open("/room/settings/sso")
    room.send("/room/settings/sso")

    secret = Site.of(site.id).sso_secret
    written = caplog.text + str(db.session.execute(db.select(Change.old, Change.new, Change.subject)).all())
    assert "the akismet key was changed" in caplog.text
    assert KEY not in written
    assert secret not in written

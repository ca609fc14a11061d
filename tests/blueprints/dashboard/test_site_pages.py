"""The settings that have a page of their own: allowed pages, own words, single sign-on."""

import json
import re
from io import BytesIO

import pytest

from models import AllowedOrigin, Change, Site, db
from tests.cast import BLOG


def changes() -> list[tuple]:
    rows = db.select(Change.action, Change.subject, Change.old, Change.new).where(Change.action != "site.created")
    return [tuple(row) for row in db.session.execute(rows.order_by(Change.id))]


def test_it_works(room, client, site):
    room.open("/room/settings/origins")

    room.send("/room/settings/origins", origin="https://Courses.example:443/lesson")

    assert AllowedOrigin.of(site.id) == [BLOG, "https://courses.example"]
    assert "Its pages may show the comments now." in room.text
    assert changes() == [("origin.allowed", "https://courses.example", None, None)]


def test_an_address_that_is_removed_shows_nothing_any_more(room, carol, site):
    carol.headers["Origin"] = BLOG
    before = carol.get("/threads").status_code
    room.open("/room/settings/origins")

    room.send("/room/settings/origins/refuse", origin=BLOG)

    assert (before, carol.get("/threads").status_code) == (200, 403)
    assert "No page may show the comments." in room.text
    assert changes() == [("origin.refused", BLOG, None, None)]


@pytest.mark.parametrize("address", ["", "blog.example", "javascript:alert(1)", "https://", "ftp://blog.example"])
def test_what_is_no_address_is_refused(room, site, address):
    room.open("/room/settings/origins")

    answer = room.send("/room/settings/origins", origin=address)

    assert (answer.status_code, AllowedOrigin.of(site.id)) == (422, [BLOG])
    assert "Not a web address." in room.text


def test_an_address_that_was_not_allowed_can_not_be_removed(room, site):
    room.open("/room/settings/origins")

    answer = room.send("/room/settings/origins/refuse", origin="https://other.example")

    assert (answer.status_code, changes()) == (404, [])


def test_r10_an_address_of_another_site_stays(daves_room, site):
    daves_room.open("/room/settings/origins")

    answer = daves_room.send("/room/settings/origins/refuse", origin=BLOG)

    assert (answer.status_code, AllowedOrigin.of(site.id)) == (404, [BLOG])


def test_a_site_that_moves_shows_its_comments_at_its_new_home(room, site):
    room.open("/room/settings/site")

    room.send("/room/settings/site", home_url="https://new.example/blog/")

    assert Site.of(site.id).home_url == "https://new.example/blog/"
    assert AllowedOrigin.of(site.id) == [BLOG, "https://new.example"]


def test_own_words_are_typed_as_json(room, site):
    words = {"it": {"form.send": "Invia ora"}}
    room.open("/room/settings/words")

    room.send("/room/settings/words", words=json.dumps(words))

    assert Site.of(site.id).words == words
    assert "Invia ora" in room.page
    assert changes() == [("words.changed", "", 0, 1)]


def test_languages_stand_there_by_their_own_names(room):
    room.open("/room/settings/words")

    assert "it Italiano" in room.text
    assert "he עברית" in room.text


def test_our_words_stand_there_in_the_language_of_who_looks(room):
    room.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "it"

    room.open("/room/settings/words")

    assert "Ancora nessun commento." in room.text


def test_own_words_are_brought_as_a_file(room, site):
    file = BytesIO('\ufeff{"*": {"feed": "Feed"}}'.encode())
    room.open("/room/settings/words")

    room.send("/room/settings/words", words="", file=(file, "words.json"))

    assert Site.of(site.id).words == {"*": {"feed": "Feed"}}


def test_nothing_at_all_means_our_words_again(room, site):
    room.open("/room/settings/words")
    room.send("/room/settings/words", words='{"*": {"feed": "Feed"}}')

    room.send("/room/settings/words", words="  ")

    assert Site.of(site.id).words is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{", "This is no JSON"),
        ("[" * 60_000, "This is no JSON"),
        ("[]", "Write {"),
        ('{"it": {"form.nothing": "x"}}', "There is no text “form.nothing”."),
        ('{"it": {"form.send": "Invia {name}"}}', "holds {name}, which nothing fills."),
    ],
)
def test_words_that_could_not_be_shown_are_refused_and_stay_to_be_mended(room, site, typed, said):
    room.open("/room/settings/words")

    answer = room.send("/room/settings/words", words=typed)

    assert (answer.status_code, Site.of(site.id).words) == (422, None)
    assert said in room.text
    assert typed in room.text


def test_a_file_that_is_no_text_is_refused(room, site):
    room.open("/room/settings/words")

    answer = room.send("/room/settings/words", file=(BytesIO(b"\x89PNG\r\n\xff\xfe"), "picture.json"))

    assert (answer.status_code, Site.of(site.id).words) == (422, None)


def test_a_secret_of_single_sign_on_is_made_here_and_shown_once(room, site):
    room.open("/room/settings/sso")

    room.send("/room/settings/sso")
    secret = re.search(r'id="secret" value="([\w-]{40,})"', room.page)[1]

    assert Site.of(site.id).sso_secret == secret
    assert secret not in room.open("/room/settings/sso").text
    assert changes() == [("setting.changed", "sso_secret", "none", "set")]


@pytest.mark.parametrize("path", ["sso", "sso/remove"])
def test_a_secret_that_is_in_use_goes_only_when_one_is_sure(room, site, path):
    room.open("/room/settings/sso")
    room.send("/room/settings/sso")
    secret = Site.of(site.id).sso_secret

    answer = room.send(f"/room/settings/{path}")
    kept = Site.of(site.id).sso_secret
    room.send(f"/room/settings/{path}", sure="yes")

    assert (answer.status_code, kept) == (422, secret)
    assert Site.of(site.id).sso_secret != secret

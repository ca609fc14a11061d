"""The language of the room: the one that somebody chose, else the one that their browser asks for."""

import re

import pytest

from models import Account, db


def spoken(page):
    """The language and the direction that the page says it is in."""
    return re.search(r'<html lang="([^"]+)" dir="([^"]+)">', page).groups()


def chosen(account):
    db.session.rollback()
    return db.session.scalar(db.select(Account.language).where(Account.id == account.id))


@pytest.fixture
def asks():
    """Lets a browser ask for languages."""

    def ask(room, languages):
        room.client.environ_base |= {"HTTP_ACCEPT_LANGUAGE": languages}
        return room

    return ask


@pytest.mark.parametrize(
    ("code", "lang", "dir_"), [("it", "it", "ltr"), ("he", "he", "rtl"), ("pt-br", "pt-BR", "ltr")]
)
def test_it_works(room, alice, code, lang, dir_):
    room.open("/room/account")

    answer = room.send("/room/account/language", language=code)

    assert (answer.status_code, answer.request.path) == (200, "/room/account")
    assert spoken(room.page) == (lang, dir_)
    assert 'class="told"' in room.page
    assert chosen(alice.account) == code


@pytest.mark.parametrize(
    "path", ["/room/", "/room/log", "/room/people", "/room/insight", "/room/settings", "/room/account"]
)
def test_every_page_speaks_it(room, path):
    room.open("/room/account")
    room.send("/room/account/language", language="he")

    room.open(path)

    assert spoken(room.page) == ("he", "rtl")


def test_every_language_stands_there_by_its_own_name(room):
    room.open("/room/account")

    listed = room.page.partition('id="language"')[2].partition("</select>")[0]
    assert listed.count("<option") == 41
    assert listed.index("As my browser asks") < listed.index("العربية")
    assert '<option value="he" lang="he">עברית</option>' in listed


def test_what_was_chosen_stands_chosen(room):
    room.open("/room/account")

    room.send("/room/account/language", language="it")

    assert '<option value="it" lang="it" selected>Italiano</option>' in room.page


@pytest.mark.parametrize(
    ("languages", "lang"),
    [
        ("he", "he"),
        ("it-CH, en;q=0.5", "it"),
        ("en;q=0.3, de;q=0.9", "de"),
        ("tlh, fr;q=0.2", "fr"),
        ("tlh", "en"),
        ("", "en"),
    ],
)
def test_without_a_choice_it_is_what_the_browser_asks_for(room, asks, languages, lang):
    asks(room, languages).open("/room/account")

    assert spoken(room.page)[0] == lang


def test_a_choice_goes_before_what_the_browser_asks_for(room, asks):
    room.open("/room/account")
    room.send("/room/account/language", language="it")

    asks(room, "he").open("/room/")

    assert spoken(room.page)[0] == "it"


def test_a_choice_can_be_taken_back(room, asks, alice):
    room.open("/room/account")
    room.send("/room/account/language", language="it")

    asks(room, "he").send("/room/account/language", language="")

    assert chosen(alice.account) is None
    assert spoken(room.page) == ("he", "rtl")


def test_whoever_is_not_signed_in_is_spoken_to_as_their_browser_asks(guest, asks):
    asks(guest, "he, en;q=0.5").open("/room/sign-in")

    assert spoken(guest.page) == ("he", "rtl")


def test_so_does_a_refusal(guest, asks):
    answer = asks(guest, "he").open("/room/invitation/never-was")

    assert answer.status_code == 404
    assert spoken(guest.page) == ("he", "rtl")


@pytest.mark.parametrize("code", ["tlh", "IT", "it ", "../it", "x" * 5000, "<b>"])
def test_r11_a_language_that_is_none_of_ours_is_refused(room, alice, code):
    room.open("/room/account")

    answer = room.send("/room/account/language", language=code)

    assert answer.status_code == 422
    assert "There is no such language here." in room.text
    assert chosen(alice.account) is None


def test_r7_it_needs_the_pages_token(room, alice):
    room.open("/room/account")

    answer = room.send("/room/account/language", token=False, language="it")

    assert answer.status_code == 403
    assert chosen(alice.account) is None


def test_r10_one_chooses_for_oneself_alone(room, daves_room, dave):
    room.open("/room/account")

    room.send("/room/account/language", language="he")

    assert chosen(dave.account) is None
    daves_room.open("/room/account")
    assert spoken(daves_room.page)[0] == "en"

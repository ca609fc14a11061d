"""R18: a password that anybody would try first is none."""

import pytest

from services.identity.plain_passwords import is_plain

NAMES = ["Alice Liddell", "alice@blog.example", "margins", "Notes in the margin"]


def test_it_works():
    assert is_plain("password123", NAMES)
    assert not is_plain("pencil in the margin", NAMES)


@pytest.mark.parametrize(
    "password",
    [
        "PASSWORD!!",
        "P@ssw0rd2026!",
        "1234567890",
        "123456789012345678",
        "0987654321",
        "qwertyuiop",
        "poiuytrewq",
        "1q2w3e4r5t",
        "qwerty123456",
        "abcdefghij",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabc",
        "passwordpassword",
        "letmein-letmein",
        "iloveyou2026",
        "Welcome2026!",
        "adminadmin1",
        "2026-11-23",
        "          ",
        "correcthorsebatterystaple",
        "monkeydragon",
    ],
)
def test_r18_what_everybody_tries_is_plain(password):
    assert is_plain(password, [])


@pytest.mark.parametrize(
    "password", ["alice12345", "AliceLiddell", "Margins2026!", "alice.blog.example", "alicemargins"]
)
def test_r18_ones_own_names_are_plain(password):
    assert is_plain(password, NAMES)
    assert not is_plain(f"{password} walks over seven rooftops", NAMES)


@pytest.mark.parametrize(
    "password",
    [
        "another password",
        "correct horse",
        "vB7-kq2x-Tm9p",
        "84729103659174026",
        "alice 84729103659 blog",
        "blauer Tisch am Fenster",
        "карандаш на полях",
        "鉛筆と余白と猫と雨",
        "password" * 3 + "and a blue heron",
    ],
)
def test_what_takes_some_guessing_is_not(password):
    assert not is_plain(password, NAMES)


def test_a_long_one_is_judged_as_fast_as_a_short_one():
    assert is_plain("pass" * 250, [])
    assert not is_plain("passpassword" * 83 + "x!y?", [])


@pytest.mark.parametrize("name", ["", " ", "!", "a", "\x00", "(((", "É"])
def test_no_name_breaks_it(name):
    assert not is_plain("pencil in the margin", [name])

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.text.plain import clean, fingerprint, fold, has_controls, is_blank, is_unicode, one_line, without_hidden

SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


def test_it_works():
    assert clean("cafe\u0301\r\n\x07done\u202e") == "café\ndone"


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
        "❤\ufe0f",
        SCOTLAND,
        "می\u200cخواهم",
        "שלום\u200f!",
        "क्\u200dष",
        "ភាសា\u200bខ្មែរ",
        "q\u0307\u0323",
        "\tindented\n\nlines",
        "葛\U000e0100飾",
    ],
)
def test_it_keeps_what_scripts_and_emoji_need(text):
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_it_reads_what_a_wrong_decoding_made_of_quotes_and_dots():
    assert clean("It\x92s \x93so\x94\x85") == "It’s “so”…"


@pytest.mark.parametrize(
    "hidden",
    [
        "\0",
        "\x0b",
        "\x7f",
        "\x81",
        "\x9d",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\u2060",
        "\u206f",
        "\ufeff",
        "\ufff9",
        "\uffff",
        "\U000e0001",
        "\U000e0061",
        "\U000e007f",
    ],
)
def test_it_removes_what_hides_or_reorders_text(hidden):
    assert clean(f"pass{hidden}word") == "password"


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n", "\u2028", "\u2029"])
def test_it_ends_lines_in_one_way(line_end):
    assert clean(f"one{line_end}two") == "one\ntwo"


def test_it_replaces_what_is_no_unicode():
    assert clean("a\ud800b") == "a\ufffdb"


def test_it_keeps_thirty_marks_on_a_letter_and_no_more():
    kept = clean("x" + "\u0334" * 30 + "y" + "\u0334" * 64_000 + "z")

    assert kept == "x" + "\u0334" * 30 + "y" + "\u0334" * 30 + "z"


def test_it_does_not_join_html_with_a_mark_after_it():
    assert without_hidden("<p>\u0338\u202e</p>") == "<p>\u0338</p>"


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)

    assert clean(once) == once


@settings(deadline=None)
@given(st.text())
def test_nothing_is_hidden_in_a_clean_text(text):
    assert not has_controls(clean(text))


def test_a_name_stands_on_one_line():
    assert one_line("  Ada\r\n\tLovelace\u00a0\u202e ") == "Ada Lovelace"


@pytest.mark.parametrize("text", ["\0", "a\x08", "\x0b", "\x1f", "\x7f"])
def test_controls_are_found(text):
    assert has_controls(text)


@pytest.mark.parametrize("text", ["", "a\tb\r\n", "â\x80\x99", "\u202e"])
def test_tabs_and_line_ends_and_wrongly_decoded_text_are_no_controls(text):
    assert not has_controls(text)


def test_a_lone_surrogate_is_no_unicode():
    assert is_unicode("\U0001f600")
    assert not is_unicode("a\ud83d")


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x01", "\u200b\u200d", "\u3164", "\u2800", "\u00ad", "\u202e"])
def test_what_cannot_be_seen_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", "0", "\U0001f600", "א", "\ufffd"])
def test_what_can_be_seen_is_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    "same",
    [
        "Buy  CHEAP\nwatches",
        "buy cheap\u200b watches ",
        "ｂｕｙ cheap watches",
        "𝐛𝐮𝐲 𝐜𝐡𝐞𝐚𝐩 𝐰𝐚𝐭𝐜𝐡𝐞𝐬",
        "b\u00aduy cheap watches",
    ],
)
def test_texts_that_readers_call_the_same_have_one_fingerprint(same):
    assert fingerprint(same) == fingerprint("buy cheap watches")


def test_other_texts_have_other_fingerprints():
    assert fingerprint("buy cheap watches") != fingerprint("buy cheap watch")


def test_a_fingerprint_is_a_sha_256_in_hexadecimal():
    assert fingerprint("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)

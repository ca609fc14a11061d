"""A plain text and its links apart, for whoever shows it without any markup."""

import pytest

from services.text.links import Piece, pieces


def test_it_works():
    assert pieces("Read https://blog.example/privacy, please.") == [
        Piece("Read "),
        Piece("https://blog.example/privacy", "https://blog.example/privacy"),
        Piece(", please."),
    ]


@pytest.mark.parametrize(
    "text", ["", "No link.", "javascript:alert(1)", "<a href=x>here</a>", "data:text/html,x", "[here](x)"]
)
def test_what_is_no_link_is_text(text):
    assert [(piece.text, piece.url) for piece in pieces(text)] == [(text, None)] * bool(text)


@pytest.mark.parametrize("text", ['https://a.example/"onmouseover="x', "https://a.example/<script>", "https://a@b@c/"])
def test_nothing_gets_out_of_an_address(text):
    found = pieces(text)

    assert "".join(piece.text for piece in found) == text
    assert not any(set(piece.url or "") & set("\"<>'") for piece in found)

from gzip import decompress

import brotli
import pytest

from blueprints.ready.codings import CODINGS, wanted
from tests.cast import BLOG
from tests.crowd import fill

THREAD = f"/api/v1/threads?site=blog&url={BLOG}/article"


@pytest.fixture(autouse=True)
def comments(site) -> list[int]:
    return fill(site, 5)


@pytest.mark.parametrize(("coding", "unpack"), [("gzip", decompress), ("br", brotli.decompress)])
def test_it_works(ask, coding, unpack):
    plain = ask(THREAD)

    packed = [ask(THREAD, Accept_Encoding=coding) for _ in range(2)]

    assert {answer.headers["Content-Encoding"] for answer in packed} == {coding}
    assert {unpack(answer.data) for answer in packed} == {plain.data}
    assert packed[0].content_length == len(packed[0].data) < len(plain.data)


@pytest.mark.parametrize("coding", list(CODINGS))
def test_it_differs_in_nothing_else(ask, coding):
    plain = dict(ask(THREAD).headers)

    packed = dict(ask(THREAD, Accept_Encoding=coding).headers)

    own = {"Content-Encoding": coding, "Content-Length": packed["Content-Length"]}
    assert packed == plain | own
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, *", next(coding for coding in CODINGS if coding != "br")),
        ("*", "br"),
        ("gzip;q=0.5, identity", ""),
        ("gzip;q=0.5, identity;q=0.4", "gzip"),
        ("gzip, identity;q=0", "gzip"),
        ("*;q=0", ""),
        ("gzip;q=nonsense", ""),
        ("deflate", ""),
        ("", ""),
        ("gzip, " + "x" * 300, ""),
    ],
)
def test_the_asker_chooses(header, first):
    assert next(iter(wanted(header)), "") == first


def test_it_is_one_etag_in_every_form(ask):
    etag = ask(THREAD).headers["ETag"]

    answers = [ask(THREAD, Accept_Encoding=coding, If_None_Match=etag) for coding in ("", *CODINGS)]

    assert {(answer.status_code, answer.headers["ETag"]) for answer in answers} == {(304, etag)}


def test_what_is_small_stays_as_it_is(ask):
    answer = ask(f"/api/v1/counts?site=blog&url={BLOG}/article", Accept_Encoding="gzip")

    assert "Content-Encoding" not in answer.headers
    assert answer.json["counts"] == {f"{BLOG}/article": 5}

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.text.addresses import NotAPage, canonical, origin


def test_it_works():
    assert (
        canonical("https://www.Example.org:443/Path/index.html?b=1&utm_source=x&a=2#top") == "example.org/Path?a=2&b=1"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a/b",
        "http://example.org/a/b",
        "https://www.example.org/a/b/",
        "HTTPS://EXAMPLE.ORG/a/b//",
        "https://example.org./a/b",
        "https://example.org:443/a/b",
        "http://example.org:80/a/b",
        "http://example.org:080/a/b",
        "https://example.org/a/b#comments",
        "https://example.org/a/b?",
        "https://example.org/a/b/index.html",
        "https://example.org/a/b/Default.aspx",
        "https://example.org/a/b/index.php?fbclid=x",
        "https://example.org/a/b?utm_source=x&UTM_Medium=y&gclid=z&mc_eid=1&_hsenc=2&ref_src=3",
        "https://example.org/x/../a/./b",
        "https://example.org/a/%2e/b/c/%2E%2e",
        "https://example.org/../a/b",
        "https://example.org/%61/%62",
        " https://example.org/a/b ",
    ],
)
def test_one_page_has_one_key(url):
    assert canonical(url) == "example.org/a/b"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://example.org", "example.org"),
        ("https://example.org/index.html", "example.org"),
        ("https://example.org/A", "example.org/A"),
        ("https://example.org/a.html", "example.org/a.html"),
        ("https://example.org:8080/a", "example.org:8080/a"),
        ("https://example.org:80/a", "example.org:80/a"),
        ("https://blog.example.org/a", "blog.example.org/a"),
        ("https://www.example/a", "www.example/a"),
        ("https://example.org/a?p=1", "example.org/a?p=1"),
        ("https://example.org/a/?p=2&p=1&a", "example.org/a?a&p=2&p=1"),
        ("https://example.org/a?fbclid_of_mine=1", "example.org/a?fbclid_of_mine=1"),
        ("https://example.org/caffè", "example.org/caff%C3%A8"),
        ("https://example.org/caff%c3%a8", "example.org/caff%C3%A8"),
        ("https://example.org/a%2fb", "example.org/a%2Fb"),
        ("https://example.org/100%", "example.org/100%25"),
        ("https://例え.jp/", "xn--r8jz45g.jp"),
        ("http://[::1]:8000/a", "[::1]:8000/a"),
    ],
)
def test_what_makes_a_difference_stays(url, key):
    assert canonical(url) == key


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "/a",
        "//example.org/a",
        "ftp://example.org",
        "javascript:alert(1)",
        "about:blank",
        "null",
        "https://",
        "https:///a",
        "https:example.org",
        "https://ada@example.org/",
        "https://ada:x@example.org/",
        "https://example.org/\x00",
        "https://exam\tple.org/",
        "https://example.org/\na",
        "https://example.org\\a",
        "https://example.org:x/",
        "https://example.org:123456/",
        "https://ex ample.org/",
        "https://example.org/\udc00",
        "https://example.org/" + "a" * 1_981,
        "https://example.org/" + "é" * 600,
    ],
)
def test_it_refuses_what_is_no_page(url):
    with pytest.raises(NotAPage):
        canonical(url)


def test_a_page_of_two_thousand_characters_is_taken():
    assert canonical("https://example.org/" + "a" * 1_980) == "example.org/" + "a" * 1_980


@settings(deadline=None)
@given(st.from_regex(r"https?://(www\.)?[a-z]{1,3}\.example(:\d{1,4})?(/[ -~é]{0,30})?", fullmatch=True))
def test_the_key_of_a_key_is_the_key(url):
    key = _key(url) or "example.org"

    assert canonical(f"https://{key}") == key


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_key_or_is_refused(text):
    assert (_key(text) or "a").isascii()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Example.org/a?b#c", "https://example.org"),
        ("http://example.org:80", "http://example.org"),
        ("https://www.example.org:8443/", "https://www.example.org:8443"),
        ("http://bücher.example", "http://xn--bcher-kva.example"),
    ],
)
def test_an_origin_is_written_as_browsers_do(url, expected):
    assert origin(url) == expected


def test_what_is_no_page_has_no_origin():
    with pytest.raises(NotAPage):
        origin("null")


def _key(url: str) -> str | None:
    try:
        return canonical(url)
    except NotAPage:
        return None

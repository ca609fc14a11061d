import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.text.links import domain, href, links_in, spans, web_link


def test_it_works():
    assert links_in("See http://example.org/a, and [that](https://b.example/?q=1).") == [
        "http://example.org/a",
        "https://b.example/?q=1",
    ]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("HTTP://Example.org", ["HTTP://Example.org"]),
        ("(https://it.wikipedia.org/wiki/Perché_(film))", ["https://it.wikipedia.org/wiki/Perché_(film)"]),
        ("详见http://example.org/路。谢谢", ["http://example.org/路"]),
        ('<a href="http://a.example">x</a>', ["http://a.example"]),
        ("[url=http://a.example]x[/url]", ["http://a.example"]),
        ("[http://a.example](http://a.example)", ["http://a.example", "http://a.example"]),
        ("http://a.example/?tag[]=1&b[x]=2", ["http://a.example/?tag[]=1&b[x]=2"]),
        ("“https://a.example”…", ["https://a.example"]),
        ("http://a.example?!... really", ["http://a.example"]),
        ("http://a.example/~~", ["http://a.example/"]),
        ("[x](h&#116;tp&colon;//a.example)", ["http://a.example"]),
        ("http\\://a.example", ["http://a.example"]),
        ("ht\u202etp://a.example", ["http://a.example"]),
        ("http://a.example/&#" + "1" * 5_000 + ";", ["http://a.example/&#" + "1" * 5_000]),
        ("xhttp://a.example ftp://b.example www.c.example http:// https://. http://)", []),
    ],
)
def test_it_finds_links_and_leaves_the_sentence(text, links):
    assert links_in(text) == links


@settings(deadline=None)
@given(st.text(alphabet="htps:/a.[](){}<> \n_~é"))
def test_links_stand_one_after_another(text):
    borders = [border for span in spans(text) for border in span]

    assert borders == sorted(set(borders))


@pytest.mark.parametrize(
    ("typed", "website"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTP://Example.ORG/Path#top", "http://example.org/Path#top"),
        ("  example.org/~ada ", "https://example.org/~ada"),
        ("www.example.org:8080/?q=1", "https://www.example.org:8080/?q=1"),
        ("bücher.example", "https://xn--bcher-kva.example"),
        ("https://例え.jp/ü", "https://xn--r8jz45g.jp/%C3%BC"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://intranet/~ada", "http://intranet/~ada"),
        ("http://192.0.2.1/", "http://192.0.2.1/"),
        ("http://[2001:DB8:0::1]:81/", "http://[2001:db8::1]:81/"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
    ],
)
def test_a_website_as_typed_becomes_an_address(typed, website):
    assert web_link(typed) == website


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "example",
        "ada@example.org",
        "mailto:ada@example.org",
        "1.5",
        "//example.org",
        "/about",
        "http://",
        "http:",
        "javascript:alert(1)",
        "JavaScript:alert(1)//example.org",
        "java\tscript:alert(1)",
        "javascript:1/x.y",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org",
        "https:example.org",
        "http://good.example@evil.example",
        "http://good.example:x@evil.example",
        "good.example@evil.example",
        "http://good.example\\@evil.example",
        "http:\\\\evil.example",
        "https://exa mple.org",
        "https://example.org/\nx",
        "https://example.org/\x00",
        "https://example.org/\x85",
        "https://example.org/\ud800",
        "http://example.org:99x",
        "http://ex%61mple.org",
        "http://a..example",
        "http://-a.example",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://[1]/",
        "http://℀.example",
        "http://☃\u202e.example",
        "https://example.org/" + "a" * 2_000,
        "https://" + "a." * 130 + "example",
        "https://example.org/" + "é" * 500,
    ],
)
def test_what_cannot_be_a_website_is_none(typed):
    assert web_link(typed) is None


@settings(deadline=None)
@given(st.text() | st.from_regex(r"https?://[^/]{1,20}/.{0,20}"))
def test_a_website_is_ascii_and_stays_as_it_is(typed):
    website = web_link(typed) or "https://example.org"

    assert website.isascii()
    assert website.isprintable()
    assert web_link(website) == website


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("http://example.org/a b", "http://example.org/a%20b"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
        ("MAILTO:ada@bücher.example?subject=Hi", "mailto:ada@xn--bcher-kva.example?subject=Hi"),
        ("http://example.org/?a&copy;b", "http://example.org/?a&copy%3Bb"),
        ("http://example.org/?a=1&b=2;c", "http://example.org/?a=1&b=2;c"),
    ],
)
def test_a_link_may_lead_to_the_web_and_to_a_mailbox(target, address):
    assert href(target) == address


@pytest.mark.parametrize(
    "target", ["", "#a", "/a", "//a.example", "a.html", "tel:1", "mailto:", "mailto:a", "mailto:a@-"]
)
def test_a_link_may_lead_nowhere_else(target):
    assert href(target) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org/x", "example.org"),
        ("http://a.b.example:8080", "a.b.example"),
        ("http://www.example", "www.example"),
        ("http://bücher.example", "xn--bcher-kva.example"),
        ("nonsense", ""),
    ],
)
def test_a_link_belongs_to_a_domain(url, host):
    assert domain(url) == host

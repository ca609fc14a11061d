"""Two gates, and each of them alone stops what the other might let pass."""

from concurrent.futures import ThreadPoolExecutor

import bleach
import pytest

from services.text.sanitise import ATTRIBUTES, IMAGE_TAGS, SCHEMES, TAGS, first_gate, last_gate, may_stay, sanitise
from tests.services.text.seen import seen

GATES = [pytest.param(first_gate, id="bleach"), pytest.param(last_gate, id="nh3"), pytest.param(sanitise, id="both")]

FORBIDDEN_ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&#x0A;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&colon;alert(1)",
    "&#0000106avascript:alert(1)",
    "javascript&Tab;:alert(1)",
    "javascript:`1`é",
    "javascript:`123`\u2028//https://example.org",
    "ｊavascript:alert(1)",
    "javascript\u200b:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "blob:https://example.org/1",
    "file:///etc/passwd",
    "view-source:https://example.org",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/relative",
    "relative.html",
    "#fragment",
    "?query",
    "",
    "https",
    "&amp;#106;avascript:alert(1)",
]

MARKUP = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<p onclick=alert(1) style=color:red id=x class=y title=z lang=en data-x=1>a</p>",
    '<a href="https://example.org" onmouseover="alert(1)" target=_top ping=//evil.example>a</a>',
    '<a href="https://example.org/" style="position:fixed;inset:0">a</a>',
    "<a href='https://example.org' / onfocus=alert(1) autofocus>a</a>",
    "<svg><a xlink:href=javascript:alert(1)><text>a</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mi><a href=javascript:alert(1)>a</a></mi></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<noembed><img title='</noembed><img src onerror=alert(1)>'></noembed>",
    "<style>@import '//evil.example';</style><link rel=stylesheet href=//evil.example><base href=//evil.example>",
    "<form id=x action=//evil.example><input name=attributes><button formaction=javascript:alert(1)>b</button></form>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x></object><embed src=x>",
    "<template><script>alert(1)</script></template><textarea></textarea><select><option>o</option></select>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]><?php echo 1 ?><!DOCTYPE html>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<details open ontoggle=alert(1)><video><source onerror=alert(1)></video></details>",
    "<table><td background=javascript:alert(1)>a</td></table>",
    "<ol start='1 onclick=alert(1)'><li value=3>a</li></ol>",
    "<p><a href='https://example.org'><a href='https://example.org'><p>a</a></p>",
]


@pytest.mark.parametrize("gate", GATES)
def test_it_works(gate):
    shown = seen(gate('<p>Hi <a href="https://example.org/">there</a><script>1</script></p>'))

    assert shown.tags == {"p", "a"}
    assert shown.links == ["https://example.org/"]


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("address", FORBIDDEN_ADDRESSES)
def test_each_gate_alone_stops_an_address(gate, address):
    shown = seen(gate(f'<a href="{address}">a</a>'))

    assert shown.links == []
    assert shown.text == "a"


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("markup", MARKUP)
def test_each_gate_alone_stops_markup(gate, markup):
    shown = seen(gate(markup))

    assert shown.tags <= TAGS
    assert shown.attributes <= {("a", "href"), ("a", "rel"), ("ol", "start")}
    assert set(shown.links) <= {"https://example.org", "https://example.org/"}
    assert shown.others == []


@pytest.mark.parametrize("markup", MARKUP)
def test_nothing_changes_when_a_browser_reads_it_again(markup):
    once = sanitise(markup)

    assert last_gate(once) == once


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("address", ["https://example.org/a?b=1", "http://[::1]:81/", "mailto:ada@example.org"])
def test_absolute_addresses_of_three_schemes_pass(gate, address):
    assert seen(gate(f'<a href="{address}">a</a>')).links == [address]


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("tag", sorted(TAGS - {"li", "hr", "br"}))
def test_the_tags_of_the_policy_pass(gate, tag):
    assert tag in seen(gate(f"<{tag}>a</{tag}>")).tags


def test_every_link_says_that_it_is_a_reader_s():
    assert sanitise('<a href="https://example.org/">a</a>') == (
        '<a href="https://example.org/" rel="nofollow ugc noopener">a</a>'
    )


@pytest.mark.parametrize("address", ["javascript:`1`é", "javascript:`12`\u3000"])
def test_what_passes_bleach_s_own_rule_passes_neither_of_our_gates(address):
    link = f'<a href="{address}">a</a>'

    assert address in bleach.clean(link, tags=TAGS, attributes={"a": ["href"]}, protocols=SCHEMES, strip=True)
    assert seen(first_gate(link)).links == []
    assert seen(last_gate(link)).links == []


@pytest.mark.parametrize("address", ["https:example.org", "https:/example.org", "https://", "https:///a", "mailto:"])
def test_our_rule_is_stricter_than_both_libraries(address):
    assert not may_stay("a", "href", address)


def test_an_address_is_no_longer_than_a_browser_would_show():
    assert not may_stay("a", "href", "https://example.org/" + "a" * 2_000)


def test_a_list_starts_at_a_number():
    assert sanitise('<ol start="1986"><li>A good year</li></ol>').startswith('<ol start="1986">')
    assert not may_stay("ol", "start", "1 onclick")


def test_many_threads_may_sanitise_at_once():
    texts = [f"<p>{number}<b>b</b></p>" * 50 for number in range(40)]

    with ThreadPoolExecutor(8) as threads:
        shown = list(threads.map(sanitise, texts))

    assert shown == [f"<p>{number}b</p>" * 50 for number in range(40)]


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize(
    "markup",
    [
        '<pre><code class="language-c++"><span class="k">a</span></code></pre>',
        '<code class="language-python">a</code>',
        '<span class="ges">a</span>',
    ],
)
def test_the_colours_of_code_pass(gate, markup):
    assert gate(markup) == markup


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("tag", ["span", "code", "p", "pre", "a", "img"])
@pytest.mark.parametrize(
    "name",
    [
        "",
        "form",
        "k form",
        "form k",
        " k",
        "k\n",
        "K",
        "k1",
        "language-",
        "language-Python",
        "language-python k",
        "language-a.b",
        "language-" + "a" * 21,
        "language-é",
    ],
)
def test_no_other_class_passes(gate, tag, name):
    assert ("class" in gate(f'<{tag} class="{name}">a</{tag}>', images=True)) is False


@pytest.mark.parametrize("gate", GATES)
def test_a_colour_is_no_language_and_a_language_no_colour(gate):
    shown = seen(gate('<span class="language-c">a</span><code class="k">b</code>'))

    assert (shown.tags, shown.attributes) == ({"span", "code"}, set())


IMAGE = '<img src="https://a.example/b.png" alt="a b" loading="lazy" referrerpolicy="no-referrer">'


@pytest.mark.parametrize("gate", GATES)
def test_an_image_passes_by_leave_only(gate):
    assert gate(IMAGE, images=True) == IMAGE
    assert gate(f"<p>{IMAGE}</p>") == "<p></p>"


def test_every_image_has_its_caution():
    shown = seen(sanitise('<img src="https://a.example/b" loading="eager" referrerpolicy="unsafe-url">', images=True))

    assert {("img", "loading"), ("img", "referrerpolicy")} < shown.attributes
    assert {"eager", "unsafe-url"}.isdisjoint(shown.values)


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize(
    "address",
    [
        *FORBIDDEN_ADDRESSES,
        "http://a.example/b.png",
        "mailto:ada@a.example",
        "https://ada@a.example/",
        "https://ada:x@a.example/",
        "https://a.example:8443/",
        "https://a.example:443/",
        "https://localhost/",
        "https://192.168.1.1/",
        "https://3232235777/",
        "https://0x7f.0.0.0x1/",
        "https://[::1]/",
        "https://a.example\\@b.example/",
        "https:a.example/",
        "https:/a.example/",
        "https:///a.example/",
        "HTTPS://A.example/",
        " https://a.example/",
        "https://a.example/ b",
        "https://a.example/\u202e",
        "https://a.example/" + "a" * 2_000,
    ],
)
def test_each_gate_alone_stops_an_image_s_address(gate, address):
    assert seen(gate(f'<img src="{address}" alt="a">', images=True)).sources == []


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize(
    "name", ["srcset", "style", "id", "title", "onload", "usemap", "width", "crossorigin", "data-a"]
)
def test_an_image_says_no_more_than_it_must(gate, name):
    assert name not in gate(f'<img src="https://a.example/b" {name}="a" alt="b">', images=True)


def test_the_policy_is_small():
    assert TAGS.isdisjoint({"script", "style", "svg", "math", "form", "iframe", "img", "table"})
    assert {"img"} == IMAGE_TAGS - TAGS
    assert {
        "a": {"href"},
        "ol": {"start"},
        "code": {"class"},
        "span": {"class"},
        "img": {"src", "alt", "loading", "referrerpolicy"},
    } == ATTRIBUTES
    assert {"http", "https", "mailto"} == SCHEMES

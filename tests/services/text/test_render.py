import subprocess
import sys

import pytest

from services.text.links import links_in
from services.text.render import TooDeep, render, shows_nothing
from tests.services.text.seen import seen

REL = 'rel="nofollow ugc noopener"'


def test_it_works():
    assert render("Hello **you**") == "<p>Hello <strong>you</strong></p>\n"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*a* _b_ ~~c~~ `d`", "<p><em>a</em> <em>b</em> <del>c</del> <code>d</code></p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("one\r\n\r\ntwo", "<p>one</p>\n<p>two</p>\n"),
        ("> a\n\nb", "<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1986. A year", '<ol start="1986">\n<li>A year</li>\n</ol>\n'),
        ('```\nif 1 < 2 & "x":\n    pass\n```', '<pre><code>if 1 &lt; 2 &amp; "x":\n    pass\n</code></pre>\n'),
        ("```c--\nx\n```", "<pre><code>x\n</code></pre>\n"),
        ('```f("a")\nx', '<pre><code>f("a")\nx</code></pre>\n'),
        ("~~~~ Join us today! ~~~~", "<pre><code>Join us today! ~~~~\n</code></pre>\n"),
        ("    indented", "<pre><code>indented\n</code></pre>\n"),
        ("a\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"),
        ("# a\n\n## b\n\n###### c", "<h3>a</h3>\n<h4>b</h4>\n<h6>c</h6>\n"),
        ("| a |\n|---|\n| b |", "<p>| a |<br>\n|---|<br>\n| b |</p>\n"),
    ],
)
def test_markdown_becomes_html(source, html):
    assert render(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[a](http://a.example/?b=1&c=2)", f'<a href="http://a.example/?b=1&amp;c=2" {REL}>a</a>'),
        ("<https://a.example>", f'<a href="https://a.example" {REL}>https://a.example</a>'),
        ("<ada@a.example>", f'<a href="mailto:ada@a.example" {REL}>ada@a.example</a>'),
        ("(http://a.example/b_c_d).", f'(<a href="http://a.example/b_c_d" {REL}>http://a.example/b_c_d</a>).'),
        ("http://例え.jp/ü", f'<a href="http://xn--r8jz45g.jp/%C3%BC" {REL}>http://例え.jp/ü</a>'),
        ("**http://a.example**", f'<strong><a href="http://a.example" {REL}>http://a.example</a></strong>'),
        (
            "http://a.example/?b=1&amp;c=2",
            f'<a href="http://a.example/?b=1&amp;c=2" {REL}>http://a.example/?b=1&amp;c=2</a>',
        ),
        ("`http://a.example`", "<code>http://a.example</code>"),
        ("[a http://b.example](http://a.example)", f'<a href="http://a.example" {REL}>a http://b.example</a>'),
        ("![a cat](http://a.example/cat.png)", f'<a href="http://a.example/cat.png" {REL}>a cat</a>'),
        ("![](http://a.example)", f'<a href="http://a.example" {REL}>http://a.example</a>'),
        ("[\u200b](http://a.example)", f'<a href="http://a.example" {REL}>\u200bhttp://a.example</a>'),
        ("[![a](http://b.example)](http://a.example)", f'<a href="http://a.example" {REL}>a</a>'),
        ("[ " * 30 + "[a](http://a.example)", "[ " * 30 + f'<a href="http://a.example" {REL}>a</a>'),
        ("[a]()", "a"),
        ("[a](http://a.example/?b&amp;copy;)", f'<a href="http://a.example/?b&amp;copy%3B" {REL}>a</a>'),
    ],
)
def test_links_become_links(source, html):
    assert render(source) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    "source",
    [
        "[a](javascript:alert(1))",
        "[a](JAVASCRIPT:alert`1`)",
        "[a](&#106;avascript:alert(1))",
        "[a](java&#10;script:alert(1))",
        "[a](<java script:alert(1)>)",
        "[a](javascript&colon;alert(1))",
        "[a](\x01javascript:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](vbscript:msgbox)",
        "[a](//evil.example)",
        "[a](/\\evil.example)",
        "[a](relative.html)",
        "[a](#top)",
        "[a](http://good.example@evil.example)",
        "[a](http:evil.example)",
        "[a][b]\n\n[b]: javascript:alert(1)",
        "![a](javascript:alert(1))",
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "http://good.example@evil.example",
        "www.example.org ftp://example.org http:// https://-",
    ],
)
def test_what_may_not_be_a_link_stays_as_typed(source):
    shown = seen(render(source))

    assert shown.links == []
    assert "a" in shown.text


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "a <b onclick=alert(1)>b</b>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<math><mtext><mglyph><style><!--</style><img title='--&gt;<img src=1>'>",
        "<!-- <b> -->",
        "<a href='https://example.org'>a</a>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "```\n</code></pre><script>alert(1)</script>\n```",
        "`</code><script>alert(1)</script>`",
        '```"><script>alert(1)</script>\n```',
        "<p\u0338>\u226e",
    ],
)
def test_html_is_shown_as_text(source):
    shown = seen(render(source))

    assert shown.tags <= {"p", "pre", "code", "br", "a"}
    assert shown.attributes <= {("a", "href"), ("a", "rel")}
    assert shown.others == []


def test_html_is_readable_as_it_was_typed():
    assert seen(render('<b title="x">a & b</b>')).text.strip() == '<b title="x">a & b</b>'


@pytest.mark.parametrize(
    "source",
    [
        "[a](http://a.example '\"><script>alert(1)</script>')",
        '[a](http://a.example/"onmouseover="alert(1))',
        "[a](<http://a.example/'><script>alert(1)</script>)",
        '<http://a.example/"onmouseover="alert(1)>',
        'http://a.example/"onmouseover="alert(1)',
        "http://a.example/'onmouseover='alert(1)",
        '!["onerror=alert(1)//](http://a.example)',
    ],
)
def test_an_address_may_not_break_out_of_its_attribute(source):
    shown = seen(render(source))

    assert shown.tags == {"p", "a"}
    assert shown.attributes == {("a", "href"), ("a", "rel")}


@pytest.mark.parametrize(
    "text",
    [
        "\u05e9\u05dc\u05d5\u05dd, \u200fעולם",
        "السلام عليكم",
        "می\u200cخواهم",
        "\U0001f469\u200d\U0001f467",
        "❤\ufe0f",
        "q\u0323\u0307",
        "नमस्ते",
        "a" * 9_000,
        "ភាសា\u200bខ្មែរ",
        "\U0001f1ee\U0001f1f9",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    ],
)
def test_every_script_comes_out_as_it_went_in(text):
    assert render(text) == f"<p>{text}</p>\n"


@pytest.mark.parametrize(
    "hidden", ["\u202e", "&#x202e;", "&#x2066;", "&#8238;", "&#xe0041;", "&#x0085;", "\x00", "&#0;"]
)
def test_entities_bring_back_nothing_that_hides_text(hidden):
    shown = seen(render(f"a{hidden}b")).text.strip()

    assert shown.replace("\ufffd", "") == "ab"


@pytest.mark.parametrize("source", ["", " ", "\n\n", "\x00\x01\x1b", "\u202e\u2066", "\t\r\n"])
def test_nothing_becomes_nothing(source):
    assert render(source) == ""


@pytest.mark.parametrize(
    "source", ["\u200b", "&#x200b;", "***", ">", "- ", "[a]: http://a.example", "```\n```", "&nbsp;"]
)
def test_what_has_no_text_shows_nothing(source):
    assert shows_nothing(render(source))


@pytest.mark.parametrize("source", ["a", "0", "[](http://a.example)", "`a`", "> .", "&lt;", "\U0001f600"])
def test_what_has_text_shows_something(source):
    assert not shows_nothing(render(source))


@pytest.mark.parametrize(
    "source",
    [
        "> " * 19 + "a",
        ">" * 19 + "a",
        "- " * 9 + "- a",
        "1) " * 9 + "1) a",
        "> " * 9 + "- " * 5 + "a",
        "a\n" * 5_000,
        "*a " * 19 + "b*" * 19,
        "[" * 5_000 + "a",
        "[" * 5_000 + "a" + "]" * 5_000,
        "![" * 5_000 + "a",
        "(" * 9_999 + "a",
        "![" * 15 + "a" + "](http://a.example)" * 15,
    ],
)
def test_what_nests_up_to_the_limit_keeps_its_text(source):
    assert "a" in seen(render(source)).text


@pytest.mark.parametrize(
    "source",
    [
        "> " * 20 + "a",
        ">" * 64_000,
        "- " * 10 + "- a",
        "- + " * 16_000 + "a",
        "1) " * 20_000 + "a",
        "*a " * 20 + "b*" * 20,
        "*a **b " * 5_000 + "b** a*" * 5_000,
        "> - " * 7 + "a",
        "~~a *b " * 20 + "c* d~~" * 20,
    ],
)
def test_what_nests_deeper_is_refused_and_not_cut(source):
    with pytest.raises(TooDeep):
        render(source)


@pytest.mark.parametrize("source", ["a\n" * 6_000, "- a\n" * 6_000, "*a* " * 6_000, "http://a.example " * 6_000])
def test_more_markup_than_a_person_writes_is_refused(source):
    with pytest.raises(TooDeep):
        render(source)


def test_a_refusal_is_a_wrong_value():
    assert issubclass(TooDeep, ValueError)


def test_every_link_that_is_shown_is_counted():
    source = (
        "h&#116;tp://a.example [b](http&#58;//b.example) ht\u202etp://c.example <http://d.example> http\\://e.example"
    )

    assert seen(render(source)).links == links_in(source)


def test_heavy_libraries_are_loaded_by_the_first_who_renders():
    program = (
        "import sys, services.text.render, services.text.links, services.text.addresses;"
        "print(sorted({'bleach', 'nh3', 'markdown_it', 'idna'} & set(sys.modules)))"
    )

    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"

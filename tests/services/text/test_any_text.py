"""What holds for any text that anybody may send."""

import html
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.text.plain import clean, is_blank
from services.text.render import TooDeep, render, shows_nothing
from services.text.sanitise import TAGS, last_gate, sanitise
from tests.services.text.seen import seen

PIECES = [
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "```\n",
    "~~~",
    "[",
    "]",
    "](",
    ")",
    "![",
    "<",
    ">",
    "&",
    "&amp;",
    "&#x202e;",
    "&lt;",
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "\\",
    "- ",
    "1. ",
    "> ",
    "# ",
    "---",
    "===",
    "***",
    "|",
    '"',
    "'",
    "=",
    ":",
    "/",
    ";",
    "http://a.example",
    "https://",
    "javascript:",
    "mailto:a@b.example",
    "[a]: http://a.example\n",
    "[a]",
    "&copy;",
    "<script>",
    "</p>",
    "<!--",
    "<a href=",
    "onerror=",
    "<svg>",
    "a",
    "word",
    "é",
    "e\u0301",
    "\u0338",
    "\u200d",
    "\u200f",
    "\U0001f469\u200d\U0001f467",
    "\ufffd",
    "\x00",
    "\u202e",
    "\u2028",
    "\ud800",
    "\ufeff",
    "&#106;",
    "?a=1&b=2",
    "https://a.example/b",
    "![a](https://a.example)",
    "![",
    "](https://a.example)",
    "```python\n",
    "```js\n",
    "def ",
    "# a",
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
ANY = st.text() | MARKUP

# The first text waits for the libraries to load.
timeless = settings(deadline=None)


@timeless
@given(ANY)
@example("[a](http://a.example/?b&amp;amp;copy;)")
@example("<http://a.example/&amp;lt;>")
def test_it_works(source):
    shown = seen(rendered(source))

    assert shown.tags <= TAGS
    assert shown.attributes <= {("a", "href"), ("a", "rel"), ("ol", "start"), ("code", "class"), ("span", "class")}
    assert shown.others == []


@timeless
@given(ANY)
def test_links_are_absolute(source):
    links = seen(rendered(source)).links

    assert all(re.match(r"https?://[^/]|mailto:.", link) for link in links)


@timeless
@given(ANY)
@example("[a](http://a.example/?b&amp;amp;copy;)")
def test_to_sanitise_again_changes_nothing(source):
    shown = rendered(source)

    assert last_gate(shown) == shown
    assert sanitise(shown) == shown


@timeless
@given(st.lists(st.text(st.characters(categories=["L", "M", "Nd"]), min_size=1), min_size=1).map(" ".join))
def test_words_without_markup_all_come_out(source):
    assert seen(rendered(source)).text.split() == clean(source).split()


@timeless
@given(ANY)
def test_no_text_is_hidden_in_what_is_shown(source):
    shown = rendered(source)

    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


@timeless
@given(ANY)
def test_code_comes_out_as_it_went_in(source):
    fenced = clean(source).replace("`", "").strip("\n")

    assert seen(rendered(f"```\n{fenced}\n```")).text == f"{fenced}\n\n" or is_blank(fenced)


@timeless
@given(ANY)
def test_html_shows_nothing_when_it_has_no_text(source):
    shown = rendered(source)

    assert shows_nothing(shown) == is_blank(seen(shown).text)


@timeless
@given(ANY)
@example("![&amp;copy;](https://a.example)")
@example("![a](https://a.example/?b&amp;amp;copy;)")
def test_images_come_from_https_and_pass_both_gates_unchanged(source):
    shown = rendered(source, images=True)

    assert all(re.match(r"https://[^/]", address) for address in seen(shown).sources)
    assert len(seen(shown).sources) <= 20
    assert sanitise(shown, images=True) == shown
    assert last_gate(shown, images=True) == shown


@timeless
@given(ANY, st.sampled_from(["python", "js", "c", "html", "php", "sh", "yaml", "diff", "ini", "r"]))
def test_code_in_colours_comes_out_as_it_went_in(source, language):
    fenced = clean(source).replace("`", "").strip("\n")

    assert seen(rendered(f"```{language}\n{fenced}\n```")).text == f"{fenced}\n\n" or is_blank(fenced)


@timeless
@given(st.text())
def test_escaped_html_comes_out_as_text(text):
    typed = clean(text)

    assert seen(sanitise(html.escape(typed))).text == typed


def rendered(source: str, images: bool = False) -> str:
    try:
        return render(source, images=images)
    except TooDeep:
        return ""

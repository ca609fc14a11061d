"""R1: what readers see of a comment has passed the gates, and Markdown's own HTML is off."""

from html.parser import HTMLParser

import pytest

from tests.cast import PAGE

# What becomes of markup does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

TAGS = {"p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr"}
TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6"}

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import 'https://evil.example'</style>",
    "<a href='https://x.example' onclick='alert(1)' style='position:fixed' id=chiosa class=x>x</a>",
    "<form action=https://evil.example><input name=text></form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "[x](javascript:alert(1))",
    "[x](JaVa\tScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example)",
    "[x](/room/sign-out)",
    "![x](javascript:alert(1))",
    '[x](https://x.example "onmouseover=alert(1)")',
    '[x](https://x.example/"onmouseover="alert(1))',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n[x]",
    "`<script>`\n\n```html onload=alert(1)\n</code></pre><script>alert(1)</script>\n```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


class Elements(HTMLParser):
    """What a browser would make of it: tags, and every attribute with its value."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)


def strange(markup: str) -> set[object]:
    """What stands in it that the policy does not know."""
    found = Elements(markup)
    links = {value for name, value in found.attributes if name == "href"}
    good = {("rel", "nofollow ugc noopener")} | {("href", link) for link in links if link.startswith("https://")}
    return (found.tags - TAGS) | (found.attributes - good)


def test_it_works(bob):
    bob.say("Hello *there*, see https://blog.example/a and **this**:\n\n> quoted\n\n- `one`\n- ~~two~~")

    assert "<strong>this</strong>" in bob.texts()[0]
    assert strange(bob.texts()[0]) == set()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markup_is_shown_as_text_or_not_at_all(carol, text):
    told = carol.say(f"{text}\n\nend")

    assert strange(told["html"]) == set()
    assert "end" in told["html"]


def test_the_page_without_a_script_shows_the_same(bob):
    bob.say("\n\n".join(HOSTILE[:5]))

    page = bob.client.get(f"/embed/thread?site=blog&url={PAGE}").text

    assert bob.texts()[0] in page
    assert Elements(page).tags.isdisjoint({"script", "img", "svg", "iframe", "style", "math"})


def test_a_comment_that_waits_is_sanitised_for_its_author_too(carol):
    told = carol.say("<img src=x onerror=alert(1)> and [x](javascript:alert(1))")

    assert told["status"] == "pending"
    assert strange(carol.get("/mine").json["comments"][0]["html"]) == set()

"""R2: what a reader wrote is encoded for where it stands: HTML, attributes, addresses, JSON, a script element, XML."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from defusedxml.ElementTree import fromstring

from models import transaction
from tests.cast import BLOG, PAGE

# What becomes of markup does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

NASTY = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;{{7*7}}${7}</textarea><i>"


class Page(HTMLParser):
    """Every tag, every attribute's value, and all text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str] = []
        self.text = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def is_clean(self) -> bool:
        return {"script", "img", "i"}.isdisjoint(self.tags)


def page_of(client, **query: str) -> Page:
    return Page(client.get("/embed/thread", query_string={"site": "blog", "url": PAGE} | query).text)


def test_it_works(bob, client):
    bob.say("Hello.", name=NASTY)

    page = page_of(client)

    assert NASTY in page.text
    assert page.is_clean


def test_in_json_it_is_what_it_was_and_no_browser_reads_it_as_a_page(bob):
    bob.say("Hello.", name=NASTY)

    answer = bob.get("/threads")

    assert answer.json["comments"][0]["author"]["name"] == NASTY
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_in_json_no_separator_and_no_quote_ends_a_string(bob):
    bob.say('Hello\u2028there "quoted" \\ and </script>.')

    answer = bob.get("/threads")

    assert json.loads(answer.data.decode())["comments"][0]["html"].startswith("<p>Hello")


def test_in_an_attribute_it_stays_inside(bob, client):
    bob.say("Hello.", website="https://bob.example/?a=\"onclick='x'>&b=<i>")

    page = page_of(client)

    assert any(value.startswith("https://bob.example/?a=%22onclick") for value in page.values)
    assert page.is_clean


def test_a_page_title_is_text(bob, client):
    bob.say("Hello.", title=NASTY)

    page = page_of(client)

    assert NASTY in page.text
    assert page.is_clean


def test_in_an_address_it_is_escaped(client, site):
    url = f"{BLOG}/?a=1&b=<i>\"'&site=other#x"

    page = page_of(client, url=url)

    actions = [parse_qs(urlsplit(value).query) for value in page.values if value.startswith("/embed/thread?")]
    assert actions == [{"site": ["blog"], "url": [url]}]
    assert page.is_clean


def test_what_was_typed_comes_back_into_the_form_as_it_was(client, carol):
    typed = {"form": carol.open_form()["form"], "name": NASTY, "text": NASTY, "email": 'no"<i>'}

    answer = client.post(f"/embed/thread?site=blog&url={PAGE}", data=typed)

    page = Page(answer.text)
    assert answer.status_code == 422
    assert {NASTY, 'no"<i>'} <= set(page.values)
    assert NASTY in page.text
    assert page.is_clean


@pytest.mark.parametrize("path", ["/embed/thread?site=<i>&url=<i>", "/<i>", "/chiosa/<i>", "/embed/thread?<i>=1"])
def test_an_error_page_repeats_no_markup(client, site, path):
    answer = client.get(path)

    assert answer.status_code in (404, 422)
    assert Page(answer.text).is_clean


def fragment_of(client) -> str:
    return client.get("/embed/thread.html", query_string={"site": "blog", "url": PAGE}).text


def test_in_a_script_element_it_is_data_and_no_tag(bob, client):
    bob.say("Hello.", name=NASTY, title=NASTY)

    fragment = fragment_of(client)

    carried = re.search(r'class="chiosa-page">(.*?)</script>', fragment)[1]
    assert json.loads(carried)["comments"][0]["author"]["name"] == NASTY
    assert "<" not in carried
    assert Page(fragment).tags.count("script") == 1


def test_in_a_hosts_page_it_is_text(bob, client):
    bob.say("Hello.", name=NASTY, title=NASTY, website="https://bob.example/?a=\"onclick='x'>&b=<i>")

    page = Page(fragment_of(client))

    assert NASTY in page.text
    assert NASTY in page.values
    assert {"img", "i"}.isdisjoint(page.tags)


@pytest.mark.parametrize("path", ["thread.atom?site=blog&url=https://blog.example/article", "site.atom?site=blog"])
def test_in_xml_it_is_text(bob, client, path):
    bob.say("Hello.", name=NASTY, title=NASTY, website="https://bob.example/?a=\"'&b=<i>")

    feed = fromstring(client.get(f"/feeds/{path}").data, forbid_dtd=True)

    tags = {element.tag.partition("}")[2] for element in feed.iter()}
    known = {"feed", "id", "title", "updated", "link", "generator", "entry", "published", "author", "name", "uri"}
    assert tags == known | {"in-reply-to", "content"}
    assert NASTY in [element.text for element in feed.iter()]


@pytest.mark.parametrize("path", ["/embed/thread", "/embed/thread.html"])
def test_a_sites_own_words_are_text_too(bob, client, site, path):
    bob.say("Hello.")
    with transaction():
        site.words, site.version = {"*": {"reply": NASTY, "comments": NASTY, "count": NASTY, "form.title": NASTY}}, 7

    page = Page(client.get(path, query_string={"site": "blog", "url": PAGE}).text)

    assert {"img", "i"}.isdisjoint(page.tags)
    assert page.tags.count("script") == (path == "/embed/thread.html")


@pytest.mark.parametrize(
    "path", ["/feeds/<i>.atom", "/feeds/site.atom?site=<i>", "/feeds/thread.json?site=blog&url=<i>"]
)
def test_a_feeds_error_is_json_and_no_page(client, site, path):
    answer = client.get(f"/feeds/{path}")

    assert answer.status_code in (404, 422)
    assert answer.mimetype == "application/json"

"""The page of comments where scripts are off, in a real browser; and its looks for everyone."""

from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Host

STATES = {"page": {}, "reply": {"reply": "{id}"}, "permalink": {"comment": "{id}"}, "gone": {"comment": "999999999"}}


def address(host: Host, **query: str) -> str:
    return f"{host.stage.service}/embed/thread?{urlencode({'site': 'quick', 'url': host.url} | query)}"


@pytest.fixture
def page(host: Host, browser: Browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(address(host))
    yield page
    context.close()


def test_it_works(host: Host, page: Page):
    page.get_by_label("Name").fill("Carol")
    page.get_by_label("Your comment").fill("Written *without* a script.")
    page.get_by_role("button", name="Post comment").click()

    expect(page.get_by_role("status")).to_contain_text("Your comment waits for a moderator.")
    host.decide(host.last(), "published")
    page.goto(address(host))
    expect(page.get_by_role("article")).to_contain_text("Written without a script.")


def test_a_reply_is_written_below_what_it_answers(host: Host, page: Page):
    host.publish("The first thought.")
    page.goto(address(host))

    page.get_by_role("link", name="Reply to Bob").click()
    page.get_by_label("Name").fill("Carol")
    page.get_by_label("Your comment").fill("An answer.")
    page.get_by_role("button", name="Post reply").click()

    expect(page.get_by_role("status")).to_contain_text("An answer.")
    host.decide(host.last(), "published")
    page.goto(address(host))
    expect(page.locator("li li article")).to_contain_text("An answer.")


def test_what_the_service_refuses_stands_beside_its_field(host: Host, page: Page):
    page.get_by_label("Name").fill("Carol")
    page.get_by_label("Website").fill("no address")
    page.get_by_label("Your comment").fill("A long comment.")
    page.get_by_role("button", name="Post comment").click()

    expect(page.get_by_label("Website")).to_have_accessible_description("Write an address such as https://example.com.")
    expect(page.get_by_label("Website")).to_be_focused()
    expect(page.get_by_label("Your comment")).to_have_value("A long comment.")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("lang", ["en", "he"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(host: Host, browser: Browser, state, lang, scheme):
    root = host.publish("A thought.\n\n```python\nreturn 'a line that is much wider than any phone', 1\n```")
    host.publish("An answer.", "Noa", parent=root)
    host.mark(root, badge="author", up=3)
    query = {name: value.format(id=root) for name, value in STATES[state].items()} | {"lang": lang}
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 700})

    page = context.new_page()
    page.goto(address(host, **query))
    found = Axe().run(page)
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()

    assert [each["id"] for each in found.response["violations"]] == []
    assert too_wide <= 0


def test_hebrew_is_read_from_the_right(host: Host, page: Page):
    host.publish("שלום.", "דנה")

    page.goto(address(host, lang="he"))

    heading, main = page.get_by_role("heading", level=1), page.get_by_role("main")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert heading.evaluate("e => getComputedStyle(e).direction") == main.evaluate("e => getComputedStyle(e).direction")
    assert heading.bounding_box()["x"] + heading.bounding_box()["width"] == pytest.approx(320 - 12, abs=1)


def test_the_widget_takes_a_fragment_over(host: Host):
    host.publish("The first thought.")
    reader = host.reader("Build")
    at = {"site": "quick", "url": host.url}
    fragment = reader.client.get("/embed/thread.html", query_string=at).text

    page = host.open(fragment + f'<script type="module" src="{host.stage.service}/embed.js"></script>')

    expect(page.locator("chiosa-thread").get_by_role("article").filter(has_text="The first thought.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_be_visible()
    expect(page.locator(".chiosa-fragment")).not_to_be_visible()

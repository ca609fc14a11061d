"""Axe finds nothing in any state of writing, and no state sticks out of a narrow page."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_widget_for_everyone import faults

HEAD = '<meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width">'


@pytest.fixture(params=[("light", "en"), ("dark", "he")], ids=["light", "dark, from the right"])
def page(request, host):
    """A narrow page on which somebody else has written."""
    host.publish("You are all fools.")
    scheme, lang = request.param
    size = {"width": 320, "height": 800}
    page = host.open(head=HEAD, lang=lang, color_scheme=scheme, bypass_csp=True, viewport=size)
    expect(page.locator("textarea")).to_be_visible()
    yield page
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def post(page):
    page.locator("[name=text]").fill("My first thought.")
    page.locator("[name=name]").fill("Carol")
    page.locator(".form .primary").click()
    expect(page.locator(".pending")).to_be_visible()


def choose(page, where, number):
    page.locator(f"{where} .menu-button").click()
    page.locator(f"{where} .choices button").nth(number).click()


def test_it_works(page):
    page.locator("[name=text]").click()

    expect(page.locator(".tools")).to_be_visible()


def test_a_preview(page):
    page.locator("[name=text]").fill("# Title\n\n> quoted\n\n- `one`")

    page.locator(".preview-button").click()

    expect(page.locator(".preview h4")).to_be_visible()


def test_errors(page):
    page.locator("[name=text]").click()

    page.locator(".form .primary").click()

    expect(page.locator(".alert li")).to_have_count(2)


def test_a_menu(page):
    post(page)

    page.locator(".pending .menu-button").click()

    expect(page.locator(".choices button").first).to_be_visible()


def test_editing(page):
    post(page)

    choose(page, ".pending", 0)

    expect(page.locator(".editing textarea")).to_be_focused()


def test_a_question(page):
    post(page)

    choose(page, ".pending", 1)

    expect(page.locator(".question")).to_be_visible()


def test_a_report(page):
    choose(page, ".published", 0)

    expect(page.locator("fieldset")).to_be_visible()


def test_a_reply(page):
    page.locator(".reply").click()

    expect(page.locator("li > .form textarea")).to_be_focused()

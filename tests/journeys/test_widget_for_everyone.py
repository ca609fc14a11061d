"""The widget without a mouse, without sight, on a small screen, in another language."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

JUDGED = '<script type="module" src="{service}/embed.js" data-site="judged"></script>'
SMALL = """
(all) => all.map((one) => one.getBoundingClientRect())
  .filter(({width, height}) => width && (width < 44 || height < 44))"""
SPACED = """
const spaced = '* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important; }';
const sheet = new CSSStyleSheet();
sheet.replaceSync(spaced);
for (const root of [document, document.querySelector('chiosa-thread').shadowRoot]) root.adoptedStyleSheets.push(sheet);
"""
CUT_OFF = """
(all) => all.filter((one) => one.offsetWidth > 1 && getComputedStyle(one).display !== 'inline')
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .map((one) => one.outerHTML.slice(0, 90))"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def faults(page):
    found = Axe().run(page, context="chiosa-thread", options={"runOnly": RULES}).response["violations"]
    return [(fault["id"], fault["nodes"][0]["failureSummary"]) for fault in found]


def focused(page):
    """What has the focus, through the shadow."""
    return page.evaluate_handle(
        "document.activeElement.shadowRoot?.activeElement ?? document.activeElement"
    ).as_element()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_works(host, scheme, width):
    """Axe finds nothing: reading, with errors and an open reply, after posting."""
    host.publish("# Title\n\n> quoted\n\n1. one\n\n`code` [link](https://example.com)")
    page = host.open(
        head='<meta name="color-scheme" content="light dark">',
        color_scheme=scheme,
        bypass_csp=True,
        viewport={"width": width, "height": 800},
    )
    expect(page.get_by_label("Your comment")).to_be_visible()
    assert faults(page) == []

    page.get_by_label("Your comment").fill("All right?")
    page.get_by_role("button", name="Post comment").click()
    page.get_by_role("button", name="Reply to Bob").click()
    assert faults(page) == []

    page.keyboard.press("Escape")
    host.write(page, "All right!")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    assert faults(page) == []


def test_a_comment_is_posted_with_the_keyboard_alone(host):
    page = host.open()
    expect(page.get_by_label("Your comment")).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.type("Without a mouse.")
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Carol")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("article", name="Carol")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Thank you. Your comment waits for a moderator.")


def test_the_menu_can_be_read_on_a_dark_page_that_says_nothing_of_its_darkness(host):
    host.publish("What do you think?")
    page = host.open()
    page.evaluate("Object.assign(document.body.style, {background: '#16181b', color: '#e6e4df'})")

    page.get_by_role("button", name="More about the comment by Bob").click()

    expect(page.get_by_role("button", name="Report", exact=True)).to_be_visible()
    assert faults(page) == []


def test_escape_closes_a_reply_and_returns_the_focus(host):
    host.publish("What do you think?")
    page = host.open()
    page.get_by_role("button", name="Reply to Bob").press("Enter")
    expect(page.get_by_role("form", name="Reply to Bob").get_by_label("Your comment")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Reply to Bob")).to_be_focused()
    expect(page.get_by_role("form", name="Reply to Bob")).to_have_count(0)


def test_the_verdict_is_announced(host):
    page = host.open()
    host.write(page, "Tell me.")
    expect(page.get_by_role("status")).to_have_text("Thank you. Your comment waits for a moderator.")

    host.decide(host.last(), "published")

    expect(page.get_by_role("status")).to_have_text("Your comment is published.", timeout=20_000)
    expect(page.get_by_role("article", name="Carol")).to_be_focused()


def test_the_trap_is_out_of_everybodys_way(host):
    page = host.open()
    with page.expect_response("**/api/v1/form?*") as answered:
        page.get_by_label("Your comment").click()

    trap = page.locator(f"[name={answered.value.json()['trap']}]")

    expect(trap).to_have_attribute("tabindex", "-1")
    expect(trap).not_to_be_in_viewport()
    assert "Leave this field empty" not in page.locator("chiosa-thread").aria_snapshot()


def test_what_stands_in_the_trap_goes_to_the_service(host):
    page = host.open()
    with page.expect_response("**/api/v1/form?*") as answered:
        page.get_by_label("Your comment").click()
    page.locator(f"[name={answered.value.json()['trap']}]").fill("https://spam.example", force=True)

    with page.expect_request("**/api/v1/comments") as sent:
        host.write(page, "Cheap watches.", "Mallory")

    assert sent.value.post_data_json["trap"] == "https://spam.example"


@pytest.mark.parametrize("width", [320, 390, 1600])
def test_nothing_sticks_out_of_a_narrow_page(host, width):
    host.publish(
        "w" * 300 + "\n\n    a line of code that is much longer than a telephone is wide, whichever way it is held"
    )

    page = host.open(viewport={"width": width, "height": 800})
    page.get_by_role("button", name="Reply to Bob").click()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [640, 320], ids=["200 %", "400 %"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_zoomed_and_spaced_out_nothing_is_cut_off(host, width, lang):
    host.publish("What do you think of what was said here, and by whom, and when?")
    page = host.open(lang=lang, viewport={"width": width, "height": 400})
    expect(page.get_by_role("article")).to_be_visible()
    page.evaluate(SPACED)
    page.locator("chiosa-thread .reply").click()
    expect(page.locator("chiosa-thread [role=toolbar]")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("chiosa-thread").locator("button, label, h2, h3, p, .badge").evaluate_all(CUT_OFF) == []


def test_every_target_is_large_enough_for_a_finger(host):
    host.publish_many(2)
    page = host.open()
    page.get_by_role("button", name="Reply to Noa").first.click()

    targets = page.locator("chiosa-thread").locator("button, select, input:not(.aside *, .check *), .check, textarea")

    assert targets.evaluate_all(SMALL) == []


def test_hebrew_and_arabic_run_from_the_right(host):
    host.publish("שלום (עולם)!\n\n- אחת", name="נועה")

    page = host.open()

    expect(page.locator("article .text p")).to_have_css("unicode-bidi", "plaintext")
    expect(page.locator("article .text")).to_have_css("direction", "rtl")
    expect(page.locator("article ul")).to_have_css("direction", "rtl")


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        ("it", "Il tuo commento"),
        ("it-CH", "Il tuo commento"),
        ("en-GB", "Your comment"),
        ("fr", "Votre commentaire"),
        ("he", "התגובה שלך"),
        ("tlh", "Your comment"),
        ("", "Your comment"),
    ],
)
def test_it_speaks_the_pages_language_or_english(host, lang, label):
    page = host.open(lang=lang)

    expect(page.get_by_label(label)).to_be_visible()


def test_akismet_is_named_where_it_is_asked(host):
    page = host.open(JUDGED)

    link = page.get_by_role("link", name="Learn how your comment data is processed.")

    expect(page.get_by_text("This site uses Akismet to reduce spam.")).to_be_visible()
    expect(link).to_have_attribute("href", "https://akismet.com/privacy/")


def test_what_the_site_says_of_its_readers_data_stands_below_the_form(host, with_settings):
    with_settings(privacy_text="We keep <b>little</b>.\nRead https://blog.example/privacy, please.")

    page = host.open()
    page.get_by_label("Your comment").click()

    expect(page.get_by_text("We keep <b>little</b>.")).to_be_visible()
    expect(page.get_by_role("link", name="https://blog.example/privacy")).to_have_attribute(
        "href", "https://blog.example/privacy"
    )


def test_the_email_address_is_promised_to_stay_hidden(host):
    page = host.open()

    page.get_by_label("Your comment").click()

    expect(page.get_by_label("E-mail")).to_have_accessible_description("Your e-mail address will not be published.")

"""The widget in other people's pages: their policies, their origins, their names for things."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from models import Thread, db

TAG = '<script type="module" src="{service}/embed.js" data-site="quick"></script>'
CLOBBER = """<img name="createElement"><img name="querySelectorAll"><img name="hidden"><img name="addEventListener">
<form name="title"><input name="body"></form><form name="body"></form><a id="fetch"></a><a id="localStorage"></a>
<div id="title"></div><h2 id="chiosa">Chiosa</h2>"""


@pytest.mark.parametrize(
    ("path", "name"), [("/article", "Your comment"), ("/lesson", "Il tuo commento"), ("/theme", "Your comment")]
)
def test_it_works(host, path, name):
    """The demo's own pages, under the policy that they are served with."""
    page = host.open("")

    answer = page.goto(host.stage.demo + path)

    expect(page.get_by_label(name).first).to_be_visible()
    assert "require-trusted-types-for 'script'" in answer.headers["content-security-policy"]


def test_a_page_that_the_site_does_not_list_shows_nothing(host):
    """R31: another origin, even of the same machine, may not read."""
    host.publish("For my readers.")

    page = host.open(url=host.url.replace("127.0.0.1", "localhost"))

    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_label("Your comment")).to_have_count(0)


def test_it_stands_where_the_script_stands(host):
    page = host.open(f"<p>Above.</p>{TAG}<p>Below.</p>")

    expect(page.locator("script + chiosa-thread + p")).to_have_text("Below.")


def test_it_stands_where_the_page_wants_it(host):
    page = host.open(f'<main><div id="chiosa"></div></main>{TAG}')

    expect(page.locator("main > div#chiosa > chiosa-thread")).to_be_visible()


def test_a_script_in_the_head_shows_at_the_end_of_the_page(host):
    page = host.open("<p>Above.</p>", head=TAG)

    expect(page.locator("body > p + chiosa-thread")).to_be_visible()


def test_without_a_site_it_says_what_is_missing(host):
    page = host.open('<div id="chiosa"></div>' + TAG.replace('data-site="quick"', ""))

    expect(page.get_by_role("alert")).to_contain_text("data-site")


def test_a_script_that_only_brings_the_elements_adds_nothing(host):
    page = host.open("<p>Above.</p>" + TAG.replace('data-site="quick"', ""))

    page.wait_for_function("() => Boolean(customElements.get('chiosa-thread'))")

    expect(page.locator("chiosa-thread")).to_have_count(0)


def test_each_tag_has_its_own_discussion(host):
    host.publish("About apples.", thread="apples")
    host.publish("About pears.", thread="pears")

    page = host.open(TAG.replace(">", ' data-thread="apples">', 1) + TAG.replace(">", ' data-thread="pears">', 1))

    expect(page.locator("chiosa-thread").first).to_contain_text("About apples.")
    expect(page.locator("chiosa-thread").last).to_contain_text("About pears.")


@pytest.mark.parametrize(
    ("option", "head", "address"),
    [
        ("", "", "{page}?from=mail"),
        ("", '<link rel="canonical" href="/true">', "{home}/true"),
        (' data-url="/told#here"', '<link rel="canonical" href="/true">', "{home}/told"),
        (' data-url="javascript:1"', "", "{page}?from=mail"),
    ],
    ids=["location", "canonical", "told", "nonsense"],
)
def test_the_discussion_belongs_to_the_pages_true_address(host, option, head, address):
    asked = []
    page = host.open(
        TAG.replace(">", f"{option}>", 1),
        head=head,
        url=f"{host.url}?from=mail#top",
        prepare=lambda page: page.on("request", lambda request: asked.append(urlsplit(request.url))),
    )

    expect(page.get_by_label("Your comment")).to_be_visible()

    queries = [dict(parse_qsl(url.query)) for url in asked if url.path == "/api/v1/threads"]
    assert queries[0]["url"] == address.format(page=host.url, home=host.stage.pages.origin)


def test_names_of_the_page_do_not_stand_in_its_way(host):
    """R4: resists clobbering."""
    page = host.open(CLOBBER + TAG)

    host.write(page, "Still working.")

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    expect(page.locator("chiosa-thread").get_by_text("Still working.")).to_be_visible()


def test_it_needs_no_cookie(host):
    page = host.open()

    host.write(page, "No cookies, thank you.")

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    assert host.context.cookies() == []
    assert host.context.cookies(host.stage.service) == []


def test_out_of_the_page_it_asks_for_nothing_more(host):
    page = host.open()
    host.write(page, "Then I left.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    page.evaluate("document.querySelector('chiosa-thread').remove()")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.wait_for_function("start => performance.now() > start + 4000", arg=page.evaluate("performance.now()"))

    assert asked == []


@pytest.mark.parametrize(
    ("theme", "scheme", "background"), [("dark", "light", "rgb(23, 25, 28)"), ("light", "dark", "rgb(255, 255, 255)")]
)
def test_a_theme_can_be_told(host, theme, scheme, background):
    page = host.open(TAG.replace(">", f' data-theme="{theme}">', 1), color_scheme=scheme)

    expect(page.locator("chiosa-thread")).to_have_css("background-color", background)


def test_by_itself_it_follows_the_pages_colour_and_font(host):
    page = host.open()
    expect(page.get_by_label("Your comment")).to_be_visible()

    page.evaluate("document.body.style.cssText = 'color: rgb(1, 2, 3); font-family: serif'")

    expect(page.get_by_role("heading", name="Comments")).to_have_css("color", "rgb(1, 2, 3)")
    expect(page.get_by_label("Your comment")).to_have_css("font-family", "serif")


def test_the_form_comes_without_moving_the_comments(host):
    host.publish("Please hold the line.")
    page = host.open(
        prepare=lambda page: page.add_init_script("""
        window.shifts = [];
        new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({value}) => value)))
            .observe({type: 'layout-shift', buffered: true});""")
    )
    expect(page.get_by_label("Your comment")).to_be_visible()

    shifts = page.evaluate("shifts")

    assert sum(shifts) < 0.01


def test_it_tells_when_the_page_was_last_changed(host):
    page = host.open(head='<meta property="article:modified_time" content="2026-01-31T10:00:00+01:00">')

    host.write(page, "Is this still so?")

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    with host.stage.app.app_context():
        changed = db.select(Thread.page_modified_at).where(Thread.url == host.url)
        assert db.session.scalar(changed) == datetime(2026, 1, 31, 9, tzinfo=UTC)


@pytest.mark.parametrize("lang", ["he", "ar"])
def test_a_language_from_the_right_makes_no_page_wider(host, lang):
    host.publish("One.")
    page = host.open(TAG.replace(">", f' data-lang="{lang}">', 1), viewport={"width": 320, "height": 800})
    expect(page.locator("chiosa-thread form")).to_be_visible()

    width = page.evaluate("document.documentElement.scrollWidth")

    expect(page.locator("chiosa-thread section").first).to_have_attribute("dir", "rtl")
    assert width == 320

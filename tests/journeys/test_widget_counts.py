"""How many comments a page has, told wherever it is named; and what was said last on the whole site."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

SCRIPT = '<script type="module" src="{service}/embed.js" data-site="quick" data-counts="only"></script>'
BARE = '<script type="module" src="{service}/embed.js"></script>'


@pytest.fixture
def asked(host):
    """The queries for counts that a page sent."""
    found = []

    def listen(page):
        page.on("request", lambda sent: "/counts?" in sent.url and found.append(parse_qs(urlsplit(sent.url).query)))

    listen.found = found
    return listen


def test_it_works(host, asked):
    host.publish_many(3)

    page = host.open(
        f'{SCRIPT}<a href="{host.url}#comments">Read more</a> <chiosa-count>some</chiosa-count>', prepare=asked
    )

    expect(page.get_by_role("link")).to_have_text("Read more (3)")
    expect(page.locator("chiosa-count")).to_have_text("3 comments")
    expect(page.locator("chiosa-thread")).to_have_count(0)
    assert len(asked.found) == 1


def test_all_that_a_page_names_is_asked_for_at_once(host, asked):
    links = "".join(f'<a href="/{number}#comments">{number}</a>' for number in range(30))
    names = '<chiosa-count thread="no-such" plain></chiosa-count><chiosa-count url="/7"></chiosa-count>'

    page = host.open(SCRIPT + links + names, prepare=asked)

    expect(page.locator("chiosa-count").first).to_have_text("0")
    expect(page.locator("chiosa-count").last).to_have_text("0 comments")
    assert [(len(query["url"]), query["thread"]) for query in asked.found] == [(30, ["no-such"])]


@pytest.mark.parametrize(("count", "length"), [(101, 1), (10, 900)], ids=["many", "long"])
def test_more_than_a_request_may_hold_is_split(host, asked, count, length):
    links = "".join(f'<a href="/{number}{"x" * length}#comments">{number}</a>' for number in range(count))

    page = host.open(f"{SCRIPT}{links}<chiosa-count plain></chiosa-count>", prepare=asked)

    expect(page.locator("chiosa-count")).to_have_text("0")
    assert len(asked.found) == 2
    assert sum(len(query["url"]) for query in asked.found) == count + 1


def test_a_discussion_with_a_name_of_its_own_is_counted_by_it(host):
    host.publish("About figs.", thread="figs")

    page = host.open(f"""{SCRIPT}<a href="/other#comments" data-thread="figs">Apples</a>
        <chiosa-count thread="figs" plain></chiosa-count>""")

    expect(page.get_by_role("link")).to_have_text("Apples (1)")
    expect(page.locator("chiosa-count")).to_have_text("1")


@pytest.mark.parametrize(
    "link", ['href="#top"', 'href="/comments"', 'href="javascript:1#comments"', 'name="x#comments"']
)
def test_other_links_are_left_alone(host, asked, link):
    page = host.open(f"{SCRIPT}<a {link}>A link</a><chiosa-count plain></chiosa-count>", prepare=asked)

    expect(page.locator("chiosa-count")).to_have_text("0")
    expect(page.get_by_text("A link")).to_have_text("A link")
    assert [query["url"] for query in asked.found] == [[host.url]]


def test_a_link_without_comments_keeps_its_words(host):
    page = host.open(f'{SCRIPT}<a href="/none#comments">Be the first</a><chiosa-count plain></chiosa-count>')

    expect(page.locator("chiosa-count")).to_have_text("0")
    expect(page.get_by_role("link")).to_have_text("Be the first")


def test_links_that_come_later_are_counted_when_asked(host):
    host.publish("One.")
    page = host.open(f"{SCRIPT}<main></main>")

    page.evaluate(
        """async ([service, url]) => {
        const link = Object.assign(document.createElement('a'), {href: `${url}#comments`, textContent: 'Later'});
        document.querySelector('main').append(link);
        const {countLinks} = await import(`${service}/embed.js`);
        await countLinks(document.querySelector('main'));
        await countLinks();
    }""",
        [host.stage.service, host.url],
    )

    expect(page.get_by_role("link")).to_have_text("Later (1)")


def test_told_otherwise_an_element_counts_anew(host):
    host.publish("About dates.", thread="dates")
    page = host.open(f'{BARE}<chiosa-count site="quick" plain></chiosa-count>')
    expect(page.locator("chiosa-count")).to_have_text("0")

    page.evaluate("document.querySelector('chiosa-count').setAttribute('thread', 'dates')")

    expect(page.locator("chiosa-count")).to_have_text("1")


def test_it_speaks_the_pages_language(host):
    host.publish("Uno.")

    page = host.open(f"{SCRIPT}<chiosa-count></chiosa-count>", lang="it")

    expect(page.locator("chiosa-count")).to_have_text("1 commento")


def test_where_nobody_answers_the_pages_own_words_stay(host):
    page = host.open(
        f'{SCRIPT}<a href="/1#comments">Comments</a> <chiosa-count>some comments</chiosa-count>',
        prepare=lambda page: page.route(
            "**/counts?*", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>")
        ),
    )

    page.wait_for_event("console", lambda said: "chiosa-count" in said.text)
    expect(page.locator("chiosa-count")).to_have_text("some comments")
    expect(page.get_by_role("link")).to_have_text("Comments")


def test_both_may_stand_beside_a_discussion(host):
    host.publish("Here.")

    page = host.open(f'{SCRIPT.replace("only", "")}<a href="#comments">Comments</a>')

    expect(page.get_by_role("link", name="Comments (1)")).to_be_visible()
    expect(page.get_by_text("Here.")).to_be_visible()


def test_the_latest_comments_of_the_site_are_listed(host):
    host.publish("The <b>last</b> word, with *stress*.", name="Zoë")

    page = host.open(f'{BARE}<chiosa-latest site="quick" count="2"></chiosa-latest>')

    latest = page.get_by_role("region", name="Latest comments")
    expect(latest.get_by_role("listitem")).to_have_count(2)
    expect(latest.get_by_role("listitem").first).to_contain_text("Zoë")
    expect(latest.get_by_role("link").first).to_have_text("The <b>last</b> word, with stress.")
    expect(latest.get_by_role("link").first).to_have_attribute("href", f"{host.url}#comment-{host.last()}")


@pytest.mark.parametrize(("told", "count"), [("3", "3"), ("", "5"), ("-1", "1"), ("1e9", "20"), ("many", "5")])
def test_how_many_are_listed_is_kept_within_reason(host, told, count):
    asked = []

    page = host.open(
        f'{BARE}<chiosa-latest site="quick" count="{told}"></chiosa-latest>',
        prepare=lambda page: page.on("request", lambda sent: "/latest?" in sent.url and asked.append(sent.url)),
    )

    expect(page.get_by_role("region", name="Latest comments")).to_be_attached()
    assert parse_qs(urlsplit(asked[0]).query)["count"] == [count]


def test_addresses_that_are_none_lead_nowhere(host):
    """R4: a link of the list is checked again."""
    comment = {"id": 1, "title": "<i>", "name": "<b>", "excerpt": "<s>", "created": "2026-01-01T00:00:00Z"}
    told = {"comments": [comment | {"url": "javascript:alert(1)"}, comment | {"url": "https://blog.example/"}]}
    headers = {"Access-Control-Allow-Origin": host.stage.pages.origin}

    page = host.open(
        f'{BARE}<chiosa-latest site="quick"></chiosa-latest>',
        prepare=lambda page: page.route("**/latest?*", lambda route: route.fulfill(json=told, headers=headers)),
    )

    expect(page.get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_role("link")).to_have_count(1)
    expect(page.get_by_role("listitem").first).to_contain_text("<b> on <i>")


def test_where_the_latest_cannot_be_had_the_pages_own_words_stay(host):
    page = host.open(
        f'{BARE}<chiosa-latest site="quick">What others say</chiosa-latest>',
        prepare=lambda page: page.route("**/latest?*", lambda route: route.abort()),
    )

    page.wait_for_event("console", lambda said: "chiosa-latest" in said.text)
    expect(page.locator("chiosa-latest")).to_have_text("What others say")

"""What readers see under a page."""

import pytest
from playwright.sync_api import expect


def test_it_works(host):
    host.publish("I have *read* it twice.", website="https://bob.example/")

    page = host.open()

    expect(page.get_by_role("heading", name="1 comment")).to_be_visible()
    expect(
        page.get_by_role("article", name="Bob now").or_(page.get_by_role("article", name="Bob 1 second"))
    ).to_be_visible()
    expect(page.locator("article em")).to_have_text("read")
    expect(page.get_by_role("link", name="Bob")).to_have_attribute("rel", "nofollow ugc noopener")


def test_a_page_without_comments_says_so(host):
    page = host.open()

    expect(page.get_by_role("heading", name="Comments")).to_be_visible()
    expect(page.get_by_text("No comments yet.")).to_be_visible()


def test_a_time_tells_its_full_date(host):
    host.publish("Just now.")

    time = host.open().locator("article time")

    expect(time).to_have_text("now")
    expect(time).to_have_attribute("datetime", host.reader("Dave").read()["comments"][0]["created"])
    assert " at " in time.get_attribute("title")


def test_more_comments_come_on_demand_and_take_the_focus(host):
    host.publish_many(27)
    page = host.open()
    expect(page.get_by_role("article")).to_have_count(25)

    page.get_by_role("button", name="Show more comments").click()

    expect(page.get_by_role("article")).to_have_count(27)
    expect(page.get_by_role("article").nth(25)).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("2 more comments loaded.")
    expect(page.get_by_role("button", name="Show more comments")).to_have_count(0)


def test_more_replies_come_on_demand(host):
    host.publish_many(23, parent=host.publish("Say hello."))
    page = host.open()

    page.get_by_role("button", name="Show 3 more replies").click()

    expect(page.get_by_text("Number 22.")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(24)
    expect(page.get_by_role("button", name="more repl")).to_have_count(0)


def test_the_order_can_be_turned_round(host):
    host.publish_many(2)
    page = host.open()
    expect(page.get_by_role("article").first).to_contain_text("Number 1.")

    page.get_by_label("Order").select_option("Oldest first")

    expect(page.get_by_role("article").first).to_contain_text("Number 0.")


def test_a_deleted_comment_leaves_a_place_for_its_replies(host):
    parent = host.publish("I take this back.")
    host.publish_many(1, parent=parent)
    host.decide(parent, "deleted")

    page = host.open()

    expect(page.get_by_role("article").first).to_have_text("This comment was removed.")
    expect(page.get_by_text("Number 0.")).to_be_visible()
    expect(page.get_by_text("I take this back.")).to_have_count(0)


def test_a_closed_site_shows_comments_and_takes_none(host, with_settings):
    host.publish("While it was open.")
    with_settings(is_open=False)

    page = host.open()

    expect(page.get_by_text("Comments are closed.")).to_be_visible()
    expect(page.get_by_text("While it was open.")).to_be_visible()
    expect(page.get_by_role("button", name="Reply")).to_have_count(0)
    expect(page.get_by_role("form")).to_have_count(0)


def test_a_name_that_was_not_given_is_replaced(host, with_settings):
    with_settings(name_required=False)
    host.publish("Who am I?", name="")

    page = host.open()

    expect(page.get_by_role("heading", name="Anonymous")).to_be_visible()


@pytest.mark.parametrize(
    "text",
    [
        "<script>document.title = 'mine'</script>",
        "<img src=x onerror=\"document.title = 'mine'\">",
        "[click](javascript:document.title='mine')",
        "<svg><style>*{display:none}</style></svg>",
    ],
    ids=["script", "image", "link", "svg"],
)
def test_hostile_text_is_only_text(host, text):
    host.publish(text)

    page = host.open()

    expect(page.get_by_role("article")).to_be_visible()
    expect(page.locator("chiosa-thread").locator("script, img, svg, style, [href^=javascript]")).to_have_count(0)
    expect(page).to_have_title("A page")


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ('<p onclick="x()">a</p>', "a"),
        ("<p>a<script>x()</script></p>", "a<script>x()</script>"),
        ('<p><a href="javascript:x()">a</a></p>', "a"),
        ('<p><a href="//evil.example">a</a></p>', "a"),
        ("<form><button>a</button></form>", "<form><button>a</button></form>"),
        ("<p>a</em></div></p>", "a</em></div>"),
        ("<p>&lt;b&gt; &amp;lt; &copy;", "<b> &lt; &copy;"),
    ],
    ids=range(7),
)
def test_the_widget_trusts_no_html_not_even_the_services(host, html, seen):
    """R4: only listed elements are made, without attributes but for a checked address."""
    host.publish("To be replaced.")

    def replace(route):
        answer = route.fetch()
        told = answer.json()
        told["comments"][0]["html"] = html
        route.fulfill(response=answer, json=told)

    page = host.open(prepare=lambda page: page.route("**/api/v1/threads?*", replace))

    expect(page.locator("article .text")).to_have_text(seen)
    expect(page.locator("article .text").locator("script, form, button, [onclick], [href]")).to_have_count(0)


def test_a_link_in_a_comment_leads_out_and_vouches_for_nothing(host):
    host.publish("See [this](https://example.com/?a=1&b=2).")

    link = host.open().get_by_role("link", name="this")

    expect(link).to_have_attribute("href", "https://example.com/?a=1&b=2")
    expect(link).to_have_attribute("rel", "nofollow ugc noopener")
    expect(link).to_have_attribute("target", "_blank")


def test_a_list_begins_where_its_writer_began_it(host):
    host.publish("1986. A year, not a list.")

    page = host.open()

    expect(page.locator("chiosa-thread ol[start]")).to_have_attribute("start", "1986")

"""What readers see under a page."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.journeys.parts import part

CONTRAST = """
(all) => all.map((one) => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
    const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...Array(8).keys()].map((number) => {
    one.className = `avatar colour-${number}`;
    const {color, backgroundColor} = getComputedStyle(one);
    return (light(color) + 0.05) / (light(backgroundColor) + 0.05);
  });
}).flat()"""


def test_it_works(host):
    host.publish("I have *read* it twice.", website="https://bob.example/")

    page = host.open()

    expect(page.get_by_role("heading", name="1 comment")).to_be_visible()
    expect(
        page.get_by_role("article", name="Bob now").or_(page.get_by_role("article", name="Bob 1 second"))
    ).to_be_visible()
    expect(page.locator("article em")).to_have_text("read")
    expect(page.get_by_role("link", name="Bob", exact=True)).to_have_attribute("rel", "nofollow ugc noopener")


def test_a_page_without_comments_says_so(host):
    page = host.open()

    expect(page.get_by_role("heading", name="Comments")).to_be_visible()
    expect(page.get_by_text("No comments yet.")).to_be_visible()


def test_a_time_tells_its_full_date_and_leads_to_its_comment(host):
    comment = host.publish("Just now.")

    page = host.open()
    time = page.locator("article time")

    expect(time).to_have_text("now")
    expect(time).to_have_attribute("datetime", host.reader("Dave").read()["comments"][0]["created"])
    assert " at " in time.get_attribute("title")
    link = page.get_by_role("link", name=f"Link to this comment by Bob, now, {time.get_attribute('title')}")
    expect(link).to_have_attribute("href", f"{host.url}#comment-{comment}")


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

    expect(page.get_by_text("Comments are closed on this site.")).to_be_visible()
    expect(page.get_by_text("While it was open.")).to_be_visible()
    expect(page.get_by_role("button", name="Reply")).to_have_count(0)
    expect(page.get_by_role("form")).to_have_count(0)


def test_a_closed_discussion_says_so(host):
    host.close_discussion(host.publish("While it was open."))

    page = host.open()

    expect(page.get_by_text("This discussion is closed.")).to_be_visible()
    expect(page.get_by_text("While it was open.")).to_be_visible()


def test_an_old_discussion_says_so(host, with_settings):
    host.publish("While it was open.")
    with_settings(close_days=0)

    page = host.open(lang="it")

    expect(page.get_by_text("Questa discussione è vecchia e non accetta più commenti.")).to_be_visible()


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
    expect(page.locator("article .text").locator("script, img, svg, style, [href^=javascript]")).to_have_count(0)
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

    link = host.open().get_by_role("link", name="this", exact=True)

    expect(link).to_have_attribute("href", "https://example.com/?a=1&b=2")
    expect(link).to_have_attribute("rel", "nofollow ugc noopener")
    expect(link).to_have_attribute("target", "_blank")


def test_a_list_begins_where_its_writer_began_it(host):
    host.publish("1986. A year, not a list.")

    page = host.open()

    expect(page.locator("chiosa-thread ol[start]")).to_have_attribute("start", "1986")


def test_the_order_is_the_sites_until_the_reader_chooses(host, with_settings):
    with_settings(sort="oldest")
    host.publish_many(2)

    page = host.open()

    expect(page.get_by_label("Order")).to_have_value("oldest")
    expect(page.get_by_role("article").first).to_contain_text("Number 0.")


def test_the_best_can_come_first(host):
    host.mark(host.publish("Well said.", "Ada"), up=9, rank=800_000)
    host.publish("Just said.")
    page = host.open()
    expect(page.get_by_role("article").first).to_contain_text("Just said.")

    page.get_by_label("Order").select_option("Best first")

    expect(page.get_by_role("article").first).to_contain_text("Well said.")


def test_an_order_that_cannot_be_had_is_taken_back(host):
    host.publish_many(2)
    page = host.open(prepare=lambda page: page.route("**/api/v1/threads?*sort=oldest*", lambda route: route.abort()))
    expect(page.get_by_label("Order")).to_be_visible()

    page.get_by_label("Order").select_option("Oldest first")

    expect(page.get_by_role("status").get_by_text("does not answer")).to_be_attached()
    expect(page.get_by_label("Order")).to_have_value("newest")
    expect(page.get_by_role("article").first).to_contain_text("Number 1.")


def test_pages_come_by_themselves_at_the_end_but_let_the_keyboard_pass(host, with_settings):
    with_settings(loads_at_end=True)
    host.publish_many(101)
    page = host.open()
    expect(page.get_by_role("article")).to_have_count(25)

    scroll_until(page, 50)
    scroll_until(page, 75)
    scroll_until(page, 100)
    page.get_by_role("button", name="Show more comments").scroll_into_view_if_needed()
    expect(page.get_by_role("article")).to_have_count(100)
    page.get_by_role("button", name="Show more comments").click()

    expect(page.get_by_role("article")).to_have_count(101)


def scroll_until(page, count):
    """To the end of the page, and then there are so many comments."""
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.get_by_role("article")).to_have_count(count)


def test_a_pinned_comment_stands_first_with_its_mark(host):
    host.mark(host.publish("Rules of this place.", "Alice"), pinned_at=datetime.now(UTC), badge="moderator")
    host.publish("Newer.")

    first = host.open().get_by_role("article").first

    expect(first).to_contain_text("Rules of this place.")
    expect(first.locator(".badge")).to_have_text(["Moderator", "Pinned"])


@pytest.mark.parametrize(
    ("badge", "said"), [("author", "Author"), ("moderator", "Moderator"), ("teacher", "Teacher"), (None, "")]
)
def test_who_speaks_for_the_site_wears_a_badge(host, badge, said):
    host.mark(host.publish("Hello."), badge=badge)

    page = host.open()

    expect(page.get_by_role("article")).to_contain_text("Hello.")
    assert page.locator("article .badge").all_inner_texts() == [said][: bool(said)]


def test_an_edited_comment_says_so_with_its_date(host):
    host.mark(host.publish("Corrected."), edited_at=datetime(2026, 3, 1, 12, tzinfo=UTC))

    mark = host.open(timezone_id="UTC").get_by_label("Edited March 1, 2026 at 12:00")

    expect(mark).to_have_text("edited")


def test_a_comment_folds_away_with_all_below_it(host):
    root = host.publish("What do you think?", "Ada")
    host.publish("A lot.", parent=host.publish("Little.", parent=root))
    host.publish("Another matter.", "Carol")
    page = host.open()

    page.get_by_role("button", name="Hide this comment by Ada and its replies").press("Enter")

    unfold = page.get_by_role("button", name="Show this comment by Ada and its replies")
    expect(unfold).to_be_focused()
    expect(unfold).to_have_attribute("aria-expanded", "false")
    expect(unfold).to_have_text("3 comments hidden")
    expect(page.get_by_text("A lot.")).to_be_hidden()
    expect(page.get_by_text("Another matter.")).to_be_visible()
    unfold.press("Enter")
    expect(page.get_by_text("A lot.")).to_be_visible()


def test_what_is_deep_is_read_by_itself_and_leads_back(host):
    host.publish_chain(8)
    page = host.open()
    expect(page.get_by_text("Level 5.")).to_be_visible()
    expect(page.get_by_text("Level 6.")).to_be_hidden()

    page.get_by_role("button", name="Continue this thread").press("Enter")

    expect(page.get_by_role("article").first).to_be_focused()
    expect(page.get_by_role("article").first).to_contain_text("Level 5.")
    expect(page.get_by_role("link", name="in reply to Noa")).to_be_visible()
    expect(page.get_by_text("Level 7.")).to_be_visible()
    page.get_by_role("button", name="Show all comments").click()
    expect(page.get_by_role("article").filter(has_text="Level 5.")).to_be_focused()
    expect(page.get_by_text("Level 0.")).to_be_visible()
    expect(page.get_by_text("Level 7.")).to_be_hidden()


@pytest.mark.parametrize(("width", "named"), [(390, 3), (500, 2), (1280, 0)])
def test_a_name_tells_what_a_reply_answers_where_the_indent_cannot(host, width, named):
    host.publish_chain(6)

    page = host.open(viewport={"width": width, "height": 800})

    expect(page.get_by_role("article")).to_have_count(6)
    expect(page.get_by_role("link", name="in reply to Noa")).to_have_count(named)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Ada Lovelace", "AL"),
        ("grace brewster hopper", "GH"),
        ("Ὀδυσσεύς", "Ὀ"),
        ("נועה לוי", "נל"),
        ("山田太郎", "山"),
        ("👩‍🚀 Ann", "👩‍🚀A"),
        ("e\u0301mile", "\u00c9"),
        ("… —", "?"),
    ],
)
def test_a_face_is_drawn_from_initials(host, name, seen):
    host.publish("Look at me.", name)

    page = host.open()

    expect(page.locator("article .avatar")).to_have_text(seen)
    expect(page.locator("article .avatar")).to_have_attribute("aria-hidden", "true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_initials_can_be_read_on_each_of_their_colours(host, scheme):
    host.publish("Look at me.")

    page = host.open(head='<meta name="color-scheme" content="light dark">', color_scheme=scheme)
    expect(page.locator("article .avatar")).to_be_visible()
    ratios = page.locator("article .avatar").evaluate_all(CONTRAST)

    assert len(ratios) == 8
    assert min(ratios) >= 4.5


def test_only_the_services_own_pictures_are_shown(host):
    host.publish("Look at me.")

    def replace(route):
        answer = route.fetch()
        told = answer.json()
        told["comments"][0]["avatar"] = "https://elsewhere.example/picture"
        route.fulfill(response=answer, json=told)

    page = host.open(prepare=lambda page: page.route("**/api/v1/threads?*", replace))

    expect(page.locator("article .avatar")).to_have_text("B")
    expect(page.locator("article img")).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "asked"), [("```python\nreturn 1\n```", 1), ("`return 1`", 0)], ids=["in colours", "plain"]
)
def test_colours_for_code_are_fetched_where_there_is_code(host, text, asked):
    host.publish(text)
    sheets = []

    page = host.open(
        prepare=lambda page: page.on(
            "request", lambda one: sheets.append(one.url) if part("code.css").search(one.url) else None
        )
    )

    expect(page.locator("article code")).to_have_text("return 1")
    expect(page.get_by_label("Your comment")).to_be_visible()
    assert len(sheets) == asked


def test_nothing_moves_while_the_page_fills(host, with_settings):
    with_settings(votes="both", reactions="👍 ❤️")
    host.publish_many(3)

    page = host.open(
        prepare=lambda page: page.add_init_script(
            "new PerformanceObserver((list) => { globalThis.moved = (globalThis.moved ?? 0)"
            " + list.getEntries().reduce((sum, one) => sum + one.value, 0); })"
            ".observe({type: 'layout-shift', buffered: true})"
        )
    )
    expect(page.get_by_label("Your comment")).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert page.evaluate("globalThis.moved ?? 0") == 0


def test_on_paper_there_is_nothing_to_press(host):
    host.publish("Read [this](https://example.com/) on paper.")
    page = host.open()
    expect(page.get_by_label("Your comment")).to_be_visible()

    page.emulate_media(media="print")

    expect(page.get_by_role("article")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_label("Your comment")).to_be_hidden()

"""A page that its own server has filled already: the widget takes over, without a flash and without asking again."""

import pytest
from playwright.sync_api import expect

SCRIPT = '<script type="module" src="{service}/embed.js" data-site="quick"></script>'
BARE = '<script type="module" src="{service}/embed.js"></script>'

# Each frame's view of the page: whether a comment could be read in it.
WATCH = """window.frames_ = [];
const look = () => {
    const thread = document.querySelector('chiosa-thread, .chiosa-fragment');
    if (thread) {
        const shadow = thread.shadowRoot;
        const text = shadow ? shadow.textContent : thread.checkVisibility() ? thread.textContent : '';
        frames_.push(text.includes('Carved in stone.'));
    }
    requestAnimationFrame(look);
};
requestAnimationFrame(look);"""


@pytest.fixture
def fragment(host):
    """What the host's server has put into the page."""
    host.publish("Carved in stone.")
    asked = {"site": "quick", "url": host.url}
    return host.reader("Ada").client.get("/embed/thread.html", query_string=asked).text


@pytest.fixture
def asked(host):
    """How often the page asked for the discussion."""
    found = []

    def listen(page):
        page.on("request", lambda sent: "/api/v1/threads?" in sent.url and found.append(sent.url))

    listen.found = found
    return listen


def test_it_works(host, fragment, asked):
    page = host.open(BARE + fragment, prepare=asked)

    expect(page.get_by_label("Your comment")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.locator("chiosa-thread article.published")).to_contain_text("Carved in stone.")
    assert asked.found == []


@pytest.mark.parametrize(
    "body",
    [f'<div id="chiosa">FRAGMENT</div>{SCRIPT}', f"<p>Above.</p>{SCRIPT}FRAGMENT<p>Below.</p>"],
    ids=["in its place", "after its script"],
)
def test_it_is_found_where_the_discussion_will_stand(host, fragment, asked, body):
    page = host.open(body.replace("FRAGMENT", fragment), prepare=asked)

    expect(page.get_by_label("Your comment")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_text("Carved in stone.").and_(page.locator(":visible"))).to_have_count(1)
    assert asked.found == []


def test_in_no_frame_the_comments_are_gone(host, fragment):
    page = host.open(BARE + fragment, prepare=lambda page: page.add_init_script(WATCH))

    expect(page.get_by_label("Your comment")).to_be_visible()

    seen = page.evaluate("frames_")
    assert len(seen) > 2
    assert all(seen)


def test_what_came_since_appears(host, fragment):
    host.publish("Written since.")

    page = host.open(BARE + fragment)

    expect(page.get_by_label("Your comment")).to_be_visible()
    page.get_by_role("button", name="1 new comment").click()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_text("Written since.")).to_be_visible()


@pytest.mark.parametrize(
    "told",
    [
        "",
        "{",
        "null",
        "[]",
        '{"site": 1, "thread": {}, "comments": []}',
        '{"site": {"text_max": 9}, "thread": {"version": 1}, "comments": {}}',
        '{"site": {"text_max": 9}, "thread": {"version": 1}, "comments": [null]}',
        '{"site": {"text_max": 9}, "thread": {"version": 1}, "comments": [{"id": 1, "created": "x", "replies": []}]}',
    ],
)
def test_what_is_no_page_of_ours_is_asked_for(host, asked, told):
    host.publish("Carved in stone.")
    data = f'<script type="application/json" class="chiosa-page">{told}</script>'

    page = host.open(
        f'<chiosa-thread site="quick">{data}</chiosa-thread>{SCRIPT.replace(" data-site=", " data-was=")}',
        prepare=asked,
    )

    expect(page.locator("chiosa-thread article.published")).to_contain_text("Carved in stone.")
    assert len(asked.found) == 1


def test_told_otherwise_it_asks_for_the_other_discussion(host, fragment, asked):
    host.publish("About quinces.", thread="quinces")
    page = host.open(BARE + fragment, prepare=asked)
    expect(page.get_by_label("Your comment")).to_be_visible()

    page.evaluate("document.querySelector('chiosa-thread').setAttribute('thread', 'quinces')")

    expect(page.locator("chiosa-thread article.published")).to_contain_text("About quinces.")
    assert len(asked.found) == 1

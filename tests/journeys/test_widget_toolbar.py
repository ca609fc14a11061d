"""The tools for Markdown and the preview, with a mouse and without."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_widget_failures import refusal

PREVIEW = "**/api/v1/preview"


def write(page, text):
    field = page.get_by_label("Your comment")
    field.fill(text)
    return field


def select(field, start, end):
    field.evaluate("(field, [start, end]) => field.setSelectionRange(start, end)", [start, end])


def selected(field):
    return field.evaluate("({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd)")


@pytest.mark.parametrize(
    ("tool", "made"),
    [
        ("Bold", "a **word** here"),
        ("Italic", "a *word* here"),
        ("Link", "a [word](https://) here"),
        ("Quote", "> a word here"),
        ("Code", "a `word` here"),
        ("List", "- a word here"),
    ],
)
def test_it_works(host, tool, made):
    page = host.open()
    field = write(page, "a word here")
    select(field, 2, 6)

    page.get_by_role("button", name=tool).click()

    expect(field).to_have_value(made)
    expect(field).to_be_focused()


@pytest.mark.parametrize(
    ("tool", "text"), [("Bold", "**"), ("Italic", "*"), ("Code", "`"), ("Quote", "> "), ("List", "- ")]
)
def test_a_second_press_takes_it_back(host, tool, text):
    page = host.open()
    field = write(page, "word")
    select(field, 0, 4)
    page.get_by_role("button", name=tool).click()
    expect(field).not_to_have_value("word")

    page.get_by_role("button", name=tool).click()

    expect(field).to_have_value("word")


@pytest.mark.parametrize(
    ("keys", "made"), [("b", "**word**"), ("i", "*word*"), ("e", "`word`"), ("k", "[word](https://)")]
)
def test_shortcuts_do_the_same(host, keys, made):
    page = host.open()
    field = write(page, "word")
    select(field, 0, 4)
    expect(page.get_by_role("toolbar")).to_be_visible()

    field.press(f"Control+{keys}")

    expect(field).to_have_value(made)


def test_control_and_enter_send(host):
    page = host.open()
    page.get_by_label("Your comment").fill("Sent by hand.")
    page.get_by_label("Name").fill("Carol")

    page.get_by_label("Your comment").press("Control+Enter")

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()


def test_the_browser_can_undo_it(host):
    page = host.open()
    field = page.get_by_label("Your comment")
    field.press_sequentially("word")
    select(field, 0, 4)
    page.get_by_role("button", name="Bold").click()
    expect(field).to_have_value("**word**")

    field.press("Control+z")

    expect(field).to_have_value("word")


def test_what_a_tool_wrote_is_in_the_draft(host):
    page = host.open()
    field = write(page, "word")
    select(field, 0, 4)
    page.get_by_role("button", name="Bold").click()

    page.reload()

    expect(page.get_by_label("Your comment")).to_have_value("**word**")


@pytest.mark.parametrize(
    ("text", "end", "tool", "made", "left"),
    [
        ("", 0, "Bold", "**text**", "text"),
        ("", 0, "Link", "[text](https://)", "text"),
        ("word", 4, "Link", "[word](https://)", "https://"),
        ("https://example.com", 19, "Link", "[text](https://example.com)", "text"),
        ("one\ntwo", 7, "Code", "```\none\ntwo\n```", "one\ntwo"),
        ("one\ntwo", 5, "List", "- one\n- two", "- one\n- two"),
        ("one\n\ntwo", 0, "Quote", "> one\n\ntwo", ""),
        ("🙂 ש", 4, "Bold", "**🙂 ש**", "🙂 ש"),
    ],
    ids=["nothing", "link", "text", "address", "lines of code", "lines", "one line", "emoji"],
)
def test_it_leaves_selected_what_comes_next(host, text, end, tool, made, left):
    page = host.open()
    field = write(page, text)
    select(field, 0, end)

    page.get_by_role("button", name=tool).click()

    expect(field).to_have_value(made)
    assert selected(field) == left


def test_bold_and_italic_do_not_take_each_others_stars(host):
    page = host.open()
    field = write(page, "word")
    select(field, 0, 4)
    field.press("Control+b")
    field.press("Control+i")
    expect(field).to_have_value("***word***")

    field.press("Control+b")

    expect(field).to_have_value("*word*")


def test_it_is_one_stop_of_the_tab_key_and_arrows_lead_through_it(host):
    page = host.open()
    page.get_by_label("Your comment").click()
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Preview")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()

    page.keyboard.press("Tab")

    expect(page.get_by_label("Name")).to_be_focused()


def test_nobody_sees_it_before_they_begin(host):
    page = host.open()
    expect(page.get_by_label("Your comment")).to_be_visible()
    expect(page.get_by_role("toolbar")).to_have_count(0)

    page.get_by_label("Your comment").click()

    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()


def test_the_preview_is_what_will_be_published(host):
    page = host.open()
    write(page, "# Title\n\n**bold** <script>alert(1)</script> [link](https://example.com)")

    page.get_by_role("button", name="Preview").click()

    preview = page.get_by_role("region", name="Preview")
    expect(preview.get_by_role("heading", name="Title")).to_be_visible()
    expect(preview.get_by_role("link", name="link")).to_have_attribute("rel", "nofollow ugc noopener")
    expect(preview).to_contain_text("<script>alert(1)</script>")
    expect(page.get_by_role("button", name="Preview")).to_have_attribute("aria-pressed", "true")


def test_code_has_its_colours_in_the_preview(host):
    page = host.open()
    write(page, "```python\ndef answer(): pass\n```")

    page.get_by_role("button", name="Preview").click()

    word = page.get_by_role("region", name="Preview").locator(".k").first
    plain = page.get_by_role("region", name="Preview").evaluate("one => getComputedStyle(one).color")
    expect(word).not_to_have_css("color", plain)


def test_the_preview_is_as_high_as_the_text_and_gives_it_back(host):
    page = host.open()
    field = write(page, "\n".join("abcdefgh"))
    height = field.bounding_box()["height"]
    preview = page.get_by_role("button", name="Preview")
    preview.click()
    expect(page.get_by_role("region", name="Preview")).to_contain_text("h")
    assert page.get_by_role("region", name="Preview").bounding_box()["height"] >= height

    preview.click()

    expect(field).to_be_focused()
    expect(field).to_have_value("\n".join("abcdefgh"))


def test_the_same_text_is_not_asked_about_twice(host):
    page = host.open()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/preview" in request.url else None)
    write(page, "Once.")
    button, preview = page.get_by_role("button", name="Preview"), page.get_by_role("region", name="Preview")
    button.click()
    expect(preview).to_have_text("Once.")
    button.click()

    button.click()

    expect(preview).to_have_text("Once.")
    assert len([url for url in asked if url.endswith("/preview")]) == 1


def test_nothing_needs_no_preview(host):
    page = host.open()
    page.get_by_label("Your comment").click()

    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_role("region", name="Preview")).to_have_text("Nothing to show yet.")


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [("too_many", 429, "That was quick. Try again in 2 minutes."), ("busy", 503, "The comment service is busy.")],
)
def test_a_refused_preview_says_why_and_keeps_the_text(host, code, status, said):
    page = host.open()
    page.route(PREVIEW, refusal(host, code, status, **{"Retry-After": "90"}))
    field = write(page, "Still here.")

    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_role("region", name="Preview")).to_contain_text(said)
    page.get_by_role("button", name="Preview").click()
    expect(field).to_have_value("Still here.")


def test_a_text_that_is_too_long_is_told_in_the_preview(host, with_settings):
    with_settings(text_max=50)
    page = host.open()
    write(page, "w" * 51)

    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_role("region", name="Preview")).to_have_text("At most 50 characters.")


def test_sending_out_of_the_preview_works(host):
    page = host.open()
    write(page, "Looks *good*.")
    page.get_by_label("Name").fill("Carol")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview")).to_have_text("Looks good.")

    page.get_by_role("button", name="Post comment").click()

    expect(page.get_by_role("article")).to_contain_text("Looks good.")
    expect(page.get_by_label("Your comment")).to_have_value("")


def test_an_error_in_the_text_leaves_the_preview(host, with_settings):
    with_settings(text_max=50)
    page = host.open()
    field = write(page, "w" * 51)
    page.get_by_role("button", name="Preview").click()

    page.get_by_role("button", name="Post comment").click()

    expect(field).to_be_focused()
    expect(field).to_have_accessible_description("1 character too many At most 50 characters.")

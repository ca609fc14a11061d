"""Every comment has an address, and whoever comes by it finds the comment."""

import pytest
from playwright.sync_api import expect

VISIBLE = "(one) => getComputedStyle(one).backgroundColor"


def article(page, text):
    return page.get_by_role("article").filter(has_text=text)


def test_it_works(host):
    host.publish_many(4)
    wanted = host.publish("Here.", "Ada")
    host.publish("\n\n".join(["And so on."] * 40), "Grace")

    page = host.open(url=f"{host.url}#comment-{wanted}")

    expect(article(page, "Here.")).to_be_focused()
    expect(article(page, "Here.")).to_be_in_viewport()
    assert article(page, "Here.").evaluate(VISIBLE) != article(page, "Number 0.").first.evaluate(VISIBLE)


def test_a_comment_on_a_later_page_is_found_and_leads_back(host):
    """R28: deep links land on the right page."""
    wanted = host.publish("Long ago.", "Ada")
    host.publish_many(26)

    page = host.open(url=f"{host.url}#comment-{wanted}")

    expect(article(page, "Long ago.")).to_be_focused()
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Show all comments").click()
    expect(page.get_by_role("article")).to_have_count(25)
    expect(page.get_by_role("heading", name="27 comments")).to_be_focused()
    expect(page.get_by_role("button", name="Show all comments")).to_have_count(0)


def test_a_reply_that_no_first_page_holds_is_found(host):
    root = host.publish("Say hello.")
    host.publish_many(22, parent=root)
    wanted = host.publish("Hello!", "Ada", parent=root)

    page = host.open(url=f"{host.url}#comment-{wanted}")

    expect(article(page, "Hello!")).to_be_focused()
    expect(article(page, "Say hello.")).to_be_visible()


def test_a_deep_reply_is_shown_with_its_branch(host):
    wanted = host.publish_chain(8)[-1]

    page = host.open(url=f"{host.url}#comment-{wanted}")

    expect(article(page, "Level 7.")).to_be_focused()
    expect(page.get_by_text("Level 5.")).to_be_visible()
    expect(page.get_by_text("Level 0.")).to_be_hidden()
    expect(page.get_by_role("button", name="Show all comments")).to_be_visible()


def test_a_comment_that_is_folded_away_is_unfolded(host):
    root = host.publish("Question?", "Ada")
    wanted = host.publish("Answer.", parent=root)
    page = host.open()
    page.get_by_role("button", name="Hide this comment by Ada").click()

    page.evaluate(f"location.hash = 'comment-{wanted}'")

    expect(article(page, "Answer.")).to_be_focused()
    expect(page.get_by_role("button", name="Hide this comment by Ada")).to_have_attribute("aria-expanded", "true")


def test_a_time_leads_to_its_comment_without_leaving_the_page(host):
    wanted = host.publish("Link to me.")
    page = host.open()
    page.evaluate("globalThis.isSame = true")

    page.get_by_role("link", name="Link to this comment by Bob").click()

    expect(page).to_have_url(f"{host.url}#comment-{wanted}")
    expect(article(page, "Link to me.")).to_be_focused()
    assert page.evaluate("globalThis.isSame")


def test_back_and_forward_go_from_comment_to_comment(host):
    first, second = host.publish("First.", "Ada"), host.publish("Second.", "Grace")
    page = host.open(url=f"{host.url}#comment-{first}")
    expect(article(page, "First.")).to_be_focused()
    page.get_by_role("link", name="Link to this comment by Grace").click()
    expect(article(page, "Second.")).to_be_focused()

    page.go_back()

    expect(article(page, "First.")).to_be_focused()
    page.go_forward()
    expect(article(page, "Second.")).to_be_focused()
    expect(page).to_have_url(f"{host.url}#comment-{second}")


def test_a_comment_that_is_gone_is_told_to_be_so(host):
    gone = host.publish("Gone soon.")
    host.publish("Still here.", "Ada")
    host.decide(gone, "deleted")

    page = host.open(url=f"{host.url}#comment-{gone}")

    expect(page.get_by_role("alert").get_by_text("The linked comment is no longer here.")).to_be_visible()
    expect(article(page, "Still here.")).to_be_visible()


@pytest.mark.parametrize("fragment", ["#comments", "#comment-", "#comment-1x", "#comment-99999999999999999999", "#%00"])
def test_other_fragments_are_the_pages_business(host, fragment):
    host.publish("Read me.")
    asked = []

    page = host.open(
        url=host.url + fragment,
        prepare=lambda page: page.on("request", lambda one: asked.append(one.url) if "around" in one.url else None),
    )

    expect(page.get_by_label("Your comment")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(article(page, "Read me.")).not_to_be_focused()
    assert asked == []
    expect(page.get_by_role("alert").filter(has_text="no longer")).to_have_count(0)


def test_the_highlight_does_not_move_where_motion_is_not_wanted(host):
    wanted = host.publish("Calmly.")

    page = host.open(url=f"{host.url}#comment-{wanted}", reduced_motion="reduce")

    expect(article(page, "Calmly.")).to_be_focused()
    expect(article(page, "Calmly.")).to_have_css("animation-name", "none")

"""A reader changes and deletes what they wrote, while the site's time for that lasts."""

import pytest
from playwright.sync_api import expect

JUDGED = '<script type="module" src="{service}/embed.js" data-site="judged"></script>'
OWN = "More about the comment by Carol"


def choose(page, what):
    """One of what the menu at carol's comment offers."""
    page.get_by_role("button", name=OWN).first.click()
    page.get_by_role("button", name=what, exact=True).click()


def post(host, text="My first thought.", body=None, **more):
    """The page with carol's comment, which waits."""
    page = host.open(**({"body": body} if body else {}), **more)
    host.write(page, text)
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible(timeout=20_000)
    return page


def change(page, text):
    choose(page, "Edit")
    form = page.get_by_role("form", name="Edit your comment")
    form.get_by_label("Your comment").fill(text)
    form.get_by_role("button", name="Save changes").click()
    return form


def test_it_works(host):
    page = post(host)

    form = change(page, "My **second** thought.")

    expect(page.get_by_role("article")).to_contain_text("My second thought.")
    expect(page.get_by_role("article")).to_be_focused()
    expect(form).to_have_count(0)


def test_the_form_holds_what_was_written_and_not_what_was_made_of_it(host):
    page = post(host, "With *stars* and a > sign.")

    choose(page, "Edit")

    field = page.get_by_role("form", name="Edit your comment").get_by_label("Your comment")
    expect(field).to_be_focused()
    expect(field).to_have_value("With *stars* and a > sign.")


def test_what_is_published_says_that_it_was_edited(host):
    page = post(host)
    host.decide(host.last(), "published")
    expect(page.get_by_text("Waits for a moderator ·")).to_have_count(0, timeout=20_000)
    host.write(page, "Known by now.")
    expect(page.get_by_text("Known by now.")).to_be_visible()

    change(page, "Better said.")

    expect(page.get_by_role("status")).to_have_text("Your changes are saved.")
    expect(page.get_by_label("Edited")).to_have_text("edited")
    assert host.reader("Dave").texts()[0] == "<p>Better said.</p>\n"


def test_what_is_checked_again_says_so_and_is_followed(host):
    page = post(host, body=JUDGED)
    host.stage.akismet.mode = "hang"
    change(page, "Is anybody checking this again?")
    expect(page.get_by_text("Being checked ·")).to_be_visible()

    host.stage.akismet.release()
    host.stage.akismet.mode = "ok"

    expect(page.get_by_text("Being checked ·")).to_have_count(0, timeout=20_000)
    expect(page.get_by_role("article")).to_contain_text("Is anybody checking this again?")


def test_it_can_be_changed_after_a_reload(host):
    page = post(host)
    page.reload()

    change(page, "I have slept on it.")

    expect(page.get_by_role("article")).to_contain_text("I have slept on it.")


def test_what_was_not_saved_is_there_after_a_reload(host):
    page = post(host)
    choose(page, "Edit")
    page.get_by_role("form", name="Edit your comment").get_by_label("Your comment").fill("Half a cor")

    page.reload()
    choose(page, "Edit")

    edit = page.get_by_role("form", name="Edit your comment").get_by_label("Your comment")
    expect(edit).to_have_value("Half a cor")


def test_what_was_cancelled_is_forgotten_and_the_focus_returns(host):
    page = post(host)
    choose(page, "Edit")
    form = page.get_by_role("form", name="Edit your comment")
    form.get_by_label("Your comment").fill("Never mind")

    form.get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("button", name=OWN)).to_be_focused()
    choose(page, "Edit")
    expect(form.get_by_label("Your comment")).to_have_value("My first thought.")


def test_it_asks_before_it_deletes(host):
    page = post(host)
    choose(page, "Delete")
    expect(page.get_by_text("Delete this comment? This cannot be undone.")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name=OWN)).to_be_focused()
    expect(page.get_by_role("article")).to_contain_text("My first thought.")


def test_what_is_deleted_is_gone_at_once(host):
    page = post(host)
    choose(page, "Delete")

    page.get_by_role("button", name="Delete", exact=True).click()

    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Your comment was deleted.")
    expect(page.get_by_role("heading", name="Comments")).to_be_focused()


def test_what_has_replies_leaves_a_tombstone(host):
    page = post(host)
    host.decide(host.last(), "published")
    host.publish("I answer.", parent=host.last())
    page.reload()
    choose(page, "Delete")

    page.get_by_role("button", name="Delete", exact=True).click()

    expect(page.get_by_text("This comment was removed.")).to_be_visible()
    expect(page.get_by_role("article").first).to_be_focused()
    expect(page.get_by_text("I answer.")).to_be_visible()
    expect(page.get_by_text("My first thought.")).to_have_count(0)


@pytest.mark.parametrize("what", ["Edit", "Delete"])
def test_a_service_that_is_away_leaves_all_as_it_was(host, what):
    page = post(host)
    page.route("**/api/v1/comments/*", lambda route: route.abort())
    choose(page, what)

    panel = page.get_by_role("form", name="Edit your comment" if what == "Edit" else "Delete this comment?")
    panel.get_by_role("button", name="Save changes" if what == "Edit" else "Delete").click()

    expect(panel.get_by_role("alert")).to_contain_text("does not answer")
    expect(page.locator("article")).to_have_count(1)


def test_the_offer_ends_with_its_time(host):
    page = post(host, prepare=lambda page: page.clock.install())
    page.get_by_role("button", name=OWN).click()
    expect(page.get_by_text("You can change or delete it in 15 minutes at the latest.")).to_be_visible()

    page.clock.fast_forward("15:02")

    expect(page.get_by_role("button", name=OWN)).to_have_count(0)
    expect(page.get_by_role("article")).to_be_focused()


def test_who_is_too_late_is_told_so(host, with_settings):
    page = post(host)
    choose(page, "Edit")
    form = page.get_by_role("form", name="Edit your comment")
    form.get_by_label("Your comment").fill("Too late?")
    with_settings(edit_minutes=0)

    form.get_by_role("button", name="Save changes").click()

    expect(form.get_by_role("alert")).to_contain_text("The time for changes is over.")
    expect(form.get_by_label("Your comment")).to_have_value("Too late?")


def test_a_site_may_offer_none_of_it(host, with_settings):
    with_settings(edit_minutes=0)

    page = post(host)

    expect(page.get_by_role("button", name=OWN)).to_have_count(0)


def test_others_are_not_offered_it(host):
    host.publish("Mine.")
    page = host.open()

    page.get_by_role("button", name="More about the comment by Bob").click()

    expect(page.get_by_role("button", name="Report")).to_be_visible()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_have_count(0)


def test_the_menu_is_used_with_the_keyboard_alone(host):
    page = post(host)
    menu = page.get_by_role("button", name=OWN)
    menu.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Edit", exact=True)).to_be_focused()

    page.keyboard.press("Escape")

    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")


def test_the_menu_closes_when_it_is_left(host):
    page = post(host)
    page.get_by_role("button", name=OWN).click()

    page.get_by_role("heading", name="Comments").click()

    expect(page.get_by_role("button", name="Edit", exact=True)).to_have_count(0)


def test_what_a_moderator_has_changed_can_only_be_deleted(host):
    page = post(host, "My number is 555 1234.")
    host.rewrite(host.last(), "Nothing to see.")

    page.reload()
    page.get_by_role("button", name=OWN).first.click()

    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    expect(page.get_by_text("You can change or delete it")).to_have_count(0)

"""What happens while the page is read comes by itself, and moves nothing."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

THREAD = {"id": 1, "title": "", "count": 9, "open": True, "closed": None, "version": 99, "reactions": {}}
CHANGES = "**/api/v1/changes?*"
SOON = 6_000
HIDE = """
(isHidden) => {
  Object.defineProperty(Document.prototype, 'hidden', {get: () => isHidden, configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""


def asked(page):
    """How often was asked for changes, from now on."""
    requests = []
    page.on("request", lambda one: requests.append(one) if "/changes?" in one.url else None)
    return requests


def test_it_works(host):
    host.publish("What do you think?", "Ada")
    page = host.open()
    expect(page.get_by_role("article")).to_have_count(1)

    host.publish("Something new.")

    fresh = page.get_by_role("button", name="1 new comment")
    expect(fresh).to_be_visible(timeout=SOON)
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 new comment")
    expect(page.get_by_role("heading", name="2 comments")).to_be_visible()
    fresh.press("Enter")
    expect(page.get_by_role("article").first).to_contain_text("Something new.")
    expect(page.get_by_role("article").first).to_be_focused()
    expect(fresh).to_have_count(0)


def test_new_replies_find_their_place(host):
    root = host.publish("What do you think?", "Ada")
    page = host.open()
    expect(page.get_by_role("article")).to_have_count(1)
    reply = host.publish("A reply.", parent=root)
    host.publish("A reply to it.", "Grace", parent=reply)

    page.get_by_role("button", name="2 new comments").click(timeout=SOON)

    expect(page.get_by_role("article").nth(1)).to_be_focused()
    expect(page.locator(".replies .replies article")).to_contain_text("A reply to it.")


def test_the_first_comment_of_all_comes_too(host):
    page = host.open()
    expect(page.get_by_text("No comments yet.")).to_be_visible()

    host.publish("First!")
    page.get_by_role("button", name="1 new comment").click(timeout=SOON)

    expect(page.get_by_role("article")).to_contain_text("First!")
    expect(page.get_by_text("No comments yet.")).to_be_hidden()


@pytest.mark.parametrize(
    ("columns", "seen"),
    [
        ({"html": "<p>Better said.</p>", "edited_at": datetime(2026, 3, 1, tzinfo=UTC)}, "Better said."),
        ({"up": 7}, "7"),
        ({"badge": "teacher"}, "Teacher"),
        ({"pinned_at": datetime(2026, 3, 1, tzinfo=UTC)}, "Pinned"),
    ],
    ids=["edited", "voted", "badge", "pinned"],
)
def test_a_change_comes_in_its_place_and_leaves_the_focus(host, columns, seen):
    comment = host.publish("Well said.")
    page = host.open()
    reply = page.get_by_role("button", name="Reply to Bob")
    reply.focus()

    host.mark(comment, **columns)

    expect(page.get_by_role("article").get_by_text(seen, exact=True)).to_be_visible(timeout=SOON)
    expect(reply).to_be_focused()


def test_what_is_being_answered_stays_open(host):
    comment = host.publish("Well said.")
    page = host.open()
    page.get_by_role("button", name="Reply to Bob").click()
    text = page.get_by_role("form", name="Reply to Bob").get_by_label("Your comment")
    text.fill("I think")

    host.mark(comment, html="<p>Better said.</p>")

    expect(page.get_by_text("Better said.")).to_be_visible(timeout=SOON)
    expect(text).to_be_focused()
    expect(text).to_have_value("I think")


def test_a_removed_comment_goes(host):
    comment = host.publish("Spam, as it turns out.", "Mallory")
    host.publish("Stays.")
    page = host.open()
    expect(page.get_by_role("article")).to_have_count(2)

    host.decide(comment, "spam")

    expect(page.get_by_role("article")).to_have_count(1, timeout=SOON)
    expect(page.get_by_role("article")).to_contain_text("Stays.")
    expect(page.get_by_role("heading", name="1 comment")).to_be_visible()


def test_a_removed_comment_that_was_answered_leaves_its_place(host):
    comment = host.publish("I take this back.", "Ada")
    host.publish("But I answered.", parent=comment)
    page = host.open()
    expect(page.get_by_text("I take this back.")).to_be_visible()

    host.decide(comment, "deleted")

    expect(page.get_by_text("This comment was removed.")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("But I answered.")).to_be_visible()


def test_the_focus_is_not_lost_with_a_comment(host):
    comment = host.publish("Gone soon.", "Mallory")
    host.publish("Stays.")
    page = host.open()
    page.get_by_role("button", name="Reply to Mallory").focus()

    host.decide(comment, "spam")

    expect(page.get_by_role("article", name="Bob")).to_be_focused(timeout=SOON)


def test_a_comment_that_goes_before_it_was_seen_is_not_offered(host):
    host.publish("Read me.", "Ada")
    page = host.open()
    expect(page.get_by_role("article")).to_have_count(1)
    comment = host.publish("Spam, as it turns out.", "Mallory")
    expect(page.get_by_role("button", name="1 new comment")).to_be_visible(timeout=SOON)

    host.decide(comment, "spam")

    expect(page.get_by_role("button", name="1 new comment")).to_have_count(0, timeout=SOON)


def test_reactions_and_the_count_come_by_themselves(host, with_settings):
    with_settings(reactions="👍")
    host.publish("Read me.")
    page = host.open(
        prepare=lambda page: page.add_init_script(
            "addEventListener('chiosa:count', (event) => { document.title = `${event.detail.count} by now`; })"
        )
    )
    expect(page.get_by_role("button", name="👍 0 reactions")).to_be_visible()

    host.publish("Another.")
    host.reader("Dave").react("👍")

    expect(page).to_have_title("2 by now", timeout=SOON)
    expect(page.get_by_role("button", name="👍 1 reaction")).to_be_visible(timeout=SOON)


def test_nothing_new_costs_a_conditional_request(host):
    host.publish("Read me.")
    page = host.open()
    with page.expect_response(CHANGES, timeout=SOON) as first:
        pass

    with page.expect_response(CHANGES, timeout=SOON) as second:
        pass

    assert first.value.url == second.value.url
    assert second.value.request.all_headers()["if-none-match"] == first.value.header_value("etag")


def test_too_many_changes_read_the_page_anew(host):
    first = host.publish("Will go.", "Mallory")
    host.publish("Stays.", "Ada")
    page = host.open()
    expect(page.get_by_role("article")).to_have_count(2)

    def answer_reset(route):
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"comments": [], "reset": True})

    page.route(CHANGES, answer_reset)
    host.decide(first, "spam")
    host.publish("New.")

    expect(page.get_by_text("New.")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("Will go.")).to_have_count(0)
    expect(page.get_by_text("Stays.")).to_be_visible()


def test_nothing_is_read_anew_under_somebody_who_writes(host):
    host.publish("Answer me.", "Ada")
    page = host.open()
    page.get_by_role("button", name="Reply to Ada").click()
    page.get_by_role("textbox", name="Your comment").last.fill("My answer")

    page.route(CHANGES, lambda route: route.fulfill(json={"thread": THREAD, "comments": [], "reset": True}))
    page.wait_for_event("requestfinished", lambda request: "/changes" in request.url)

    expect(page.get_by_role("textbox", name="Your comment").last).to_have_value("My answer")


def test_a_hidden_tab_asks_nothing_and_asks_at_once_when_it_is_seen_again(host):
    host.publish("Read me.", "Ada")
    page = host.open(prepare=lambda page: page.clock.install())
    page.clock.run_for(10_000)
    page.wait_for_load_state("networkidle")
    page.evaluate(HIDE, True)
    requests = asked(page)

    page.clock.run_for(600_000)
    assert requests == []
    host.publish("New.")
    page.evaluate(HIDE, False)

    expect(page.get_by_role("button", name="1 new comment")).to_be_visible()


def test_who_does_not_move_is_asked_for_ever_more_seldom(host):
    host.publish("Read me.", "Ada")
    page = host.open(prepare=lambda page: page.clock.install())
    expect(page.get_by_label("Your comment")).to_be_visible()
    tick(page, 180, 1)
    requests = asked(page)

    tick(page, 60, 5)

    assert 0 < len(requests) < 15
    del requests[:]
    for _ in range(20):  # with time for the answer that may be on its way
        page.keyboard.press("Shift")
        page.wait_for_timeout(50)
        tick(page, 1, 0.5)
    assert len(requests) >= 1


def tick(page, times, seconds):
    """Time passes in steps, so that answers can come between them."""
    for _ in range(times):
        page.clock.run_for(int(seconds * 1000))


def test_a_service_in_trouble_is_left_in_peace(host):
    host.publish("Read me.")
    page = host.open(prepare=lambda page: page.clock.install())
    expect(page.get_by_label("Your comment")).to_be_visible()
    cors = {"Access-Control-Allow-Origin": host.stage.pages.origin}
    busy = {"error": {"code": "busy", "message": ""}}
    page.route(CHANGES, lambda route: route.fulfill(status=503, json=busy, headers=cors))
    requests = asked(page)

    tick(page, 120, 1)

    assert 1 <= len(requests) <= 6


def test_a_discussion_that_left_the_page_asks_no_more(host):
    host.publish("Read me.")
    page = host.open(prepare=lambda page: page.clock.install())
    expect(page.get_by_label("Your comment")).to_be_visible()

    page.evaluate("document.querySelector('chiosa-thread').remove()")
    requests = asked(page)
    page.clock.run_for(60_000)

    assert requests == []

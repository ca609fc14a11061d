"""Whatever goes wrong, what the reader wrote is still there. (R30: draft, failed post; H9: one comment per key)"""

import pytest
from playwright.sync_api import expect

from tests.journeys.parts import part

COMMENTS = "**/api/v1/comments"
THREADS = "**/api/v1/threads?*"
FORM = part("later.js")
BLOCK_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
)


def refusal(host, code, status, **headers):
    """An answer of the service as its contract says."""
    told = {"error": {"code": code, "message": "In the service's own words."}}
    headers |= {"Access-Control-Allow-Origin": host.stage.pages.origin, "Access-Control-Expose-Headers": "Retry-After"}
    return lambda route: route.fulfill(json=told, status=status, headers=headers)


def test_it_works(host):
    page = host.open()
    page.route(COMMENTS, lambda route: route.abort())
    host.write(page, "On a train, in a tunnel.")
    expect(page.get_by_role("alert").get_by_text("does not answer")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("On a train, in a tunnel.")

    page.unroute(COMMENTS)
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("")


def test_a_draft_survives_a_reload(host):
    page = host.open()
    page.get_by_label("Your comment").fill("Half a thou")

    page.reload()

    expect(page.get_by_label("Your comment")).to_have_value("Half a thou")


def test_a_draft_is_kept_for_each_comment_that_is_answered(host):
    host.publish("What do you think?")
    page = host.open()
    page.get_by_role("button", name="Reply to Bob").click()
    page.get_by_role("form", name="Reply to Bob").get_by_label("Your comment").fill("I think")

    page.reload()
    page.get_by_role("button", name="Reply to Bob").click()

    expect(page.get_by_role("form", name="Reply to Bob").get_by_label("Your comment")).to_have_value("I think")
    expect(page.get_by_role("form", name="Write a comment").get_by_label("Your comment")).to_have_value("")


def test_a_draft_is_gone_once_it_was_accepted(host):
    page = host.open()
    host.write(page, "Done.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()

    page.reload()

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("")


def test_an_answer_lost_on_the_way_makes_no_second_comment(host):
    page = host.open()
    posts = []

    def lose_the_first(route):
        posts.append(route.fetch())
        route.abort() if len(posts) == 1 else route.fulfill(response=posts[-1])

    page.route(COMMENTS, lose_the_first)
    host.write(page, "Once, please.")

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    assert [post.status for post in posts] == [201, 201]
    assert posts[0].json() == posts[1].json()


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 502, "body": "<h1>Bad Gateway</h1>", "content_type": "text/html"},
        {"status": 200, "body": "<p>Sign in to this network</p>", "content_type": "text/html"},
        {"status": 200, "body": ""},
        {"status": 500, "body": "null", "content_type": "application/json"},
    ],
    ids=["gateway", "portal", "nothing", "null"],
)
def test_an_answer_that_is_not_ours_keeps_the_text(host, answer):
    page = host.open()
    page.route(
        COMMENTS,
        lambda route: route.fulfill(**answer, headers={"Access-Control-Allow-Origin": host.stage.pages.origin}),
    )

    host.write(page, "Still here.")

    expect(page.get_by_role("alert").get_by_text("does not answer")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("Still here.")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        ("thread_closed", 409, "This discussion is closed."),
        ("storage_full", 507, "The comment service has no room left."),
        ("too_large", 413, "This is too long to be sent."),
        ("busy", 503, "The comment service is busy."),
        ("internal", 500, "Something went wrong in the comment service."),
        ("something_new", 409, "In the service's own words."),
    ],
)
def test_a_refusal_is_told_in_words_and_keeps_the_text(host, code, status, said):
    page = host.open()
    page.route(COMMENTS, refusal(host, code, status))

    host.write(page, "Still here.")

    expect(page.get_by_role("alert").get_by_text(said)).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("Still here.")


def test_who_is_too_quick_is_told_when_to_try_again(host):
    page = host.open()
    page.route(COMMENTS, refusal(host, "too_many", 429, **{"Retry-After": "90"}))

    host.write(page, "And another one.")

    expect(page.get_by_text("That was quick. Try again in 2 minutes.")).to_be_visible()


def test_the_same_comment_twice_is_refused_in_words(host):
    page = host.open()
    host.write(page, "An echo.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()

    host.write(page, "An echo.")

    expect(page.get_by_text("You have already posted this comment.")).to_be_visible()


def test_an_error_stands_beside_its_field_and_takes_the_focus(host):
    page = host.open()
    page.get_by_label("Your comment").fill("Write to me.")
    page.get_by_label("E-mail").fill("nowhere")

    page.get_by_label("Name").fill("Carol")
    page.get_by_role("button", name="Post comment").click()

    expect(page.get_by_label("E-mail")).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_accessible_description(
        "Your e-mail address will not be published. Write an e-mail address such as name@example.com."
    )
    expect(page.get_by_role("textbox", name="E-mail")).to_have_attribute("aria-invalid", "true")


def test_what_is_required_is_asked_for_before_anything_is_sent(host):
    page = host.open()
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_label("Your comment").fill("Anonymous, I hope.")

    page.get_by_role("button", name="Post comment").click()

    expect(page.get_by_label("Name")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_accessible_description("Please fill this in.")
    assert "POST" not in sent


def test_a_text_that_is_too_long_is_told_and_never_cut(host, with_settings):
    with_settings(text_max=50)
    page = host.open()

    host.write(page, "🙂" * 51)

    expect(page.get_by_text("1 character too many")).to_be_visible()
    expect(page.get_by_text("At most 50 characters.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("🙂" * 51)


def test_it_works_where_storage_is_blocked(host):
    page = host.open(prepare=lambda page: page.add_init_script(BLOCK_STORAGE))

    host.write(page, "From a private window.")

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    host.decide(host.last(), "published")
    expect(page.get_by_role("heading", name="1 comment")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("answer", [{"status": 502, "body": "<h1>Bad Gateway</h1>"}, {"status": 200, "body": "[]"}])
def test_a_service_that_was_away_is_asked_again(host, answer):
    host.publish("I am here.")
    cors = {"Access-Control-Allow-Origin": host.stage.pages.origin}
    page = host.open(prepare=lambda page: page.route(THREADS, lambda route: route.fulfill(**answer, headers=cors)))
    expect(page.get_by_role("alert")).to_contain_text("does not answer")

    page.unroute(THREADS)
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("article")).to_contain_text("I am here.")


def test_taken_out_of_the_page_while_sending_it_keeps_the_text(host):
    page = host.open()
    page.route(COMMENTS, lambda route: None)
    host.write(page, "Wait for me.")
    expect(page.get_by_role("button", name="Sending…")).to_be_visible()

    page.evaluate("thread = document.querySelector('chiosa-thread'); thread.remove()")
    page.evaluate("document.body.append(thread)")

    expect(page.get_by_label("Your comment")).to_have_value("Wait for me.")
    expect(page.get_by_role("button", name="Post comment")).to_be_visible()


def test_moved_while_sending_it_goes_on(host):
    page = host.open()
    held = []
    page.route(COMMENTS, lambda route: held.append(route))
    with page.expect_request(COMMENTS):
        host.write(page, "Take me along.")

    page.evaluate("document.body.prepend(document.querySelector('chiosa-thread'))")
    held[0].continue_()

    expect(page.get_by_role("article")).to_contain_text("Take me along.")


def test_a_draft_comes_back_where_storage_is_blocked_and_the_widget_was_away(host):
    page = host.open(prepare=lambda page: page.add_init_script(BLOCK_STORAGE))
    page.get_by_label("Your comment").fill("Half a thou")

    page.evaluate("thread = document.querySelector('chiosa-thread'); thread.remove()")
    page.evaluate("document.body.append(thread)")

    expect(page.get_by_label("Your comment")).to_have_value("Half a thou")
    expect(page.get_by_label("Your comment")).to_have_accessible_description(
        "Your draft is kept in this browser until you post it."
    )


def test_a_double_click_sends_once(host):
    page = host.open()
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_label("Your comment").fill("Once, please.")
    page.get_by_label("Name").fill("Carol")

    page.get_by_role("button", name="Post comment").dblclick()

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    assert sent.count("POST") == 1


def test_offline_it_waits_for_the_reader(host):
    page = host.open()
    page.get_by_label("Your comment").fill("In the mountains.")
    page.get_by_label("Name").fill("Carol")
    page.context.set_offline(True)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("alert").get_by_text("does not answer")).to_be_visible()

    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("article")).to_contain_text("In the mountains.")


def test_a_page_hears_what_went_wrong(host):
    page = host.open()
    page.evaluate("document.addEventListener('chiosa:error', ({detail}) => { window.wrong = detail.code; })")
    page.route(COMMENTS, refusal(host, "thread_closed", 409))

    host.write(page, "Too late?")

    expect(page.get_by_role("alert")).to_contain_text("This discussion is closed.")
    assert page.evaluate("window.wrong") == "thread_closed"


def test_comments_can_be_read_while_the_form_does_not_come(host):
    host.publish("I am here.")
    page = host.open(prepare=lambda page: page.route(FORM, lambda route: route.abort()))
    expect(page.get_by_role("article")).to_contain_text("I am here.")
    expect(page.get_by_role("alert").first).to_contain_text("does not answer")

    page.unroute(FORM)
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_label("Your comment")).to_be_visible()


def test_a_reply_asked_for_before_the_form_has_come_opens_with_it(host):
    host.publish("What do you think?")
    held = []
    page = host.open(prepare=lambda page: page.route(FORM, lambda route: held.append(route)))

    page.get_by_role("button", name="Reply to Bob").click()
    held[0].continue_()

    expect(page.get_by_role("form", name="Reply to Bob").get_by_label("Your comment")).to_be_focused()

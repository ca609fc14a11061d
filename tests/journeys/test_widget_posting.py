"""A reader writes under a page, sees it wait, and sees it appear."""

import time

import pytest
from playwright.sync_api import expect

JUDGED = '<script type="module" src="{service}/embed.js" data-site="judged"></script>'


def test_it_works(host):
    page = host.open()
    host.write(page, "My first thought.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()

    host.decide(host.last(), "published")

    expect(page.get_by_role("heading", name="1 comment")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Waits for a moderator ·")).to_have_count(0)
    expect(page.get_by_role("article")).to_contain_text("My first thought.")


def test_others_do_not_see_it_before_a_moderator_has(host):
    page = host.open()

    host.write(page, "A secret so far.")

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    assert host.reader("Dave").texts() == []


def test_it_shows_that_akismet_is_being_asked_and_what_came_of_it(host):
    host.stage.akismet.mode = "hang"
    page = host.open(JUDGED)
    host.write(page, "Is anybody checking this?")
    expect(page.get_by_text("Being checked ·")).to_be_visible()

    host.stage.akismet.release()
    host.stage.akismet.mode = "ok"

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible(timeout=20_000)


def test_spam_looks_like_waiting_to_its_writer_and_nobody_else_sees_it(host):
    host.stage.akismet.mode = "spam"
    page = host.open(JUDGED)

    host.write(page, "Cheap watches.", "Mallory")

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible(timeout=20_000)
    assert host.reader("Dave", "judged").texts() == []
    host.stage.akismet.mode = "ok"


def test_what_a_moderator_rejects_is_said_to_its_writer(host):
    page = host.open()
    host.write(page, "Not for this page.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()

    host.decide(host.last(), "rejected")

    expect(page.get_by_text("Not published ·")).to_be_visible(timeout=20_000)


def test_somebody_approved_before_is_published_at_once(host):
    page = host.open()
    host.write(page, "Let me in.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    host.decide(host.last(), "published")
    expect(page.get_by_role("heading", name="1 comment")).to_be_visible(timeout=20_000)

    host.write(page, "Now I am known.")

    expect(page.get_by_role("heading", name="2 comments")).to_be_visible()
    expect(page.locator(".badge")).to_have_count(0)


def test_a_waiting_comment_is_there_again_after_a_reload(host):
    page = host.open()
    host.write(page, "I shall be back.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()

    page.reload()

    expect(page.get_by_role("article")).to_contain_text("I shall be back.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()


def test_who_never_wrote_asks_for_nothing_personal(host):
    asked = []
    page = host.open(prepare=lambda page: page.on("request", lambda request: asked.append(request.url)))

    expect(page.get_by_label("Your comment")).to_be_visible()

    assert [url for url in asked if "/v1/mine" in url or "/v1/form" in url] == []


def test_a_reply_stands_below_its_parent(host):
    parent = host.publish("What do you think?")
    page = host.open()

    page.get_by_role("button", name="Reply to Bob").click()
    reply = page.get_by_role("form", name="Reply to Bob")
    reply.get_by_label("Your comment").fill("I think so too.")
    reply.get_by_label("Name").fill("Carol")
    reply.get_by_role("button", name="Post reply").click()

    expect(page.get_by_role("listitem").get_by_role("listitem")).to_contain_text("I think so too.")
    host.decide(host.last(), "published")
    expect(page.get_by_text("Waits for a moderator ·")).to_have_count(0, timeout=20_000)
    assert host.reader("Dave").read()["comments"][0]["id"] == parent
    assert host.reader("Dave").read()["comments"][0]["reply_count"] == 1


def test_a_reply_far_down_a_long_branch_is_found_published(host):
    host.publish_many(22, parent=host.publish("Say hello."))
    page = host.open()
    page.get_by_role("button", name="Reply to Bob").click()
    reply = page.get_by_role("form", name="Reply to Bob")
    reply.get_by_label("Your comment").fill("Hello from the end.")
    reply.get_by_label("Name").fill("Carol")
    reply.get_by_role("button", name="Post reply").click()
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()

    host.decide(host.last(), "published")

    expect(page.get_by_text("Waits for a moderator ·")).to_have_count(0, timeout=20_000)
    expect(page.get_by_text("Not published ·")).to_have_count(0)
    expect(page.get_by_text("Number 21.")).to_be_visible()


def test_it_takes_as_long_as_a_person_surely_needs(host, with_settings):
    with_settings(form_wait=2)
    times = {}
    page = host.open()
    page.on("response", lambda response: times.setdefault(response.url.partition("?")[0], time.monotonic()))
    page.on("request", lambda request: times.setdefault(request.method, time.monotonic()))

    host.write(page, "Typed by a fast hand.")

    expect(page.get_by_role("button", name="Sending…")).to_be_visible()
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    assert times["POST"] - times[f"{host.stage.service}/api/v1/form"] >= 1.9


def test_a_form_that_was_used_up_is_replaced_unnoticed(host):
    page = host.open()
    with page.expect_response("**/api/v1/form?*") as answered:
        page.get_by_label("Your comment").click()
    thief = host.reader("Mallory")
    thief.token = answered.value.json()["visitor"]
    assert thief.post(thief.body("I was first.", form=answered.value.json()["form"])).status_code == 201

    host.write(page, "With a form that is gone.")

    expect(page.get_by_text("Waits for a moderator ·")).to_have_count(2, timeout=20_000)
    expect(page.get_by_role("article").filter(has_text="With a form that is gone.")).to_be_visible()


def test_what_the_reader_told_once_need_not_be_told_again(host):
    host.publish("What do you think?")
    page = host.open()
    page.get_by_label("Your comment").fill("x")
    page.get_by_label("Name").fill("Carol")

    page.get_by_role("button", name="Reply to Bob").click()

    expect(page.get_by_role("form", name="Reply to Bob").get_by_label("Name")).to_have_value("Carol")


def test_nothing_about_the_reader_is_kept_unless_they_tick_it(host):
    page = host.open()
    page.get_by_label("Your comment").fill("x")
    page.get_by_label("Name").fill("Carol")
    expect(page.get_by_label("Remember me in this browser")).not_to_be_checked()

    page.reload()

    expect(page.get_by_label("Name")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('\\nme\\n'))") == []


def test_who_ticks_it_is_remembered_until_they_untick_it(host):
    page = host.open()
    page.get_by_label("Your comment").fill("x")
    page.get_by_label("Name").fill("Carol")
    page.get_by_label("Remember me in this browser").check()
    page.get_by_label("Website").fill("garden.example")
    page.reload()
    expect(page.get_by_label("Name")).to_have_value("Carol")
    expect(page.get_by_label("Website")).to_have_value("garden.example")

    page.get_by_label("Remember me in this browser").uncheck()
    page.reload()

    expect(page.get_by_label("Your comment")).to_have_value("x")
    expect(page.get_by_label("Name")).to_have_value("")


def test_whom_the_page_has_named_is_not_asked_for_a_name(host):
    page = host.open()
    host.write(page, "I shall be known.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    host.name_writer(host.last(), "Carol of the garden")

    page.reload()
    page.get_by_label("Your comment").click()

    expect(page.get_by_text("You write as Carol of the garden.")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_count(0)
    expect(page.get_by_label("E-mail")).to_have_count(0)


def test_the_page_hears_of_it(host):
    page = host.open()
    page.evaluate(
        """window.heard = [];
        const hear = ({type, detail}) => heard.push([type, detail]);
        for (const type of ['chiosa:posted', 'chiosa:published']) document.addEventListener(type, hear);"""
    )
    host.write(page, "Tell the page.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()

    host.decide(host.last(), "published")

    expect(page.get_by_text("Waits for a moderator ·")).to_have_count(0, timeout=20_000)
    own = host.last()
    assert page.evaluate("heard") == [
        ["chiosa:posted", {"id": own, "status": "pending"}],
        ["chiosa:published", {"id": own}],
    ]


@pytest.mark.parametrize(("to", "said"), [("published", 0), ("rejected", 1)])
def test_what_became_of_it_while_the_reader_was_away_is_told_when_they_return(host, to, said):
    page = host.open()
    host.write(page, "I shall be back.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    host.decide(host.last(), to)

    page.reload()

    expect(page.get_by_role("article")).to_contain_text("I shall be back.")
    expect(page.get_by_text("Waits for a moderator ·")).to_have_count(0)
    expect(page.get_by_text("Not published ·")).to_have_count(said)


def test_an_own_reply_on_a_page_that_is_not_loaded_is_not_called_unpublished(host):
    parent = host.publish("What do you think?")
    page = host.open()
    page.get_by_role("button", name="Reply to Bob").click()
    reply = page.get_by_role("form", name="Reply to Bob")
    reply.get_by_label("Your comment").fill("I think so too.")
    reply.get_by_label("Name").fill("Carol")
    reply.get_by_role("button", name="Post reply").click()
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    host.decide(host.last(), "published")
    host.publish_many(26)

    with page.expect_response("**/api/v1/mine?*") as answered:
        page.reload()

    assert [(one["status"], one["parent"]) for one in answered.value.json()["comments"]] == [("published", parent)]
    expect(page.get_by_text("Number 25.")).to_be_visible()
    expect(page.get_by_text("Not published ·")).to_have_count(0)


def test_an_address_without_its_scheme_is_completed(host):
    page = host.open()
    page.get_by_label("Your comment").fill("Look at my garden.")
    page.get_by_label("Website").fill("garden.example")
    page.get_by_label("Name").fill("Carol")

    page.get_by_role("button", name="Post comment").click()

    expect(page.get_by_role("link", name="Carol", exact=True)).to_have_attribute("href", "https://garden.example/")


@pytest.mark.parametrize(
    "text", ["🙂 emoji 👩‍🚀", "שלום (עולם)!", "مرحبا «بكم»", "q\u0307 combining", "w" * 500], ids=range(5)
)
def test_every_text_comes_back_as_it_was_written(host, text):
    page = host.open()

    host.write(page, text)

    expect(page.get_by_role("article")).to_contain_text(text)

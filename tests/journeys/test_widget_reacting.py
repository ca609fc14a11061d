"""Votes for comments, reactions to the page."""

import pytest
from playwright.sync_api import expect

VOTES = "**/api/v1/comments/*/vote"
REACTIONS = "**/api/v1/reactions"


def up(page):
    return page.get_by_role("button", name="Upvote the comment by Bob")


def down(page):
    return page.get_by_role("button", name="Downvote the comment by Bob")


def reload(page):
    """Once the browser keeps by what it is known: the answer that brings it has come before the script has read it."""
    page.wait_for_function("() => Object.keys(localStorage).some((key) => key.includes('\\nvisitor\\n'))")
    page.reload()


def test_it_works(host):
    host.publish("Vote for me.")
    page = host.open()
    expect(page.get_by_label("0 points")).to_be_visible()

    with page.expect_response(VOTES):
        up(page).click()

    expect(up(page)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("1 point")).to_have_text("1")
    reload(page)
    expect(up(page)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("1 point")).to_have_text("1")


def test_the_same_vote_again_takes_it_back(host):
    host.publish("Vote for me.")
    page = host.open()
    with page.expect_response(VOTES):
        up(page).click()

    with page.expect_response(VOTES) as answered:
        up(page).click()

    assert answered.value.json()["up"] == 0
    expect(up(page)).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("0 points")).to_be_visible()


def test_a_vote_can_be_turned_round(host, with_settings):
    with_settings(votes="both")
    host.publish("Vote for me.")
    page = host.open()
    with page.expect_response(VOTES):
        up(page).click()

    down(page).click()

    expect(page.get_by_label("-1 point")).to_be_visible()
    expect(up(page)).to_have_attribute("aria-pressed", "false")
    expect(down(page)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("votes", "offered"), [("none", 0), ("up", 1), ("both", 2)])
def test_a_site_offers_the_votes_that_it_chose(host, with_settings, votes, offered):
    with_settings(votes=votes)
    host.publish("Vote for me.")

    page = host.open()

    expect(page.get_by_role("article")).to_be_visible()
    expect(page.get_by_role("button", name="vote the comment by Bob")).to_have_count(offered)


def test_a_vote_that_fails_is_taken_back_and_the_reason_said(host):
    """R30: a failed vote restores the score."""
    host.mark(host.publish("Vote for me."), up=4)
    held = []
    page = host.open(prepare=lambda page: page.route(VOTES, lambda route: held.append(route)))
    expect(page.get_by_label("4 points")).to_be_visible()

    with page.expect_request(VOTES):
        up(page).press("Enter")
    expect(page.get_by_label("5 points")).to_be_visible()
    held[0].fulfill(
        status=429,
        json={"error": {"code": "too_many", "message": ""}},
        headers={"Access-Control-Allow-Origin": host.stage.pages.origin},
    )

    expect(page.get_by_label("4 points")).to_be_visible()
    expect(up(page)).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("article").get_by_role("alert")).to_have_text("That was quick. Try again later.")
    expect(up(page)).to_be_focused()


def test_two_quick_votes_end_as_the_last_one_wished(host):
    host.publish("Vote for me.")
    page = host.open()
    expect(up(page)).to_be_visible()

    with page.expect_response(VOTES), page.expect_response(lambda one: '"value":0' in (one.request.post_data or "")):
        up(page).dblclick()

    expect(up(page)).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("0 points")).to_be_visible()
    assert host.reader("Dave").read()["comments"][0]["up"] == 0


def test_nobody_is_asked_who_they_are_before_they_act(host, with_settings):
    with_settings(reactions="👍")
    host.publish("Read me.")
    asked = []

    page = host.open(
        prepare=lambda page: page.on("request", lambda one: asked.append(one.url) if "/mine" in one.url else None)
    )

    expect(up(page)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert asked == []


def test_a_page_takes_reactions(host, with_settings):
    with_settings(reactions="👍 ❤️")
    page = host.open()
    heart = page.get_by_role("group", name="Reactions to this page").get_by_role("button", name="❤️")
    expect(heart).to_have_accessible_name("❤️ 0 reactions")

    with page.expect_response(REACTIONS):
        heart.click()

    expect(heart).to_have_accessible_name("❤️ 1 reaction")
    expect(heart).to_have_attribute("aria-pressed", "true")
    reload(page)
    expect(heart).to_have_attribute("aria-pressed", "true")
    with page.expect_response(REACTIONS):
        heart.click()
    expect(heart).to_have_accessible_name("❤️ 0 reactions")


def test_a_reaction_that_fails_is_taken_back_and_the_reason_said(host, with_settings):
    with_settings(reactions="👍")
    page = host.open(prepare=lambda page: page.route(REACTIONS, lambda route: route.abort()))
    thumb = page.get_by_role("button", name="👍")
    expect(thumb).to_be_visible()

    thumb.click()

    group = page.get_by_role("group", name="Reactions to this page")
    expect(group.get_by_role("alert")).to_contain_text("does not answer")
    expect(thumb).to_have_accessible_name("👍 0 reactions")
    expect(thumb).to_have_attribute("aria-pressed", "false")


def test_a_site_without_reactions_shows_none(host):
    page = host.open()

    expect(page.get_by_text("No comments yet.")).to_be_visible()
    expect(page.get_by_role("group", name="Reactions to this page")).to_have_count(0)

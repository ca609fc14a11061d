"""A reader reports somebody's comment to the moderators."""

import pytest
from playwright.sync_api import expect

from models import Report, db
from tests.journeys.parts import part

REASONS = {
    "spam": "It is spam or advertising",
    "abuse": "It is insulting or hateful",
    "personal": "It reveals something private",
    "off_topic": "It does not belong here",
    "other": "Something else",
}


def ask(page):
    page.get_by_role("button", name="More about the comment by Bob").click()
    page.get_by_role("button", name="Report").click()
    return page.get_by_role("form", name="Report the comment by Bob")


def reports(host, comment_id):
    """What the moderators have been told of a comment."""
    with host.stage.app.app_context():
        told = db.session.scalars(db.select(Report).where(Report.comment_id == comment_id))
        return [(report.reason, report.text) for report in told]


@pytest.mark.parametrize("reason", REASONS)
def test_it_works(host, reason):
    comment_id = host.publish("You are all fools.")
    page = host.open()

    form = ask(page)
    form.get_by_label(REASONS[reason]).check()
    form.get_by_label("Tell the moderators more").fill("See for yourselves.")
    form.get_by_role("button", name="Send report").click()

    expect(page.get_by_text("Thank you. A moderator will look at it.")).to_be_focused()
    assert reports(host, comment_id) == [(reason, "See for yourselves.")]


def test_what_was_reported_is_not_offered_again(host):
    host.publish("You are all fools.")
    page = host.open()
    form = ask(page)
    form.get_by_label("Something else").check()

    form.get_by_role("button", name="Send report").click()

    expect(page.get_by_text("Thank you.")).to_be_visible()
    expect(page.get_by_role("button", name="More about the comment by Bob")).to_have_count(0)


def test_a_reason_is_asked_for(host):
    comment_id = host.publish("You are all fools.")
    page = host.open()
    form = ask(page)

    form.get_by_role("button", name="Send report").click()

    expect(form.get_by_role("alert")).to_have_text("Please fill this in.")
    expect(form.get_by_label("It is spam")).to_be_focused()
    assert reports(host, comment_id) == []


def test_too_much_is_told_and_never_cut(host):
    host.publish("You are all fools.")
    page = host.open()
    form = ask(page)
    form.get_by_label("Something else").check()
    form.get_by_label("Tell the moderators more").fill("w" * 1001)

    form.get_by_role("button", name="Send report").click()

    expect(form.get_by_text("At most 1,000 characters.")).to_be_visible()
    expect(form.get_by_label("Tell the moderators more")).to_have_value("w" * 1001)


def test_a_service_that_is_away_is_asked_again(host):
    comment_id = host.publish("You are all fools.")
    page = host.open()
    page.route("**/reports", lambda route: route.abort())
    form = ask(page)
    form.get_by_label("Something else").check()
    form.get_by_role("button", name="Send report").click()
    expect(form.get_by_role("alert")).to_contain_text("does not answer")

    page.unroute("**/reports")
    form.get_by_role("button", name="Try again").click()

    expect(page.get_by_text("Thank you.")).to_be_visible()
    assert reports(host, comment_id) == [("other", "")]


def test_escape_closes_it_and_returns_the_focus(host):
    host.publish("You are all fools.")
    page = host.open()
    form = ask(page)
    expect(form.get_by_label("It is spam")).to_be_focused()

    page.keyboard.press("Escape")

    expect(form).to_have_count(0)
    expect(page.get_by_role("button", name="More about the comment by Bob")).to_be_focused()


def test_what_reports_need_is_fetched_only_when_it_is_asked_for(host):
    host.publish("You are all fools.")
    fetched = []
    page = host.open(prepare=lambda page: page.on("request", lambda request: fetched.append(request.url)))
    expect(page.get_by_role("button", name="More about the comment by Bob")).to_be_visible()
    before = [url for url in fetched if "/acts" in url]

    expect(ask(page)).to_be_visible()

    assert before == []
    assert len([url for url in fetched if "/acts" in url]) == 1


def test_a_part_that_cannot_be_had_is_told_and_asked_for_again(host):
    host.publish("You are all fools.")
    page = host.open(prepare=lambda page: page.route(part("acts.js"), lambda route: route.abort()))
    ask(page)
    expect(page.get_by_role("status")).to_contain_text("does not answer")

    page.unroute(part("acts.js"))

    expect(ask(page)).to_be_visible()


@pytest.fixture
def reported(host):
    """A page on which the reader has reported a comment, and the comment."""
    comment_id = host.publish("You are all fools.")
    page = host.open()
    form = ask(page)
    form.get_by_label("Something else").check()
    form.get_by_role("button", name="Send report").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    return page, comment_id


def test_who_reported_it_is_told_that_it_was_kept(host, reported):
    page, comment_id = reported
    host.decide(comment_id, "published")

    page.reload()

    expect(page.get_by_role("article")).to_contain_text("You reported this comment. A moderator has looked at it")
    expect(page.get_by_role("button", name="More about the comment by Bob")).to_have_count(0)


def test_who_reported_it_is_told_that_it_was_removed(host, reported):
    page, comment_id = reported
    host.decide(comment_id, "spam")

    page.reload()

    expect(page.get_by_text("A comment that you reported was removed. Thank you.")).to_be_visible()
    expect(page.get_by_text("You are all fools.")).to_have_count(0)


def test_nobody_else_is_told(host, reported):
    _, comment_id = reported
    host.decide(comment_id, "published")

    page = host.open()

    expect(page.get_by_role("button", name="More about the comment by Bob")).to_be_visible()
    expect(page.get_by_text("You reported this comment.")).to_have_count(0)

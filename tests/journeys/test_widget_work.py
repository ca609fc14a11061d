"""The proof of work in a real browser: nobody sees it, nothing waits longer than it must, nothing is lost by it."""

import json
from base64 import b64decode

import altcha
import pytest
from playwright.sync_api import expect

from models import Signal, db
from tests.conftest import until
from tests.journeys.parts import part

ENDLESS = 2**32 - 1
WORKER = '<script type="module" src="{service}/embed.js" data-site="quick" data-worker></script>'
MISSING = "The sender's browser did not do the work that is asked of people whom nobody knows"
EXPIRED = {"error": {"code": "form_expired", "message": "The form is too old."}}


@pytest.fixture
def trusting(host):
    """Nobody is held for being new, so that only the work decides."""
    host.change_site(hold="nothing")
    yield host
    host.change_site(hold="first")


@pytest.fixture
def with_workers(trusting, monkeypatch):
    """The owner lets the page have workers, and says so."""
    policy = trusting.stage.pages.policy.partition("; require-trusted-types-for")[0]
    monkeypatch.setattr(trusting.stage.pages, "policy", f"{policy}; worker-src blob:")
    return trusting


def reasons(host) -> list[str]:
    """What speaks against the newest comment because of its work."""
    with host.stage.app.app_context():
        rows = db.select(Signal.reason).where(Signal.comment_id == host.last(), Signal.check == "work")
        return list(db.session.scalars(rows))


def ask_for_more(page) -> None:
    """The service asks for a work that nobody ends."""
    challenge = altcha.create_challenge("SHA-256", 1, counter=ENDLESS, hmac_secret="not the service's").to_dict()

    def harden(route):
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"work": challenge})

    page.route("**/api/v1/form?*", harden)


def solved(sent) -> int:
    """The number that was found."""
    return json.loads(b64decode(sent.value.post_data_json["work"]))["solution"]["counter"]


def test_it_works(trusting):
    page = trusting.open()

    with page.expect_request("**/api/v1/comments") as sent:
        trusting.write(page, "Computed without a word.")

    expect(page.get_by_role("article")).to_contain_text("Computed without a word.")
    assert solved(sent) > 0
    assert reasons(trusting) == []


def test_nobody_is_asked_to_solve_anything(trusting):
    page = trusting.open()

    page.get_by_label("Your comment").click()

    expect(page.get_by_role("textbox")).to_have_count(4)


def test_typing_goes_on_while_it_is_computed(trusting):
    page = trusting.open(prepare=ask_for_more)

    page.get_by_label("Your comment").press_sequentially("Written while the machine computes.")

    expect(page.get_by_label("Your comment")).to_have_value("Written while the machine computes.")


def test_a_long_wait_is_told_and_has_an_end(trusting):
    page = trusting.open(prepare=lambda page: [page.clock.install(), ask_for_more(page)])
    trusting.write(page, "Sent without.")
    expect(page.get_by_role("button", name="Sending…")).to_be_visible()

    page.clock.fast_forward(3_000)
    expect(page.locator("chiosa-thread [role=status]").get_by_text("Sending…")).to_have_count(1)
    page.clock.fast_forward(20_000)

    expect(page.get_by_role("article")).to_contain_text("Sent without.")
    assert reasons(trusting) == [MISSING]


def test_where_the_solver_cannot_be_had_the_comment_goes_without(trusting):
    page = trusting.open(prepare=lambda page: page.route(part("work.js"), lambda route: route.abort()))

    trusting.write(page, "Sent all the same.")

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    assert reasons(trusting) == [MISSING]


def test_it_is_kept_while_the_service_is_away(trusting):
    page = trusting.open()
    page.route("**/api/v1/comments", lambda route: route.abort())
    trusting.write(page, "Sent twice.")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    page.unroute("**/api/v1/comments")

    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("article")).to_contain_text("Sent twice.")
    assert reasons(trusting) == []


def test_another_form_brings_another_work(trusting):
    page = trusting.open()
    page.route("**/api/v1/comments", lambda route: route.fulfill(status=422, json=EXPIRED), times=1)

    trusting.write(page, "With the second form.")

    expect(page.get_by_role("article")).to_contain_text("With the second form.")
    assert reasons(trusting) == []


def test_a_worker_computes_it_where_the_page_may_have_one(with_workers):
    page = with_workers.open(WORKER)

    with page.expect_worker() as worker, page.expect_request("**/api/v1/comments") as sent:
        with_workers.write(page, "Computed elsewhere.")

    expect(page.get_by_role("article")).to_contain_text("Computed elsewhere.")
    assert worker.value.url.startswith("blob:")
    assert solved(sent) > 0
    assert reasons(with_workers) == []


def test_a_worker_ends_with_its_form(with_workers):
    with_workers.publish("Hello.")
    page = with_workers.open(WORKER, prepare=ask_for_more)
    with page.expect_worker():
        page.get_by_role("button", name="Reply to Bob").click()

    page.get_by_role("button", name="Cancel").click()

    until(lambda: page.evaluate("1") and page.workers == [])


def test_a_page_that_lets_it_have_none_after_all_computes_it_itself(trusting):
    page = trusting.open(WORKER)

    trusting.write(page, "Computed here.")

    expect(page.get_by_role("article")).to_contain_text("Computed here.")
    assert reasons(trusting) == []
    trusting.faults.clear()


def test_a_page_of_the_services_own_origin_has_a_worker(trusting):
    tag = f'<script type="module" src="/embed.js" data-site="quick" data-url="{trusting.url}"></script>'
    page = trusting.open()
    page.route("**/a-page", lambda route: route.fulfill(body=f"<!doctype html>{tag}", content_type="text/html"))
    page.goto(f"{trusting.stage.service}/a-page")

    with page.expect_worker() as worker:
        trusting.write(page, "Computed next door.")

    expect(page.get_by_role("article")).to_contain_text("Computed next door.")
    assert "/chiosa/work" in worker.value.url
    assert reasons(trusting) == []

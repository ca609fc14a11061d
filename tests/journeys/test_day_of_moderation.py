"""A day of moderation: three hundred comments wait, and are decided by keyboard, page after page."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from models import Account, Comment, Site, db
from services.identity.sign_in import make_link
from services.sites.create_site import add_moderator, create_site
from tests.cast import BLOG, Reader
from tests.journeys.conftest import Stage

WAITING = 300
KEYS = ("aaaarasaad" * WAITING)[:WAITING]
DECIDED = {"a": "published", "r": "rejected", "s": "spam", "d": "deleted"}


@pytest.fixture(scope="module")
def place(stage: Stage) -> str:
    """The room of a busy blog."""
    with stage.app.app_context():
        site = create_site("busy", "A busy blog", f"{BLOG}/", form_wait=0, work=False, hold="everything")
        add_moderator(site, "alice@busy.example", "Alice")
        add_moderator(site, "ada@busy.example", "Ada", role="moderator")
        for number in range(WAITING):
            page, address = f"{BLOG}/busy/{number % 7}", f"100.{number // 250 + 70}.{number % 250}.9"
            Reader(stage.app.test_client(), f"Reader {number}", ip=address, site="busy").say(text_of(number), url=page)
    return f"{stage.service}/room/busy/"


def text_of(number: int) -> str:
    return f"Remark number {number}: on the margin stands what {number * 7 % 31} others left out."


@pytest.fixture
def enter(stage: Stage, browser: Browser, place: str) -> Iterator[Callable[[str], Page]]:
    """Somebody signs in by a link, in a browser of their own."""
    contexts: list[BrowserContext] = []

    def sign_in(email: str) -> Page:
        with stage.app.app_context():
            link = f"{stage.service}/room/enter/{make_link(Account.by_email(email))}"
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        page.goto(link)
        page.get_by_role("button", name="Enter").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Pending comments")
        return page

    yield sign_in
    for context in contexts:
        context.close()


@pytest.fixture
def standing(stage: Stage) -> Callable[[], dict[str, int]]:
    def count() -> dict[str, int]:
        with stage.app.app_context():
            rows = db.select(Comment.status, db.func.count()).where(Comment.site_id == Site.by_key("busy").id)
            return dict(db.session.execute(rows.group_by(Comment.status)).all())

    return count


def decide(page: Page, keys: str, left: int) -> None:
    """One key for each comment; the next is at hand before it is pressed."""
    for key in keys:
        expect(page.locator("#queue article:focus")).to_have_count(1)
        page.keyboard.press(key)
        left -= 1
        expect(pending(page)).to_have_text(str(left))


def pending(page: Page):
    return page.locator('#tabs [data-count="pending"]')


def told(page: Page):
    return page.locator("#live [role=status]")


def test_it_works(enter, standing):
    page, other = enter("alice@busy.example"), enter("ada@busy.example")
    newest = text_of(WAITING - 1)
    page.keyboard.press("j")
    decide(page, KEYS, WAITING)

    expect(page.get_by_text("Nothing waits. All is decided.")).to_be_visible()
    assert standing() == {status: KEYS.count(key) for key, status in DECIDED.items()}

    other.get_by_role("article").filter(has_text=newest).get_by_role("button", name="Spam").click()
    expect(told(other)).to_contain_text("Alice decided about it meanwhile.")
    expect(other.get_by_text("Nothing waits. All is decided.")).to_be_visible()

    page.keyboard.press("u")
    expect(pending(page)).to_have_text("1")
    page.reload()
    page.keyboard.press("u")
    expect(pending(page)).to_have_text("2")
    assert standing()["pending"] == 2

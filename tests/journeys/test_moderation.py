"""A moderator at work in a real browser: by keyboard, by mouse, without scripts, in the light and in the dark."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from models import Account, Comment, Moderator, Site, db, transaction
from services.identity.passwords import set_password
from services.identity.sign_in import make_link
from services.moderation.decide import Choice, decide
from services.sites.create_site import add_moderator, create_site
from tests.cast import BLOG, Reader
from tests.journeys.conftest import Stage

PASSWORD = "pencil in the margin"


@pytest.fixture(scope="module")
def address(stage: Stage) -> str:
    """The room's, of a blog that alice moderates. She has a password."""
    with stage.app.app_context():
        site = create_site("room", "Alice's blog", f"{BLOG}/", form_wait=0)
        set_password(add_moderator(site, "alice@room.example", "Alice").account, PASSWORD)
    return f"{stage.service}/room/"


@pytest.fixture(scope="module")
def key_to_the_room(stage: Stage, browser: Browser, address: str) -> dict:
    """What a browser keeps in which alice has signed in, by a link."""
    with stage.app.app_context():
        link = f"{address}enter/{make_link(Account.by_email('alice@room.example'))}"
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(link)
        page.get_by_role("button", name="Enter").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Pending comments")
        return context.storage_state()


@pytest.fixture
def say(stage: Stage, address: str) -> Callable[..., int]:
    """The room is empty; then readers write. Gives the comment's id."""
    with stage.app.app_context(), transaction():
        db.session.execute(db.delete(Comment).where(Comment.site_id == Site.by_key("room").id))

    def write(text: str, name: str = "Carol", **more: str) -> int:
        reader = Reader(stage.app.test_client(), name, ip="198.51.100.9", site="room")
        return int(reader.say(text, **more)["id"])

    return write


@pytest.fixture
def status(stage: Stage) -> Callable[[int], str]:
    def find(comment_id: int) -> str:
        with stage.app.app_context():
            return str(db.session.scalar(db.select(Comment.status).where(Comment.id == comment_id)))

    return find


def fill_waiting(count: int) -> None:
    """So many comments that wait stand beside the last one."""
    with transaction():
        last = db.session.scalars(db.select(Comment).order_by(Comment.id.desc())).first()
        common = {
            "site_id": last.site_id,
            "thread_id": last.thread_id,
            "status": "pending",
            "fingerprint": "",
            "html": "",
        }
        db.session.add_all(
            [Comment(source=f"Number {number}.", author_name="Crowd", **common) for number in range(count)]
        )


@pytest.fixture
def enter(browser: Browser, address: str, key_to_the_room: dict) -> Iterator[Callable[..., Page]]:
    """alice opens the room in a new browser; `prepare` sees the page before it is there. Nothing may go wrong unseen.

    What the network does to a page must be said before: one that is open already may have asked past it.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_room(path: str = "", prepare: Callable[[Page], object] = lambda page: None, **context: object) -> Page:
        contexts.append(browser.new_context(**{"storage_state": key_to_the_room} | context))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None)
        prepare(page)
        page.goto(f"{address}room/{path}")
        return page

    yield open_room
    for context in contexts:
        context.close()
    assert faults == []


def article(page: Page, text: str):
    return page.get_by_role("article").filter(has_text=text)


def told(page: Page):
    """What is read out."""
    return page.locator("#live [role=status]")


def test_it_works(say, enter, status):
    first, second = say("The older one."), say("The newer one.")
    page = enter()

    page.keyboard.press("j")
    expect(article(page, "The newer one.")).to_be_focused()
    page.keyboard.press("a")

    expect(told(page)).to_have_text("Approved 1 comment.")
    expect(article(page, "The newer one.")).to_have_count(0)
    expect(article(page, "The older one.")).to_be_focused()
    assert [status(first), status(second)] == ["pending", "published"]


@pytest.mark.parametrize(("key", "decided"), [("a", "published"), ("r", "rejected"), ("s", "spam"), ("d", "deleted")])
def test_each_decision_has_its_key(say, enter, status, key, decided):
    comment = say("Decide about me.")
    page = enter()

    page.keyboard.press("j")
    page.keyboard.press(key)

    expect(page.get_by_text("Nothing waits. All is decided.")).to_be_visible()
    assert status(comment) == decided


def test_j_and_k_move_and_stop_at_the_ends(say, enter):
    say("The older one.")
    say("The newer one.")
    page = enter()

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(article(page, "The older one.")).to_be_focused()

    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(article(page, "The newer one.")).to_be_focused()


def test_u_undoes_one_decision_after_the_other(say, enter, status):
    first, second = say("The older one."), say("The newer one.")
    page = enter()
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("r")

    page.keyboard.press("u")
    expect(article(page, "The older one.")).to_be_focused()
    page.keyboard.press("u")
    expect(article(page, "The newer one.")).to_be_focused()

    expect(told(page)).to_have_text("Undone: 1 comment is back where it was.")
    expect(page.locator("#live button")).to_be_hidden()
    assert [status(first), status(second)] == ["pending", "pending"]


def test_after_a_reload_u_undoes_what_was_decided_before_it(say, enter, status):
    comment = say("Decided in haste.")
    page = enter()
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(told(page)).to_have_text("Deleted 1 comment. The text is erased in an hour.")
    page.reload()

    page.keyboard.press("u")

    expect(article(page, "Decided in haste.")).to_be_focused()
    assert status(comment) == "pending"


def test_twenty_keys_are_twenty_decisions_and_nobody_waits_for_an_answer(say, enter, status):
    comments = [say(f"Number {number} of many.", name=f"Reader {number}") for number in range(20)]
    page = enter()
    page.keyboard.press("j")

    page.keyboard.type("ra" * 10)

    expect(page.get_by_role("article")).to_have_count(0)
    assert [status(comment) for comment in comments] == ["published", "rejected"] * 10


def test_the_star_selects_all_and_offers_all_that_match(say, enter, status):
    comments = [say(f"Number {number} of many.", name=f"Reader {number}") for number in range(51)]
    page = enter()
    expect(page.get_by_role("heading", name="All 51 on this list")).to_be_hidden()

    page.keyboard.press("*")
    page.get_by_role("button", name="Reject… all that match").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reject all 51 comments?")
    page.get_by_role("button", name="Reject them all").click()

    expect(page.get_by_text("Rejected 51 comments.")).to_be_visible()
    assert {status(comment) for comment in comments} == {"rejected"}


def test_the_page_of_a_decision_about_many_says_when_it_is_done(say, enter, stage):
    say("A first.")
    with stage.app.app_context():
        fill_waiting(150)
    page = enter()
    page.keyboard.press("*")
    page.get_by_role("button", name="Reject… all that match").click()

    page.get_by_role("button", name="Reject them all").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Rejected: 151 comments")
    expect(page.get_by_role("status")).to_have_text("Done: 151 comments changed.")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page).to_have_title(re.compile("^Rejected: 151 comments"))


@pytest.mark.parametrize(("scripts", "domain"), [(True, "casino.example"), (False, "lottery.example")])
def test_an_author_is_banned_and_what_they_link_to_is_blocked(say, enter, scripts, domain):
    say(f"See https://{domain}/win", name="Mallory")
    page = enter(java_script_enabled=scripts)

    page.get_by_role("link", name="Ban, block…").click()
    page.get_by_label("For a week").check()
    page.get_by_role("button", name="Ban", exact=True).click()
    expect(page.get_by_text("The author is banned for a week.")).to_be_visible()

    page.get_by_role("link", name="Ban, block…").click()
    page.get_by_role("button", name="Show what it would hit").click()
    expect(page.get_by_text("1 comment has it. The last 1 comment was looked at.")).to_be_visible()
    page.get_by_role("button", name="Block it").click()
    expect(page.get_by_text(f"From now on a comment with “{domain}” is spam.")).to_be_visible()


def test_the_counts_and_the_title_follow(say, enter):
    say("One of them.")
    say("Another of them.")
    page = enter()

    page.keyboard.press("j")
    page.keyboard.press("s")

    tabs = page.get_by_role("navigation", name="Comments by status")
    expect(tabs.get_by_role("link", name="Pending")).to_have_text("Pending 1")
    expect(tabs.get_by_role("link", name="Spam")).to_have_text("Spam 1")
    expect(page).to_have_title(re.compile(r"Pending \(1\)"))


@pytest.fixture
def report(stage: Stage, say) -> Callable[..., None]:
    """A comment is published, and a reader complains of it."""

    def published_and_reported(text: str, reason: str = "abuse", said: str = "") -> int:
        comment_id = say(text)
        reader = Reader(stage.app.test_client(), "Erin", ip="198.51.100.10", site="room")
        with stage.app.app_context():
            moderator = Moderator.at(Site.by_key("room").id, Account.by_email("alice@room.example").id)
            decide(moderator, [Choice(comment_id, Comment.of(moderator.site_id, comment_id).version)], "published")
        assert reader.report(comment_id, reason, text=said).status_code == 201
        return comment_id

    return published_and_reported


def test_one_key_keeps_what_was_reported_and_another_undoes_it(report, enter, status):
    comment_id = report("Fine as it is.", said="I don't like it.")
    page = enter("?status=reported")

    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(told(page)).to_have_text("Kept 1 comment.")
    tabs = page.get_by_role("navigation", name="Comments by status")
    expect(tabs.get_by_role("link", name="Reported")).to_have_text("Reported 0")
    expect(article(page, "Fine as it is.")).to_have_count(0)

    page.keyboard.press("u")
    expect(article(page, "Fine as it is.")).to_contain_text("I don't like it.")
    assert status(comment_id) == "published"


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_what_was_reported(report, enter, color_scheme, width):
    report("Fine as it is.", said="wwwww" * 100)
    report("As good.", "personal", said="תגובה בעברית.\nבשתי שורות.")

    page = enter("?status=reported", color_scheme=color_scheme, viewport={"width": width, "height": 844})

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_x_selects_and_one_key_decides_about_all_that_are_selected(say, enter, status):
    comments = [say("The first."), say("The second."), say("The third.")]
    page = enter()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_text("Selected: 2")).to_be_visible()

    page.keyboard.press("r")

    expect(told(page)).to_have_text("Rejected 2 comments.")
    assert [status(comment) for comment in comments] == ["pending", "rejected", "rejected"]


def test_the_mouse_selects_all_and_undoes_it(say, enter, status):
    comments = [say("The first."), say("The second.")]
    page = enter()

    page.get_by_label("Select all on this page").check()
    page.get_by_role("button", name="Spam selected").click()
    expect(told(page)).to_have_text("Marked as spam: 2 comments.")
    page.get_by_role("button", name="Undo u").click()

    expect(told(page)).to_have_text("Undone: 2 comments are back where they were.")
    expect(page.get_by_role("article")).to_have_count(2)
    assert [status(comment) for comment in comments] == ["pending", "pending"]


def test_the_first_key_only_goes_to_a_comment(say, enter, status):
    comment = say("Not unseen.")
    page = enter()

    page.keyboard.press("d")

    expect(article(page, "Not unseen.")).to_be_focused()
    assert status(comment) == "pending"


def test_the_keys_are_quiet_while_someone_types(say, enter, status):
    comment = say("Sad radar, urdu.")
    page = enter()
    page.keyboard.press("j")

    page.get_by_role("searchbox").press_sequentially("sad radar, urdu?")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Pending comments: sad radar, urdu?")
    assert status(comment) == "pending"


@pytest.mark.parametrize("keys", ["Control+a", "Alt+s", "Meta+d", "Shift+R"])
def test_a_key_with_a_modifier_is_the_browsers(say, enter, status, keys):
    comment = say("Mine alone.")
    page = enter()
    page.keyboard.press("j")

    page.keyboard.press(keys)
    page.keyboard.press("x")

    expect(page.get_by_text("Selected: 1")).to_be_visible()
    assert status(comment) == "pending"


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_in_a_checkbox_decides_nothing(say, enter, status, scripts):
    comment, other = say("Still waiting."), say("Not waiting.")
    page = enter(java_script_enabled=scripts)
    article(page, "Still waiting.").get_by_role("checkbox").check()

    page.keyboard.press("Enter")
    article(page, "Not waiting.").get_by_role("button", name="Reject").click()

    expect(page.get_by_text("Rejected 1 comment.")).to_be_visible()
    assert [status(comment), status(other)] == ["pending", "rejected"]


def test_the_help_tells_the_keys_and_switches_them_off(say, enter, status):
    comment = say("Not by accident.")
    page = enter()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("next, previous comment")

    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("a")

    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(article(page, "Not by accident.")).not_to_be_focused()
    assert status(comment) == "pending"


def test_h8_the_second_moderator_is_told_and_sees_the_list_as_it_is(say, enter, status):
    comment, other = say("Two look at this."), say("And at this.")
    first, second = enter(), enter()
    article(first, "Two look at this.").get_by_role("button", name="Spam").click()
    expect(told(first)).to_have_text("Marked as spam: 1 comment.")

    article(second, "Two look at this.").get_by_role("button", name="Approve").click()

    expect(told(second)).to_have_text(
        "This comment was left alone: Alice decided about it meanwhile. It is in the spam folder now."
    )
    expect(second.get_by_role("article")).to_have_count(1)
    assert [status(comment), status(other)] == ["spam", "pending"]


def test_when_no_answer_comes_the_comment_stays_and_it_is_said(say, enter, status):
    say("Another one.")
    comment = say("I am not lost.")
    page = enter(prepare=lambda page: page.route("**/room/decisions", lambda route: route.abort()))
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(told(page)).to_contain_text("No answer came")
    page.unroute("**/room/decisions")

    article(page, "I am not lost.").get_by_role("button", name="Approve").click()

    expect(told(page)).to_have_text("Approved 1 comment.")
    assert status(comment) == "published"


def test_when_the_session_is_over_it_is_said_and_nothing_changes(say, enter, status):
    comment = say("I wait.")
    page = enter()
    page.context.clear_cookies()
    page.keyboard.press("j")

    page.keyboard.press("a")

    expect(told(page)).to_have_text("You are signed out. Sign in again; nothing was changed.")
    expect(article(page, "I wait.")).to_be_visible()
    assert status(comment) == "pending"


def test_without_scripts_one_signs_in_decides_and_undoes(say, enter, status):
    comments = [say("The first."), say("The second.")]
    page = enter(java_script_enabled=False, storage_state=None)
    page.get_by_label("E-mail").fill("alice@room.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.get_by_role("link", name="Select all on this page").click()
    page.get_by_role("button", name="Approve selected").click()
    expect(page.get_by_text("Approved 2 comments.")).to_be_visible()
    assert [status(comment) for comment in comments] == ["published", "published"]

    page.get_by_role("button", name="Undo").click()
    article(page, "The first.").get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Rejected 1 comment.")).to_be_visible()
    assert [status(comment) for comment in comments] == ["rejected", "pending"]


@pytest.mark.parametrize(("color_scheme", "width"), [("light", 390), ("dark", 1280)])
@pytest.mark.parametrize("page_of_it", ["", "/held?hold=nothing", "/site?name=", "/keys", "/origins", "/words", "/sso"])
def test_axe_finds_nothing_in_the_settings(say, enter, color_scheme, width, page_of_it):
    say("https://a.example https://b.example https://c.example " + "w" * 200)

    page = enter(f"settings{page_of_it}", color_scheme=color_scheme, viewport={"width": width, "height": 844})

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_a_rule_would_have_done_is_shown_before_it_is_saved(say, enter):
    say("Nothing wrong with this.")
    page = enter("settings/held")

    page.get_by_label("No comment, unless a check speaks against it").check()
    page.get_by_role("button", name="Show what it would have done").click()
    expect(page.get_by_role("heading", name="What they would have done to the last 1 comment")).to_be_visible()
    expect(page.get_by_label("No comment, unless a check speaks against it")).to_be_checked()

    page.get_by_label("Comments of people who are not trusted yet").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nothing was changed.")).to_be_visible()


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "path",
    [
        *("", "?status=spam", "owed", "pages", "nowhere", "spam?hold_at=30&spam_at=60&discard_at=90"),
        *("recent", "blocked", "blocked/new?kind=domain&term=a.example", "sweeps/new?to=deleted"),
    ],
)
def test_axe_finds_nothing_and_nothing_is_cut_off(say, enter, color_scheme, width, path):
    say(
        "https://a.example https://b.example https://c.example " + "w" * 200,
        name="<b>Mallory</b>",
        email="m@mail.example",
    )
    say("בעברית קוראים לזה „הערת שוליים”.", name="נועה", website="https://noa.example/" + "x" * 150)

    page = enter(path, color_scheme=color_scheme, viewport={"width": width, "height": 844})

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["sign-in", "enter/token"])
def test_axe_finds_nothing_at_the_door(enter, color_scheme, path):
    page = enter(path, storage_state=None, color_scheme=color_scheme, viewport={"width": 390, "height": 844})

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_while_one_decides(say, enter):
    say("The first.")
    say("The second.")
    say("The third.")
    page = enter(color_scheme="dark")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(told(page)).to_have_text("Approved 1 comment.")
    page.keyboard.press("x")

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


def test_every_target_is_large_enough_for_a_finger(say, enter):
    say("Tap me.")
    page = enter(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)

    buttons = page.locator("button:visible, summary:visible, nav a:visible, label.choose:visible, .further a:visible")
    sizes = [buttons.nth(n).bounding_box() for n in range(buttons.count())]

    assert len(sizes) > 10
    assert min(size["height"] for size in sizes) >= 44
    assert min(size["width"] for size in sizes) >= 44


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page_of_it", ["why", "alike", "reply", "edit"])
def test_axe_finds_nothing_where_a_comment_is_explained(say, enter, color_scheme, width, page_of_it):
    say("https://a.example https://b.example https://c.example " + "w" * 200, name="<b>Mallory</b>")
    comment = say("https://a.example https://b.example https://c.example " + "v" * 200, name="נועה")

    look = {"color_scheme": color_scheme, "viewport": {"width": width, "height": 844}}
    page = enter(f"comments/{comment}/{page_of_it}", **look)

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_when_thresholds_are_wrong(say, enter):
    page = enter("spam?hold_at=none&spam_at=30&discard_at=")

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scripts", [True, False])
def test_all_like_one_are_spam_with_one_click_and_back_with_another(say, enter, status, scripts):
    advertisement = "Buy the very best cheap pills here today, and tell all your friends of our wonderful shop, number"
    wave = [say(f"{advertisement} {number}.") for number in ("one", "two")]
    other = say("Something quite different about this article.")
    page = enter(java_script_enabled=scripts)

    article(page, "number two").get_by_role("link", name="Why?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Why this comment is waiting for a decision")
    page.get_by_role("link", name="Spam all like this").click()
    page.get_by_role("button", name="Spam all that are ticked").click()
    expect(page.get_by_text("Marked as spam: 2 comments.")).to_be_visible()
    assert [status(comment) for comment in [*wave, other]] == ["spam", "spam", "pending"]

    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("Undone: 2 comments are back where they were.")).to_be_visible()
    assert [status(comment) for comment in wave] == ["pending", "pending"]


def test_enter_in_a_threshold_shows_what_it_would_do_and_saves_nothing(say, enter):
    say("Something about this article.")
    page = enter("spam")

    page.get_by_label("Hold from").fill("25")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="What they would have done to the last 1 comment")).to_be_visible()
    assert "csrf_token" not in page.url
    page.goto(page.url.partition("?")[0])
    expect(page.get_by_label("Hold from")).to_have_value("40")


def test_thresholds_are_saved_by_their_button(say, enter):
    page = enter("spam")
    page.get_by_label("Hold from").fill("25")

    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved. From now on comments are judged by these thresholds.")).to_be_visible()
    expect(page.get_by_label("Hold from")).to_have_value("25")
    page.get_by_label("Hold from").fill("40")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Hold from")).to_have_value("40")

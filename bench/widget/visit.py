"""One reader's visit with a cold cache on a slow phone: what came over the wire, when, and what the page did."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from .discussion import mark, newest_roots, size_of
from .wire import Wire

VIEW = {"width": 412, "height": 823}
DOWN, UP, LATENCY, SLOWER = 1_600_000 / 8, 750_000 / 8, 150, 4
"""Bytes a second, milliseconds before each answer, and how many times the processor is slower."""
QUIET, PATIENCE = 1_500, 60_000
"""Milliseconds without a request after which a page is done, and after which the bench gives up."""
STEP = 100
PROBE = Path(__file__).with_name("probe.js").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Visit:
    code_first: int
    """Bytes of script, style and words asked for before the first comment was painted, as transferred."""
    code: int
    """The same for all that came without a click."""
    code_plain: int
    requests_first: int
    """Before the first comment, preflights too, without the page itself and pictures."""
    bytes_first: int
    """Of all these answers."""
    first: float
    """Milliseconds until the first comment was painted."""
    page_first: float
    """Milliseconds until anything of the page was."""
    moved: float
    """Cumulative layout shift."""
    blocked: float
    """Milliseconds by which tasks were longer than 50."""
    shown: int
    strangers: int
    """Requests to hosts other than the page's own and the contestant's."""


@contextmanager
def opened(browser: Browser, url: str, *, is_slow: bool) -> Iterator[tuple[Page, CDPSession, Wire]]:
    context = browser.new_context(viewport=VIEW, locale="en-US", color_scheme="light")  # type: ignore[arg-type]
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        wire = Wire.of(session)
        if is_slow:
            _slow_down(session)
        first = newest_roots(size_of(url.partition("?")[0]))[0]
        page.add_init_script(PROBE.replace("{mark}", mark(first.id)))
        page.goto(url, wait_until="commit", timeout=PATIENCE)
        yield page, session, wire
    finally:
        context.close()


def _slow_down(session: CDPSession) -> None:
    line = {"offline": False, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP}
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def visit(browser: Browser, url: str, look: Path | None = None) -> Visit:
    """`look` is where a picture of it is kept."""
    with opened(browser, url, is_slow=True) as (page, _, wire):
        _settle(page, wire)
        told, shown = page.evaluate("[benchProbe.told(), benchProbe.shown()]")
        if look:
            page.screenshot(path=look)
        return _sum_up(wire, told, shown, url)


def _settle(page: Page, wire: Wire) -> None:
    """Until the first comment is there and nothing has been asked for a while."""
    quiet = waited = known = 0
    while quiet < QUIET:
        page.wait_for_timeout(STEP)
        waited += STEP
        is_still = known == wire.events and not wire.waiting and page.evaluate("benchProbe.told().first > 0")
        quiet, known = (quiet + STEP if is_still else 0), wire.events
        if waited > PATIENCE:
            raise SystemExit(f"{page.url} was not done within {PATIENCE / 1000:.0f} s; unanswered: {wire.waiting}")


def _sum_up(wire: Wire, told: dict[str, float], shown: int, url: str) -> Visit:
    asked = list(wire.answers.values())
    before = [one for one in asked if one.asked_at <= told["began"] + told["first"] and one.kind != "Image"]
    return Visit(
        code_first=sum(one.sent for one in before if one.is_code),
        code=sum(one.sent for one in asked if one.is_code),
        code_plain=sum(one.plain for one in asked if one.is_code),
        requests_first=len(before),
        bytes_first=sum(one.sent for one in before),
        first=told["first"],
        page_first=told["page"],
        moved=told["moved"],
        blocked=told["blocked"],
        shown=shown,
        strangers=sum("//127.0.0.1:" not in one.url for one in asked),
    )


def heap(browser: Browser, url: str, more: str) -> int:
    """Bytes of JavaScript objects once every comment of the discussion is shown, page by page as a reader does it."""
    size = size_of(url.partition("?")[0])
    with opened(browser, url, is_slow=False) as (page, session, _):
        page.wait_for_function("benchProbe.shown() > 0")
        while (shown := page.evaluate("benchProbe.shown()")) < size:
            page.locator(more).last.dispatch_event("click")
            page.wait_for_function("shown => benchProbe.shown() > shown", arg=shown)
        session.send("HeapProfiler.collectGarbage")
        return int(session.send("Runtime.getHeapUsage")["usedSize"])

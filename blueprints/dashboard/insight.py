"""What became of a site's comments, in charts and numbers; each chart's numbers as a sheet too."""

from datetime import date

from flask import Response, g, request

from models import now
from services.errors import NotFound
from services.insight.arrivals import FATES, arrivals, by_week
from services.insight.catches import catches
from services.insight.conclusions import conclusions
from services.insight.discussed import most_discussed
from services.insight.mistakes import WRONG, altogether, mistakes
from services.insight.waits import still_waiting, waits
from services.insight.window import LENGTHS, Window

from . import blp
from .page import render_room
from .pictures import LOOKS, draw_arrivals, draw_mistakes
from .sheet import sheet

DAYS_IN_DETAIL = 90
Rows = list[list[object]]


@blp.get("/insight")
def insight() -> str:
    window = asked_window()
    found = conclusions(window)
    days, weeks = arrivals(window, found), mistakes(window, found)
    bars = days if window.length <= DAYS_IN_DETAIL else by_week(days)
    return render_room(
        "dashboard/insight.html",
        window=window,
        lengths=LENGTHS,
        looks=LOOKS,
        bars=bars,
        total=sum(each.fates.total() for each in days),
        published=sum(each.fates["published"] for each in days),
        arrivals_picture=draw_arrivals(bars, is_weekly=bars is not days),
        catches=catches(found),
        weeks=weeks,
        altogether=altogether(weeks),
        kinds=list(WRONG),
        mistakes_picture=draw_mistakes(weeks),
        waits=waits(window),
        waiting=still_waiting(days),
        pages=most_discussed(window),
    )


@blp.get("/insight/<chart>.csv")
def insight_sheet(chart: str) -> Response:
    """The numbers of one chart; days and weeks by their first day, times in seconds."""
    window = asked_window()
    if chart not in SHEETS:
        raise NotFound("not_found", "There is no such chart.")
    head, read = SHEETS[chart]
    return sheet(f"{g.site_key}-{chart}-{window.last_day}", head, read(window))


def asked_window() -> Window:
    """Raises NotFound for a number of days that no window has."""
    length = request.args.get("days", str(LENGTHS[0]))
    if length not in map(str, LENGTHS):
        raise NotFound("not_found", "There are figures of 30, 90 and 365 days.")
    return Window.of(g.moderator.site_id, int(length), today())


def today() -> date:
    return now().date()


def _comments(window: Window) -> Rows:
    return [[each.day, *(each.fates[fate] for fate in FATES)] for each in arrivals(window, conclusions(window))]


def _checks(window: Window) -> Rows:
    return [[each.check or "erased", each.comments] for each in catches(conclusions(window))]


def _mistakes(window: Window) -> Rows:
    weeks = mistakes(window, conclusions(window))
    return [
        [week.day, *(count[kind] for kind in WRONG for count in (week.all, week.decided, week.wrong))] for week in weeks
    ]


def _waiting(window: Window) -> Rows:
    return [["" if end is None else end, count] for end, count in waits(window).steps]


def _pages(window: Window) -> Rows:
    return [[each.url, each.title, each.published, each.sent] for each in most_discussed(window)]


SHEETS = {
    "comments": (("day", *FATES), _comments),
    "checks": (("check", "comments"), _checks),
    "mistakes": (
        ("week", *(f"{kind}_{what}" for kind in WRONG for what in ("all", "decided", "wrong"))),
        _mistakes,
    ),
    "waiting": (("under_seconds", "comments"), _waiting),
    "pages": (("url", "title", "published", "sent"), _pages),
}

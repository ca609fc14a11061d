import logging
import re

from flask import g, request, url_for
from werkzeug.wrappers import Response

from models import Site
from services.errors import NotFound
from services.moderation.discussions import read_discussions, set_open
from services.pages import why_closed

from . import blp
from .marks import back_with
from .page import render_room
from .view import SEARCH_MOST, typed

log = logging.getLogger(__name__)
ONE = "<int(max=999999999999999):thread_id>"


@blp.get("/pages")
def pages() -> str:
    """The site's discussions, those first where somebody has written last."""
    search, site = typed(request.args.get("q", ""), SEARCH_MOST), Site.of(g.moderator.site_id)
    page = read_discussions(site.id, search=search, before=cursor(request.args.get("before", "")))
    closed = {each.thread.id: why_closed(site, each.thread) for each in page.items}
    return render_room("dashboard/pages.html", page=page, search=search, closed=closed)


@blp.post(f"/pages/{ONE}/close")
def close_discussion(thread_id: int) -> Response:
    return turn(thread_id, is_open=False)


@blp.post(f"/pages/{ONE}/open")
def open_discussion(thread_id: int) -> Response:
    return turn(thread_id, is_open=True)


def turn(thread_id: int, *, is_open: bool) -> Response:
    set_open(g.moderator, thread_id, is_open=is_open)
    log.info("moderator %s: %s discussion %s", g.moderator.id, "opened" if is_open else "closed", thread_id)
    other = "room.close_discussion" if is_open else "room.open_discussion"
    return back_with("opened" if is_open else "closed", undo_url=url_for(other, thread_id=thread_id))


def cursor(told: str) -> tuple[int, int] | None:
    """Raises NotFound for what is no cursor of ours."""
    if not told:
        return None
    if not (read := re.fullmatch(r"([0-9]{1,15})\.([0-9]{1,15})", told)):
        raise NotFound("not_found", "There is no such list of discussions.")
    return int(read[1]), int(read[2])

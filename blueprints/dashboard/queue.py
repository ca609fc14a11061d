from flask import g, request, url_for

from models import SavedSearch
from services.moderation.query import CHECKS
from services.moderation.queue import Queue, counts, read_queue, read_reported
from services.moderation.recent import open_sweeps, own_undoable
from services.moderation.unfound import count_unfound

from . import blp
from .page import render_room
from .view import TABS, View


@blp.get("/")
def queue() -> tuple[str, int]:
    return show_queue(View.asked(request.args))


def show_queue(view: View, **context: object) -> tuple[str, int]:
    """422 where the search can't be read; then it says of each field why, and shows no comments."""
    site_id = g.moderator.site_id
    wrong = view.wrong
    page = render_room(
        "dashboard/queue.html",
        view=view,
        wrong=wrong,
        tabs=TABS,
        checks=CHECKS,
        page=Queue([], None) if wrong else read_view(site_id, view),
        counts=counts(site_id),
        saved=[(each, View.of_kept(each.query)) for each in SavedSearch.of(site_id, g.moderator.id)],
        unfound=count_unfound(site_id) if view.is_narrowed else 0,
        all_chosen=request.args.get("chosen") == "all",
        sweeps=open_sweeps(site_id),
        undoable=[url_for("room.undo_decision", batch=batch) for batch in own_undoable(site_id, g.moderator.id)],
        **context,
    )
    return page, 422 if wrong else 200


def read_view(site_id: int, view: View) -> Queue:
    """What is reported has been waiting and comes oldest first; everything else newest first."""
    if view.status == "reported":
        return read_reported(site_id, view.query, after=view.before)
    return read_queue(site_id, view.query, before=view.before)

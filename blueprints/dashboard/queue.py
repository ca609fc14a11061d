from flask import g, request

from services.moderation.queue import Queue, counts, read_queue, read_reported

from . import blp
from .page import render_room
from .view import TABS, View


@blp.get("/")
def queue() -> str:
    view, site_id = View.asked(request.args), g.moderator.site_id
    page = read_view(site_id, view)
    return render_room(
        "dashboard/queue.html",
        view=view,
        tabs=TABS,
        page=page,
        counts=counts(site_id),
        all_chosen=request.args.get("chosen") == "all",
    )


def read_view(site_id: int, view: View) -> Queue:
    """What is reported has been waiting and comes oldest first; everything else newest first."""
    if view.status == "reported":
        return read_reported(site_id, search=view.q, after=view.before)
    return read_queue(site_id, view.status, search=view.q, before=view.before)

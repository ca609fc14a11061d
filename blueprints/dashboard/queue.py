from flask import g, request

from services.moderation.queue import counts, read_queue

from . import blp
from .page import render_room
from .view import TABS, View


@blp.get("/")
def queue() -> str:
    view, site_id = View.asked(request.args), g.moderator.site_id
    page = read_queue(site_id, view.status, search=view.q, before=view.before)
    return render_room(
        "dashboard/queue.html",
        view=view,
        tabs=TABS,
        page=page,
        counts=counts(site_id),
        all_chosen=request.args.get("chosen") == "all",
    )

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from services.errors import Invalid
from services.moderation.saved_searches import delete_search, save_search

from . import blp
from .guard import needs
from .queue import show_queue
from .view import View, local_path

NUMBER = "<int(max=999999999999999):search_id>"


@blp.post("/searches")
@needs("viewer")
def keep_search() -> Response | tuple[str, int]:
    view = View.asked(request.form)
    try:
        save_search(g.moderator, request.form.get("name", ""), view.query)
    except Invalid as refusal:
        if "name" not in (refusal.fields or ()):
            return show_queue(view)
        page, _ = show_queue(view, wrong_name=refusal.message)
        return page, 422
    flash({"kind": "search_kept"})
    return redirect(view.here, 303)


@blp.post(f"/searches/{NUMBER}/delete")
@needs("viewer")
def drop_search(search_id: int) -> Response:
    delete_search(g.moderator, search_id)
    flash({"kind": "search_dropped"})
    return redirect(local_path(request.form.get("back", "") or url_for("room.queue")), 303)

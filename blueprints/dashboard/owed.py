from flask import flash, g, redirect, url_for
from werkzeug.wrappers import Response

from services.moderation.decide import try_again
from services.moderation.queue import read_owed

from . import blp
from .page import render_room


@blp.get("/owed")
def owed() -> str:
    return render_room("dashboard/owed.html", owed=read_owed(g.moderator.site_id))


@blp.post("/try-again")
def send_again() -> Response:
    flash({"kind": "again", "count": try_again(g.moderator.site_id)})
    return redirect(url_for("room.owed"), 303)

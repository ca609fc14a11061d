from flask import flash, g, redirect, url_for
from werkzeug.wrappers import Response

from models import OutboxEntry
from services.moderation.decide import try_again

from . import blp
from .page import render_room
from .rows import comments_of


@blp.get("/owed")
def owed() -> str:
    entries = OutboxEntry.failing(g.moderator.site_id)
    comments = comments_of(g.moderator.site_id, (entry.comment_id for entry in entries))
    return render_room("dashboard/owed.html", entries=entries, comments=comments)


@blp.post("/try-again")
def send_again() -> Response:
    flash({"kind": "again", "count": try_again(g.moderator.site_id)})
    return redirect(url_for("room.owed"), 303)

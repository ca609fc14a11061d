from flask import g

from services.moderation.recent import recent

from . import blp
from .page import render_room


@blp.get("/recent")
def show_recent() -> str:
    return render_room("dashboard/recent.html", batches=recent(g.moderator.site_id))

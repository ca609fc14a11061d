import logging
from io import BytesIO

from flask import flash, g, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from models import Memory, Site
from services.errors import NotFound
from services.spam.memory import reset
from services.spam.relearn import ask_to_relearn

from . import blp
from .guard import needs
from .spam import Page, show_spam

log = logging.getLogger(__name__)


@blp.get("/spam/memory")
def download_memory() -> Response:
    memory = Memory.of(g.moderator.site_id)
    if memory is None:
        raise NotFound("not_found", "The filter has learnt nothing here yet.")
    name = f"{Site.of(memory.site_id).key}-memory-{memory.version}.bin"
    return send_file(BytesIO(memory.blob), "application/octet-stream", as_attachment=True, download_name=name)


@blp.post("/spam/memory/anew")
def make_memory_anew() -> Response:
    is_asked = ask_to_relearn(g.moderator.site_id, moderator_id=g.moderator.id)
    log.info("moderator %s: the filter's memory is to be made anew", g.moderator.id)
    flash({"kind": "anew" if is_asked else "nothing_to_learn"})
    return redirect(url_for("room.spam"), 303)


@blp.post("/spam/memory/reset")
@needs("owner")
def reset_memory() -> Response | Page:
    if request.form.get("sure") != "yes":
        return show_spam(is_unsure=True)
    reset(g.moderator.site_id, moderator_id=g.moderator.id)
    log.info("moderator %s: the filter's memory begins with nothing", g.moderator.id)
    flash({"kind": "reset"})
    return redirect(url_for("room.spam"), 303)

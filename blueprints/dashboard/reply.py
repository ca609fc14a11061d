import logging

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from services.errors import Conflict, Invalid, Refusal
from services.moderation.answer import answer

from . import blp
from .guard import needs
from .page import render_room
from .view import local_path
from .why import ONE
from .written import item_of, seen, status_of, typed_text

log = logging.getLogger(__name__)
Page = tuple[str, int]


@blp.get(f"/comments/{ONE}/reply")
@needs("moderator")
def reply(comment_id: int) -> Page:
    return show_reply(comment_id, request.args.get("back", ""))


@blp.post(f"/comments/{ONE}/reply")
def send_reply(comment_id: int) -> Page | Response:
    back, approves = request.form.get("back", ""), request.form.get("approve") == "yes"
    try:
        said = answer(g.moderator, seen(comment_id), typed_text(), approves=approves)
    except (Invalid, Conflict) as refusal:
        return show_reply(comment_id, back, refusal)
    log.info("moderator %s: answered comment %s by %s", g.moderator.id, comment_id, said.reply_id)
    kind = "approved_and_answered" if said.has_approved else "answered"
    flash({"kind": kind, "undo_url": url_for("room.undo_decision", batch=said.batch)})
    return redirect(local_path(back), 303)


def show_reply(comment_id: int, back: str, refusal: Refusal | None = None) -> Page:
    """What was typed stays."""
    item = item_of(comment_id)
    text = request.form.get("text", "")
    page = render_room("dashboard/reply.html", item=item, text=text, refusal=refusal, back=local_path(back))
    return page, status_of(refusal)

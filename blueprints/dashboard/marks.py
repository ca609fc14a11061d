import logging

from flask import flash, g, redirect, request
from werkzeug.wrappers import Response

from services.moderation.marks import give_badge, pin

from . import blp
from .view import local_path

log = logging.getLogger(__name__)


@blp.post("/comments/<int:comment_id>/pin")
def pin_comment(comment_id: int) -> Response:
    is_pinned = request.form.get("pinned") == "yes"
    pin(g.moderator, comment_id, is_pinned=is_pinned)
    log.info("moderator %s: %s comment %s", g.moderator.id, "pinned" if is_pinned else "unpinned", comment_id)
    return back("pinned" if is_pinned else "unpinned")


@blp.post("/comments/<int:comment_id>/badge")
def name_author(comment_id: int) -> Response:
    badge = request.form.get(f"badge-{comment_id}", "")
    give_badge(g.moderator, comment_id, badge)
    log.info("moderator %s: badge %r for the author of comment %s", g.moderator.id, badge, comment_id)
    return back("named")


def back(kind: str) -> Response:
    flash({"kind": kind})
    return redirect(local_path(request.form.get("back", "")), 303)

import logging

from flask import flash, g, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from services.moderation.marks import give_badge, pin

from . import blp
from .page import sentence, wants_json
from .view import local_path

log = logging.getLogger(__name__)


@blp.post("/comments/<int:comment_id>/pin")
def pin_comment(comment_id: int) -> Response:
    is_pinned = request.values.get("pinned") == "yes"
    pin(g.moderator, comment_id, is_pinned=is_pinned)
    log.info("moderator %s: %s comment %s", g.moderator.id, "pinned" if is_pinned else "unpinned", comment_id)
    undo_url = url_for("room.pin_comment", comment_id=comment_id, pinned="no" if is_pinned else "yes")
    return back_with("pinned" if is_pinned else "unpinned", undo_url=undo_url)


@blp.post("/comments/<int:comment_id>/badge")
def name_author(comment_id: int) -> Response:
    badge = request.values.get(f"badge-{comment_id}", "")
    old = give_badge(g.moderator, comment_id, badge)
    log.info("moderator %s: badge %r for the author of comment %s", g.moderator.id, badge, comment_id)
    former = {f"badge-{comment_id}": old}
    return back_with("named", undo_url=url_for("room.name_author", comment_id=comment_id, **former))


def back_with(kind: str, *, undo_url: str | None = None) -> Response:
    """To where the moderator came from, with word of what was done and the way back from it."""
    told = {"kind": kind, "undo_url": undo_url}
    if wants_json():
        return jsonify(message=sentence("told", told), undo_url=undo_url)
    flash(told)
    return redirect(local_path(request.form.get("back", "")), 303)

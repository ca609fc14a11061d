import logging

from flask import g, request, url_for
from werkzeug.wrappers import Response

from services.errors import Conflict, Invalid, Refusal
from services.moderation.edit import edit, undo_edit

from . import blp
from .guard import needs
from .marks import back_with
from .page import render_room
from .view import local_path
from .why import ONE
from .written import item_of, seen, status_of, typed_text

log = logging.getLogger(__name__)
Page = tuple[str, int]


@blp.get(f"/comments/{ONE}/edit")
@needs("moderator")
def edit_comment(comment_id: int) -> Page:
    return show_edit(comment_id, request.args.get("back", ""))


@blp.post(f"/comments/{ONE}/edit")
def save_edit(comment_id: int) -> Page | Response:
    try:
        former = edit(g.moderator, seen(comment_id), typed_text())
    except (Invalid, Conflict) as refusal:
        return show_edit(comment_id, request.form.get("back", ""), refusal)
    if former is None:
        return back_with("unchanged")
    log.info("moderator %s: edited comment %s", g.moderator.id, comment_id)
    return back_with("edited", undo_url=url_for("room.undo_saved_edit", comment_id=comment_id, revision_id=former.id))


@blp.post(f"/comments/{ONE}/edits/<int(max=999999999999999):revision_id>/undo")
def undo_saved_edit(comment_id: int, revision_id: int) -> Response:
    undo_edit(g.moderator, comment_id, revision_id)
    log.info("moderator %s: took the edit of comment %s back", g.moderator.id, comment_id)
    return back_with("edit_undone")


def show_edit(comment_id: int, back: str, refusal: Refusal | None = None) -> Page:
    """With a refusal what was typed stays, and stands beside what the comment says by now."""
    item = item_of(comment_id)
    text = request.form.get("text", item.comment.source)
    page = render_room("dashboard/edit.html", item=item, text=text, refusal=refusal, back=local_path(back))
    return page, status_of(refusal)

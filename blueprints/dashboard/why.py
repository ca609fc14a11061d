import logging

from flask import flash, g, redirect, request
from werkzeug.wrappers import Response

from models import Site
from services.moderation.queue import read_item, read_items
from services.moderation.recheck import recheck
from services.spam.explain import explain
from services.spam.judge import is_decided
from services.spam.likeness import alike
from services.spam.outside.asked import who_is_asked

from . import blp
from .decisions import CHOICES_MOST
from .page import render_room
from .view import local_path

log = logging.getLogger(__name__)
ONE = "<int(max=999999999999999):comment_id>"


@blp.get(f"/comments/{ONE}/why")
def why(comment_id: int) -> str:
    """Why a comment stands where it stands. Of a deleted one only what has happened."""
    site = Site.of(g.moderator.site_id)
    explanation = explain(site, comment_id)
    return render_room(
        "dashboard/why.html",
        why=explanation,
        item=read_item(site.id, comment_id),
        is_decided=is_decided(explanation.comment),
        is_asked=bool(who_is_asked(site)),
        back=local_path(request.args.get("back", "")),
    )


@blp.post(f"/comments/{ONE}/recheck")
def check_again(comment_id: int) -> Response:
    asked = recheck(g.moderator, comment_id)
    log.info("moderator %s: comment %s is checked again by %s", g.moderator.id, comment_id, asked)
    flash({"kind": "rechecked", "asked": asked})
    return redirect(local_path(request.form.get("back", "")), 303)


@blp.get(f"/comments/{ONE}/alike")
def show_alike(comment_id: int) -> str:
    """The comment, and what is like it, before one decision about them all."""
    site = Site.of(g.moderator.site_id)
    comment = explain(site, comment_id).comment
    reasons = {found.comment.id: found.why for found in alike(site.id, comment.id)}
    if comment.status not in ("spam", "deleted"):
        reasons = {comment.id: ""} | reasons
    items = read_items(site.id, list(reasons)[:CHOICES_MOST])
    return render_room(
        "dashboard/alike.html",
        comment=comment,
        items=sorted(items, key=lambda item: item.comment.id != comment.id),
        reasons=reasons,
        back=local_path(request.args.get("back", "")),
    )

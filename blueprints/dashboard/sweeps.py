"""Deciding about all that match: first a page that asks, with the number and a sample; then how far it has come."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, g, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from models import Moderator, Sweep, now
from services.errors import Invalid, NotFound
from services.moderation.decide import TARGETS
from services.moderation.queue import read_items
from services.moderation.sweep import begin_sweep, look, may_go_on, sample, stop, take_chunk

from . import blp
from .decisions import CHOICES_MOST
from .page import render_room, sentence, wants_json
from .view import View, local_path

log = logging.getLogger(__name__)
LOOK_FOR = timedelta(days=1)


@blp.get("/sweeps/new")
def ask_sweep() -> str:
    view, to = View.asked(request.args), request.args.get("to", "")
    if to not in TARGETS:
        raise Invalid("invalid", "There is no such decision.", fields={"to": "not_allowed"})
    site_id, query = g.moderator.site_id, view.query
    seen = look(site_id, query)
    items = read_items(site_id, sample(site_id, query))
    return render_room("dashboard/sweep_ask.html", view=view, to=to, look=seen, items=items, fields=view.fields())


@blp.post("/sweeps")
def make_sweep() -> Response:
    """Few are decided about at once; many by the worker, while the moderator goes on."""
    view = View.asked(request.form)
    sweep = begin_sweep(g.moderator, view.query, request.form.get("to", ""), newest_id=_newest(), seen_at=_seen_at())
    log.info("moderator %s: %s about %s that match, batch %s", g.moderator.id, sweep.target, sweep.total, sweep.batch)
    if sweep.total > CHOICES_MOST:
        return redirect(url_for("room.show_sweep", batch=sweep.batch), 303)
    take_chunk(sweep.id)
    undo_url = url_for("room.undo_decision", batch=sweep.batch)
    told = {"kind": "decided", "to": sweep.target, "count": sweep.changed, "stale": sweep.stale, "by": []}
    flash(told | {"undo_url": undo_url if sweep.changed else None})
    return redirect(view.here, 303)


@blp.get("/sweeps/<batch>")
def show_sweep(batch: str) -> str | FlaskResponse:
    sweep = Sweep.by_batch(g.moderator.site_id, batch)
    if sweep is None:
        raise NotFound("not_found", "There is no such decision.")
    if wants_json():
        return jsonify(_how_far(sweep))
    by = Moderator.of(sweep.site_id, sweep.moderator_id)
    return render_room("dashboard/sweep.html", sweep=sweep, by=by, may_go_on=may_go_on(sweep))


@blp.post("/sweeps/<batch>/stop")
def stop_sweep(batch: str) -> Response:
    sweep = stop(g.moderator, batch)
    log.info("moderator %s: stopped batch %s after %s", g.moderator.id, sweep.batch, sweep.changed)
    return redirect(local_path(request.form.get("back", "") or url_for("room.show_sweep", batch=batch)), 303)


def _how_far(sweep: Sweep) -> dict[str, Any]:
    """For the script that watches it: what the page says of it now."""
    return {
        "heading": sentence("sweeping", sweep),
        "message": sentence("so_far", sweep),
        "looked_at": sweep.looked_at,
        "is_done": sweep.done_at is not None,
    }


def _newest() -> int:
    written = request.form.get("newest", "")
    if not (written.isascii() and written.isdecimal() and len(written) <= 15):
        raise Invalid("invalid", "The newest comment is named by its number.", fields={"newest": "wrong_type"})
    return int(written)


def _seen_at() -> datetime:
    """When the page that asked was made: not later than now, and not so long ago that it says nothing any more."""
    try:
        seen_at = datetime.fromisoformat(request.form.get("seen", "")).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid("invalid", "The moment of your look is not one.", fields={"seen": "wrong_type"}) from None
    if not now() - LOOK_FOR <= seen_at <= now():
        raise Invalid("invalid", "You looked long ago. Look again, then decide.", fields={"seen": "not_allowed"})
    return seen_at

import logging
import re
from typing import Any

from flask import Response, flash, g, jsonify, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from models import Comment, Sentence, Sweep
from services.errors import Invalid
from services.moderation.decide import TARGETS, Choice, Outcome, Target, decide, undo
from services.moderation.queue import counts, last_decider, read_item
from services.moderation.sweep import begin_undo, take_chunk

from . import blp
from .page import render_room, sentence, wants_json
from .view import local_path

log = logging.getLogger(__name__)
CHOICES_MOST = 100
Answer = AnyResponse | tuple[str | Response, int]


@blp.post("/decisions")
def decide_comments() -> Answer:
    to, choices = asked(request.form)
    outcome = decide(g.moderator, choices, to)
    log.info("moderator %s: %s to %s, batch %s", g.moderator.id, outcome.changed, to, outcome.batch)
    if len(choices) == 1 and outcome.stale:
        return refuse_stale(choices[0].comment_id)
    done = "confirmed" if to == "spam" else "kept"
    done = done if outcome.kept and outcome.kept == outcome.changed else to
    return tell("decided", outcome, to=done, undo_url=url_for("room.undo_decision", batch=outcome.batch))


@blp.post("/decisions/<batch>/undo")
def undo_decision(batch: str) -> Answer:
    undoing = begin_undo(g.moderator, batch)
    if undoing is not None:
        return tell_undoing(undoing)
    outcome = undo(g.moderator, batch)
    log.info("moderator %s: undid batch %s: %s", g.moderator.id, batch, outcome.changed)
    return tell("undone", outcome)


def tell_undoing(sweep: Sweep) -> Answer:
    """A sweep is taken back by the worker, unless it was small."""
    log.info("moderator %s: takes batch %s back by %s", g.moderator.id, sweep.undoes, sweep.batch)
    if sweep.total <= CHOICES_MOST:
        take_chunk(sweep.id)
    told = {"kind": "undone", "count": sweep.changed, "stale": sweep.stale, "by": []} if sweep.done_at else None
    told = told or {"kind": "sweep_undone"}
    if wants_json():
        shown = counts(g.moderator.site_id)
        return jsonify(batch=sweep.batch, changed=[], stale=[], counts=shown, message=sentence("told", told))
    flash(told)
    if sweep.done_at:
        return redirect(local_path(request.form.get("back", "")), 303)
    return redirect(url_for("room.show_sweep", batch=sweep.batch), 303)


def asked(form: MultiDict[str, str]) -> tuple[Target, list[Choice]]:
    """One comment by its own button (`decide`), or the chosen ones by a button of the bar (`to`). Raises Invalid."""
    to, _, one = form.get("decide", "").partition(":")
    chosen = [one] if one else form.getlist("choice")
    target = next((each for each in TARGETS if each == (to or form.get("to"))), None)
    if target is None:
        raise Invalid("invalid", "There is no such decision.", fields={"to": "not_allowed"})
    if not 1 <= len(chosen) <= CHOICES_MOST:
        message = Sentence("Choose comments first, then decide. At most: %(most)s.", most=CHOICES_MOST)
        raise Invalid("invalid", message, fields={"choice": "required"})
    return target, [_choice(each) for each in dict.fromkeys(chosen)]


def _choice(told: str) -> Choice:
    if not (read := re.fullmatch(r"([0-9]{1,15}):([0-9]{1,9})", told)):
        raise Invalid("invalid", "A comment is chosen by its number and version.", fields={"choice": "wrong_type"})
    return Choice(int(read[1]), int(read[2]))


def tell(kind: str, outcome: Outcome, to: str = "", undo_url: str | None = None) -> Answer:
    stale = [_state(comment_id) for comment_id in outcome.stale]
    deciders = sorted({state["by"] for state in stale if state["by"]})
    told: dict[str, Any] = {
        "kind": kind,
        "to": to,
        "count": len(outcome.changed),
        "stale": len(stale),
        "by": deciders[:3],
        "undo_url": undo_url if outcome.changed else None,
    }
    if not wants_json():
        flash(told)
        return redirect(local_path(request.form.get("back", "")), 303)
    return jsonify(
        batch=outcome.batch,
        changed=outcome.changed,
        stale=stale,
        counts=counts(g.moderator.site_id),
        message=sentence("told", told),
        undo_url=told["undo_url"],
    )


def refuse_stale(comment_id: int) -> Answer:
    """The second of two who decide at once is told what the first did, and may still decide."""
    state = _state(comment_id)
    message = sentence("refused", state)
    if wants_json():
        error = {"code": "stale", "message": message}
        return jsonify(error=error, stale=[state], counts=counts(g.moderator.site_id)), 409
    back = local_path(request.form.get("back", ""))
    return render_room(
        "dashboard/stale.html", message=message, item=read_item(g.moderator.site_id, comment_id), back=back
    ), 409


def _state(comment_id: int) -> dict[str, Any]:
    """A comment that is gone altogether is told like a deleted one."""
    site_id = g.moderator.site_id
    comment = Comment.of(site_id, comment_id)
    status, version = (comment.status, comment.version) if comment else ("deleted", 0)
    return {"id": comment_id, "status": status, "version": version, "by": last_decider(site_id, comment_id)}

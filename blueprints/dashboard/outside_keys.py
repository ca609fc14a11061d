"""The keys of those who are asked about spam: entered, tried by the worker, and shown by their ends alone."""

import logging

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from models import Sentence, Site
from services.errors import Invalid, NotFound
from services.sites.change_site import set_akismet, set_cleantalk
from services.spam.outside.key_state import key_states

from . import blp
from .guard import needs
from .page import render_room

log = logging.getLogger(__name__)
Page = tuple[str, int]
SETTERS = {"akismet": set_akismet, "cleantalk": set_cleantalk}


@blp.get("/settings/keys")
@needs("owner")
def show_keys() -> Page:
    return _show()


@blp.post("/settings/keys/<judge>")
@needs("owner")
def save_key(judge: str) -> Page | Response:
    """An empty key changes nothing: to take one away there is a button."""
    if judge not in SETTERS:
        raise NotFound("not_found", "Nobody of that name can be asked.")
    key, is_removed = request.form.get("key", ""), request.form.get("remove") == "yes"
    if not key.strip() and not is_removed:
        return _show(judge, Sentence("Type the key, please."))
    try:
        SETTERS[judge](g.moderator.site_id, "" if is_removed else key, moderator_id=g.moderator.id)
    except Invalid as refusal:
        return _show(judge, refusal.message)
    log.info("moderator %s: the %s key was %s", g.moderator.id, judge, "removed" if is_removed else "changed")
    flash({"kind": "key_removed" if is_removed else "key_saved"})
    return redirect(url_for("room.show_keys"), 303)


def _show(judge: str = "", wrong: str = "") -> Page:
    """What was typed does not come back: it may be most of a key."""
    states = key_states(Site.of(g.moderator.site_id))
    return render_room("dashboard/outside_keys.html", keys=states, at=judge, wrong=wrong), 422 if wrong else 200

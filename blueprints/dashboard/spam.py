import logging

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from models import Memory, Site
from services.sites.change_site import set_thresholds
from services.spam.learning.learner import SETTLED
from services.spam.outside.dnsbl import shown_zone
from services.spam.what_if import what_if

from . import blp
from .guard import needs
from .page import render_room
from .steps import NAMES, Steps

log = logging.getLogger(__name__)
Page = tuple[str, int]


@blp.get("/spam")
def spam() -> Page:
    """How spam is judged here; with thresholds in the address, what those would have done."""
    asked = Steps.typed(request.args) if any(name in request.args for name in NAMES) else None
    return show_spam(asked)


@blp.post("/spam/thresholds")
@needs("owner")
def save_thresholds() -> Page | Response:
    asked = Steps.typed(request.form)
    if asked.wrong:
        return show_spam(asked)
    set_thresholds(Site.of(g.moderator.site_id), **asked.values, moderator_id=g.moderator.id)
    log.info("moderator %s: thresholds %s", g.moderator.id, asked.values)
    flash({"kind": "thresholds"})
    return redirect(url_for("room.spam"), 303)


def show_spam(asked: Steps | None = None, *, is_unsure: bool = False) -> Page:
    """What was typed stays; 422 where something of it is wrong."""
    site = Site.of(g.moderator.site_id)
    steps = asked or Steps.of(site)
    replayed = None if steps.wrong else what_if(site, steps.values)
    page = render_room(
        "dashboard/spam.html",
        steps=steps,
        replayed=replayed,
        is_asked=asked is not None,
        memory=Memory.of(site.id),
        settled=SETTLED,
        lists=[shown_zone(zone) for zone in (site.dnsbl or "").split()],
        is_unsure=is_unsure,
    )
    return page, 422 if steps.wrong or is_unsure else 200

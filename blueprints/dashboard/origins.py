"""Whose pages may show a site's comments."""

import logging

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from models import AllowedOrigin, Site
from services.errors import Invalid
from services.sites.change_site import allow_origin, refuse_origin

from . import blp
from .guard import needs
from .page import render_room
from .view import typed

log = logging.getLogger(__name__)
Page = tuple[str, int]
ADDRESS_MOST = 300


@blp.get("/settings/origins")
@needs("owner")
def show_origins() -> Page:
    return _show()


@blp.post("/settings/origins")
@needs("owner")
def save_origin() -> Page | Response:
    address = typed(request.form.get("origin", ""), ADDRESS_MOST)
    try:
        allow_origin(Site.of(g.moderator.site_id), address, moderator_id=g.moderator.id)
    except Invalid as refusal:
        return _show(address, refusal.message)
    return _back("origin_allowed")


@blp.post("/settings/origins/refuse")
@needs("owner")
def remove_origin() -> Response:
    refuse_origin(g.moderator.site_id, request.form.get("origin", ""), moderator_id=g.moderator.id)
    return _back("origin_refused")


def _back(kind: str) -> Response:
    log.info("moderator %s: %s", g.moderator.id, kind)
    flash({"kind": kind})
    return redirect(url_for("room.show_origins"), 303)


def _show(address: str = "", wrong: str = "") -> Page:
    origins = AllowedOrigin.of(g.moderator.site_id)
    page = render_room("dashboard/origins.html", origins=origins, address=address, wrong=wrong)
    return page, 422 if wrong else 200

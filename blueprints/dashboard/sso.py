"""The secret by which a site's own server says who its readers are: made here, at random, and shown once."""

import logging

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from models import Site
from services.sites.change_settings import change_settings
from services.sites.change_site import make_sso_secret

from . import blp
from .guard import needs
from .page import render_room

log = logging.getLogger(__name__)
Page = tuple[str, int]


@blp.get("/settings/sso")
@needs("owner")
def show_sso() -> Page:
    return _show()


@blp.post("/settings/sso")
@needs("owner")
def renew_sso() -> Page:
    """The secret stands on this one answer and nowhere else. One that is in use is not replaced by mistake."""
    is_used = Site.of(g.moderator.site_id).sso_secret is not None
    if is_used and request.form.get("sure") != "yes":
        return _show(is_unsure=True)
    secret = make_sso_secret(g.moderator.site_id, g.moderator.id)
    log.info("moderator %s: made a new secret for single sign-on", g.moderator.id)
    return _show(secret)


@blp.post("/settings/sso/remove")
@needs("owner")
def remove_sso() -> Page | Response:
    if request.form.get("sure") != "yes":
        return _show(is_unsure=True)
    change_settings(g.moderator.site_id, g.moderator.id, {"sso_secret": None})
    log.info("moderator %s: removed the secret of single sign-on", g.moderator.id)
    flash({"kind": "sso_removed"})
    return redirect(url_for("room.show_sso"), 303)


def _show(secret: str = "", *, is_unsure: bool = False) -> Page:
    is_set = Site.of(g.moderator.site_id).sso_secret is not None
    page = render_room("dashboard/sso.html", is_set=is_set, secret=secret, is_unsure=is_unsure)
    return page, 422 if is_unsure else 200

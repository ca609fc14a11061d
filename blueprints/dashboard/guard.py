"""What every request to the room passes before its view, and what every answer of the room says to the browser."""

import logging
from urllib.parse import urlsplit

from flask import Response, flash, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from blueprints.context import client_ip, house
from services.errors import Forbidden, Unknown

from . import blp, csrf
from .session import current_moderator
from .view import local_path

log = logging.getLogger(__name__)
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE = ("GET", "HEAD", "OPTIONS")
PUBLIC = ("room.show_sign_in", "room.sign_in", "room.show_enter", "room.enter")


@blp.before_request
def refuse_foreign() -> None:
    """A write comes from the room's own pages: the browser says from where, and nobody else can make it lie."""
    if request.method in SAFE:
        return
    origin, own = request.headers.get("Origin"), own_origin()
    if request.headers.get("Sec-Fetch-Site") == "cross-site" or (origin is not None and origin != own):
        raise Forbidden("forged", f"The request did not come from this room. Open the room at {own} and try again.")


@blp.before_request
def require_moderator() -> AnyResponse | None:
    g.moderator = current_moderator()
    if g.moderator is not None or request.endpoint in PUBLIC:
        return None
    if request.headers.get("X-Requested-With"):
        raise Unknown("signed_out", "You are signed out. Sign in again; nothing was changed.")
    if request.method in SAFE:
        return redirect(url_for("room.show_sign_in", next=local_path(request.full_path.rstrip("?"))), 303)
    flash({"kind": "signed_out"})
    return redirect(url_for("room.show_sign_in", next=local_path(request.form.get("back", ""))), 303)


@blp.before_request
def refuse_forged() -> None:
    csrf.protect()


@blp.after_request
def protect(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    if response.status_code == 403:
        log.warning("refused %s from %s", request.endpoint, client_ip())
    return response


def own_origin() -> str:
    """The room's origin as browsers write it: lower case, without the scheme's usual port."""
    parts = urlsplit(house().config.public_url.lower())
    usual = {"http": ":80", "https": ":443"}[parts.scheme]
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual)}"

"""What every request to the room passes before its view, and what every answer of the room says to the browser."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Response, current_app, flash, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from blueprints.context import client_ip, house
from models import Account, Moderator, Sentence, Site
from services.errors import Forbidden, NotFound, Unknown
from services.identity.sessions import see

from . import blp, csrf, door
from .session import current_session
from .view import local_path

log = logging.getLogger(__name__)
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE = ("GET", "HEAD", "OPTIONS")
View = TypeVar("View", bound=Callable[..., Any])
FOR = {
    "moderator": Sentence("Only moderators and owners of this site may do that."),
    "owner": Sentence("Only owners of this site may do that."),
}


def public(view: View) -> View:
    """Somebody who is not signed in may see it."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def needs(role: str) -> Callable[[View], View]:
    """Whoever is less than that at the site may not. Without it reading is for viewers, writing for moderators."""

    def marked(view: View) -> View:
        view.needs = role  # type: ignore[attr-defined]
        return view

    return marked


@door.before_request
@blp.before_request
def refuse_foreign() -> None:
    """A write comes from the room's own pages: the browser says from where, and nobody else can make it lie."""
    if request.method in SAFE:
        return
    origin, own = request.headers.get("Origin"), own_origin()
    if request.headers.get("Sec-Fetch-Site") == "cross-site" or (origin is not None and origin != own):
        told = Sentence(
            "The request did not come from this room. Open the room at %(address)s and try again.", address=own
        )
        raise Forbidden("forged", told)


@door.before_request
@blp.before_request
def require_account() -> AnyResponse | None:
    g.session = current_session()
    g.account = Account.of(g.session.account_id) if g.session else None
    if g.session is not None:
        see(g.session)
    if g.account is not None or hasattr(_view(), "is_public"):
        return None
    if request.headers.get("X-Requested-With"):
        raise Unknown("signed_out", "You are signed out. Sign in again; nothing was changed.")
    if request.method in SAFE:
        return redirect(url_for("door.show_sign_in", next=local_path(request.full_path.rstrip("?"))), 303)
    flash({"kind": "signed_out"})
    return redirect(url_for("door.show_sign_in", next=local_path(request.form.get("back", ""))), 303)


@door.before_request
@blp.before_request
def refuse_forged() -> None:
    csrf.protect()


@blp.before_request
def require_moderator() -> None:
    """Whoever is nothing at a site learns nothing of it, not even that it exists."""
    site = Site.by_key(g.site_key)
    g.moderator = Moderator.at(site.id, g.account.id) if site else None
    if g.moderator is None:
        raise NotFound("not_found", "There is nothing at this address.")
    role = getattr(_view(), "needs", "viewer" if request.method in SAFE else "moderator")
    if not g.moderator.may(role):
        raise Forbidden("role", FOR[role])


@blp.url_value_preprocessor
def take_site(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.site_key = values.pop("site_key") if values else ""


@blp.url_defaults
def give_site(_endpoint: str, values: dict[str, Any]) -> None:
    """Each address that a site's room makes leads into the same site's room."""
    if "site_key" in g:
        values.setdefault("site_key", g.site_key)


@door.after_request
@blp.after_request
def protect(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    if response.status_code in (401, 403):
        log.warning("refused %s from %s", request.endpoint, client_ip())
    return response


def own_origin() -> str:
    """The room's origin as browsers write it: lower case, without the scheme's usual port."""
    parts = urlsplit(house().config.public_url.lower())
    usual = {"http": ":80", "https": ":443"}[parts.scheme]
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual)}"


def _view() -> Callable[..., Any] | None:
    return current_app.view_functions.get(request.endpoint or "")

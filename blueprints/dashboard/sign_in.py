import logging

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.context import client_ip
from blueprints.limits import limit_sign_in
from services.errors import Forbidden
from services.identity.sign_in import sign_in_by_link, sign_in_by_password

from . import blp
from .session import begin, current_moderator, end
from .view import local_path, typed

log = logging.getLogger(__name__)
EMAIL_MOST, PASSWORD_MOST = 320, 1000


@blp.get("/sign-in")
def show_sign_in() -> str | Response:
    to = local_path(request.args.get("next", ""))
    return redirect(to, 303) if g.moderator else render_template("dashboard/sign_in.html", next=to)


@blp.post("/sign-in")
@limit_sign_in
def sign_in() -> Response | tuple[str, int]:
    to = local_path(request.form.get("next", ""))
    email = typed(request.form.get("email", ""), EMAIL_MOST)
    try:
        _begin(sign_in_by_password(email, request.form.get("password", "")[: PASSWORD_MOST + 1]))
    except Forbidden as refusal:
        return render_template("dashboard/sign_in.html", next=to, email=email, wrong=refusal.message), 403
    return redirect(to, 303)


@blp.get("/enter/<token>")
def show_enter(token: str) -> str:
    """Only a button: a mail program that looks at the link before its reader does must not use it up."""
    return render_template("dashboard/enter.html", token=token)


@blp.post("/enter/<token>")
@limit_sign_in
def enter(token: str) -> Response:
    _begin(sign_in_by_link(token))
    return redirect(url_for("room.queue"), 303)


@blp.post("/sign-out")
def sign_out() -> Response:
    end()
    flash({"kind": "left"})
    return redirect(url_for("room.show_sign_in"), 303)


def _begin(token: str) -> None:
    begin(token)
    if moderator := current_moderator():
        log.info("moderator %s signed in from %s", moderator.id, client_ip())

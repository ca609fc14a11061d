import logging

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.context import client_ip
from blueprints.limits import limit_sign_in
from services.errors import Forbidden
from services.identity.sessions import account_of
from services.identity.sign_in import sign_in_by_link, sign_in_by_password
from services.moderation.rooms import rooms_of

from . import door
from .guard import public
from .session import asking_browser, begin, end
from .throttle import asked_email, limit_account
from .view import local_path

log = logging.getLogger(__name__)
PASSWORD_MOST = 1000


@door.get("/")
def rooms() -> Response | str:
    """The sites where one is something; who has one only is led into it."""
    found = rooms_of(g.account.id)
    if len(found) == 1:
        return redirect(url_for("room.queue", site_key=found[0].site.key), 303)
    return render_template("dashboard/rooms.html", rooms=found)


@door.get("/sign-in")
@public
def show_sign_in() -> str | Response:
    to = local_path(request.args.get("next", ""))
    return redirect(to, 303) if g.account else render_template("dashboard/sign_in.html", next=to)


@door.post("/sign-in")
@public
@limit_sign_in
@limit_account
def sign_in() -> Response | tuple[str, int]:
    to, email = local_path(request.form.get("next", "")), asked_email()
    try:
        enter_as(sign_in_by_password(email, typed_password(), asking_browser()))
    except Forbidden as refusal:
        return render_template("dashboard/sign_in.html", next=to, email=email, wrong=refusal.message), 403
    return redirect(to, 303)


@door.get("/enter/<token>")
@public
def show_enter(token: str) -> str:
    """Only a button: a mail program that looks at the link before its reader does must not use it up."""
    return render_template("dashboard/enter.html", token=token)


@door.post("/enter/<token>")
@public
@limit_sign_in
def enter(token: str) -> Response:
    enter_as(sign_in_by_link(token, asking_browser()))
    return redirect(url_for("door.rooms"), 303)


@door.post("/sign-out")
def sign_out() -> Response:
    end()
    flash({"kind": "left"})
    return redirect(url_for("door.show_sign_in"), 303)


def enter_as(token: str) -> None:
    begin(token)
    if account := account_of(token):
        log.info("account %s signed in from %s", account.id, client_ip())


def typed_password(field: str = "password") -> str:
    """One character more than a password may have shows that it is too long, and costs no more than that."""
    return request.form.get(field, "")[: PASSWORD_MOST + 1]

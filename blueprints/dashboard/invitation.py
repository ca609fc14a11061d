"""What somebody finds behind the link of an invitation. Looking at it changes nothing: it takes a button."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.errors import STATUS
from blueprints.limits import limit_sign_in
from services.errors import Refusal
from services.identity.invitations import accept, accept_anew, read_invitation

from . import door
from .guard import public
from .session import asking_browser
from .sign_in import enter_as, typed_password
from .view import typed

NAME_MOST = 200
Answer = Response | str | tuple[str, int]


@door.get("/invitation/<token>")
@public
def show_invitation(token: str) -> Answer:
    return _show(token)


@door.post("/invitation/<token>")
@public
@limit_sign_in
def take_invitation(token: str) -> Answer:
    if g.account is not None:
        return _welcome(accept(token, g.account).key)
    name = typed(request.form.get("name", ""), NAME_MOST)
    try:
        site, session = accept_anew(token, name, typed_password(), asking_browser())
    except Refusal as refusal:
        return _show(token, refusal, name)
    key = site.key
    enter_as(session)
    return _welcome(key)


def _show(token: str, refusal: Refusal | None = None, name: str = "") -> Answer:
    invited = read_invitation(token)
    page = render_template("dashboard/invitation.html", invited=invited, token=token, refusal=refusal, name=name)
    return (page, STATUS[type(refusal)]) if refusal else page


def _welcome(key: str) -> Response:
    flash({"kind": "joined"})
    return redirect(url_for("room.queue", site_key=key), 303)

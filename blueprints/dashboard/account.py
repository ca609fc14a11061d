import logging

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.errors import STATUS
from blueprints.words import codes, own_names
from models import AccountSession
from services.errors import Invalid, Refusal
from services.identity.passwords import change_password
from services.identity.people import choose_language, rename
from services.identity.sessions import end_session, end_sessions

from . import door
from .browsers import browser_of
from .sign_in import typed_password
from .throttle import limit_own_account
from .view import typed

log = logging.getLogger(__name__)
NAME_MOST = 200
Answer = Response | str | tuple[str, int]


@door.get("/account")
def account() -> Answer:
    return show_account()


@door.post("/account/name")
def change_name() -> Answer:
    try:
        rename(g.account, typed(request.form.get("name", ""), NAME_MOST))
    except Refusal as refusal:
        return show_account(refusal)
    return back("renamed")


@door.post("/account/language")
def choose_own_language() -> Answer:
    code = request.form.get("language", "")
    if code not in ("", *codes()):
        return show_account(Invalid("invalid", "There is no such language here.", fields={"language": "not_allowed"}))
    choose_language(g.account, code or None)
    return back("language_chosen")


@door.post("/account/password")
@limit_own_account
def change_own_password() -> Answer:
    try:
        change_password(g.session, typed_password("present"), typed_password())
    except Refusal as refusal:
        return show_account(refusal)
    log.info("account %s changed its password", g.account.id)
    return back("password_changed")


@door.post("/account/sessions/<int:session_id>/end")
def end_one(session_id: int) -> Answer:
    end_session(g.account.id, session_id)
    log.info("account %s ended a session", g.account.id)
    return back("session_ended")


@door.post("/account/sessions/end-others")
def end_others() -> Answer:
    count = end_sessions(g.account.id, but=g.session.id)
    log.info("account %s ended %s other sessions", g.account.id, count)
    return back("sessions_ended")


def show_account(refusal: Refusal | None = None) -> Answer:
    sessions = AccountSession.standing(g.account.id)
    known = {"sessions": sessions, "browser_of": browser_of, "languages": own_names()}
    page = render_template("dashboard/account.html", **known, refusal=refusal)
    return (page, STATUS[type(refusal)]) if refusal else page


def back(kind: str) -> Response:
    flash({"kind": kind})
    return redirect(url_for("door.account"), 303)

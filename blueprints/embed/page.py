"""The discussion without a script: read, write, reply, page by page. In an iframe of the site's pages or by itself."""

import re
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from marshmallow import ValidationError

from blueprints.api.comments import refuse_missing
from blueprints.api.forms import TRAP_NAME
from blueprints.api.schemas.asked import NewComment, ThreadQuery
from blueprints.context import client_ip, header, house, site_or_404
from blueprints.errors import FIELD_MESSAGES
from blueprints.limits import limit_writes
from models import AllowedOrigin, Comment, Site
from services.discussion.pages import Page, refuse_foreign
from services.discussion.post_comment import Draft, Sender, Sheet, post_comment
from services.errors import Conflict, Invalid, NotFound
from services.reading.own_comments import present_own
from services.reading.read_thread import find_place, parse_cursor, read_thread
from services.text import plain

blp = Blueprint("embed", __name__, url_prefix="/embed")


@blp.after_request
def let_the_sites_pages_frame_it(response: Response) -> Response:
    """A refusal too: in an iframe that may not show it, a reader would lose what they wrote."""
    named = re.search(rb"(?:^|&)site=([a-z0-9-]{1,63})(?:&|$)", request.query_string)
    site = Site.by_key(named[1].decode()) if named and response.status_code < 500 else None
    ancestors = " ".join(AllowedOrigin.of(site.id)) if site else "'none'"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
    )
    return response


@blp.get("/thread")
def show() -> Response:
    """The page: what stands there, and an empty form (a reply's, when `reply` names a comment)."""
    asked = _asked()
    site, page = _place(asked)
    return _render(site, page, asked, {"parent": request.args.get("reply", type=int)})


@blp.post("/thread")
@limit_writes
def post() -> Response:
    """Post, then back to the page by a redirect, so that a reload posts nothing twice."""
    asked = _asked()
    site, page = _place(asked)
    typed = {name: value for name, value in request.form.items() if name in ("name", "email", "website", "text")}
    parent = _parent()
    try:
        comment = post_comment(site, page, _draft(site, asked, typed, parent), _sender(site), _sheet(site, page))
    except (Invalid, Conflict) as refusal:
        fields = {field: FIELD_MESSAGES[code] for field, code in (refusal.fields or {}).items()}
        wrong = {"message": refusal.message, "fields": fields}
        response = _render(site, page, asked, typed | {"parent": parent}, wrong)
        response.status_code = 422 if isinstance(refusal, Invalid) else 409
        return response
    receipt = house().tokens.write_receipt(site.id, comment.id)
    return redirect(f"{url_for('embed.show')}?{urlencode(_kept(asked) | {'receipt': receipt})}#receipt", 303)  # type: ignore[return-value]


def _parent() -> int | None:
    """The comment that is replied to. Raises Invalid for what is no number of ours."""
    parent = request.form.get("parent", "")
    if parent and not re.fullmatch(r"[0-9]{1,15}", parent):
        raise Invalid("invalid", "The comment that you reply to is not one.", fields={"parent": "wrong_type"})
    return int(parent) if parent else None


def _asked() -> dict[str, Any]:
    """The query, checked like the API's. Raises Invalid."""
    told = {name: value for name, value in request.args.items() if name not in ("reply", "receipt")}
    try:
        return dict(ThreadQuery().load(told))
    except ValidationError as error:
        raise Invalid(
            "invalid",
            "The address of this page is incomplete or wrong.",
            fields={str(name): str(codes[0]) for name, codes in error.normalized_messages().items()},
        ) from None


def _place(asked: dict[str, Any]) -> tuple[Site, Page]:
    site = site_or_404(asked["site"])
    page = Page(asked["url"], asked.get("thread"))
    refuse_foreign(site, page)
    return site, page


def _draft(site: Site, asked: dict[str, Any], typed: dict[str, str], parent: int | None) -> Draft:
    try:
        told = NewComment().load({"site": asked["site"], "url": asked["url"], "text": "", **typed})
    except ValidationError as error:
        fields = {str(name): str(codes[0]) for name, codes in error.normalized_messages().items()}
        raise Invalid("invalid", "Something is missing or not right.", fields=fields) from None
    refuse_missing(site, told)
    return Draft(told["text"], told["name"], told["email"], told["website"], parent)


def _sender(site: Site) -> Sender:
    tokens = house().tokens
    token = request.form.get("visitor", "")
    return Sender(
        visitor=tokens.read_visitor(site.id, token) if token else tokens.new_visitor(site.id),
        ip=client_ip(),
        user_agent=header("User-Agent", 1000),
        referrer=header("Referer", 2000),
    )


def _sheet(site: Site, page: Page) -> Sheet:
    """The form's signature is what a cookie-less page has against forgery; without it nothing is taken."""
    form = house().tokens.read_form(site.id, page.address, request.form.get("form", ""))
    return Sheet(form, plain.without_hidden(request.form.get(form.trap_name, "")[:2000]))


def _render(
    site: Site, page: Page, asked: dict[str, Any], typed: dict[str, Any], wrong: dict[str, Any] | None = None
) -> Response:
    place = find_place(site.key, page.address)
    if place is None:
        raise NotFound("unknown_site", "There is no site with this key.")
    tokens = house().tokens
    told = read_thread(place, sort=asked["sort"], cursor=parse_cursor(asked.get("cursor")))
    visitor = request.form.get("visitor") or tokens.write_visitor(tokens.new_visitor(site.id))
    body = render_template(
        "embed/thread.html",
        **told,
        asked=asked,
        kept=urlencode(_kept(asked)),
        typed=typed,
        wrong=wrong,
        own=_receipt(site),
        form=tokens.write_form(site.id, page.address, TRAP_NAME),
        trap=TRAP_NAME,
        visitor=visitor,
        page=page,
    )
    response = make_response(body)
    response.headers["Cache-Control"] = "no-store"
    return response


def _kept(asked: dict[str, Any]) -> dict[str, str]:
    return {name: asked[name] for name in ("site", "url", "thread") if asked.get(name)}


def _receipt(site: Site) -> dict[str, Any] | None:
    """One's own comment after posting it: its state, known by a signed receipt in the address."""
    comment_id = house().tokens.read_receipt(site.id, request.args.get("receipt", ""))
    comment = Comment.of(site.id, comment_id) if comment_id else None
    return present_own(comment) if comment else None

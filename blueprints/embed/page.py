"""The discussion without a script: read, write, reply, page by page. In an iframe of the site's pages or by itself."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from marshmallow import ValidationError

from blueprints.api.comments import refuse_missing
from blueprints.api.schemas.asked import NewComment
from blueprints.context import client_ip, header, house, site_or_404
from blueprints.limits import limit_writes
from blueprints.tickets import open_ticket, read_ticket
from models import AllowedOrigin, Comment, Person, Site
from models.site import SORTS
from services.discussion.post_comment import Draft, Sender, Sheet, post_comment
from services.errors import Conflict, Invalid, NotFound
from services.pages import Page, refuse_foreign
from services.reading.cursors import parse_cursor
from services.reading.own_comments import tell_own
from services.reading.place import Place, find_place
from services.reading.read_branch import read_branch
from services.reading.read_thread import read_thread, tell_thread
from services.reading.rows import present
from services.spam import question, work
from services.spam.outside.asked import services_of
from services.text import plain
from services.text.links import pieces

from .asked import NoScriptQuery, codes_of, page_of, read_query
from .explained import Explained, explain_refusal
from .here import Here, outline

TYPED = ("name", "email", "website", "text", "answer")

blp = Blueprint("embed", __name__, url_prefix="/embed")


@dataclass
class Form:
    """The form as it is shown: what stands in it, what it answers, and what is wrong with it."""

    typed: dict[str, Any] = field(default_factory=dict)
    parent: Comment | None = None
    wrong: Explained | None = None


@blp.after_request
def let_the_sites_pages_frame_it(response: Response) -> Response:
    """A refusal too: in an iframe that may not show it, a reader would lose what they wrote."""
    named = re.search(rb"(?:^|&)site=([a-z0-9-]{1,63})(?:&|$)", request.query_string)
    site = Site.by_key(named[1].decode()) if named and response.status_code < 500 else None
    ancestors = " ".join(AllowedOrigin.of(site.id)) if site else "'none'"
    images = "'self' https:" if site and site.images else "'self'"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; img-src {images}; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {ancestors}"
    )
    return response


@blp.get("/thread")
def show() -> Response:
    """The page: what stands there, and an empty form (a reply's, when `reply` names a comment)."""
    asked, place, page = _asked()
    here = Here.at(place.site, page, asked)
    if not asked["reply"]:
        return _render(here, place, Form())
    parent = _parent(place, asked["reply"])
    if parent is None:
        return _render(here, place, Form(), here.words.say("write.errors.parent_gone"))
    return _render(here, place, Form({"parent": parent.id}, parent))


@blp.post("/thread")
@limit_writes
def post() -> Response:
    """Post, then back to the page by a redirect, so that a reload posts nothing twice."""
    asked, place, page = _asked()
    here = Here.at(place.site, page, asked)
    typed: dict[str, Any] = {name: value for name, value in request.form.items() if name in TYPED}
    typed |= {"parent": _parent_id()}
    try:
        comment = _post(here, typed)
    except (Invalid, Conflict) as refusal:
        form = Form(typed, _parent(place, str(typed["parent"])), explain_refusal(here, refusal))
        response = _render(here, place, form)
        response.status_code = 422 if isinstance(refusal, Invalid) else 409
        return response
    receipt = house().tokens.write_receipt(place.site.id, comment.id)
    return redirect(f"{url_for('embed.show')}?{urlencode(here.kept | {'receipt': receipt})}#receipt", 303)  # type: ignore[return-value]


def _asked() -> tuple[dict[str, Any], Place, Page]:
    asked = read_query(NoScriptQuery)
    site, page = site_or_404(asked["site"]), page_of(asked)
    refuse_foreign(site, page)
    place = find_place(site.key, page.address)
    return asked, Place(site, place and place.thread), page


def _parent_id() -> int | None:
    """The comment that is replied to. Raises Invalid for what is no number of ours."""
    parent = request.form.get("parent", "")
    if parent and not re.fullmatch(r"[0-9]{1,15}", parent):
        raise Invalid("invalid", "The comment that you reply to is not one.", fields={"parent": "wrong_type"})
    return int(parent) if parent else None


def _parent(place: Place, written: str) -> Comment | None:
    """The published comment of this discussion that has this number."""
    comment = Comment.of(place.site.id, int(written)) if re.fullmatch(r"[0-9]{1,15}", written) else None
    is_here = comment and place.thread and comment.thread_id == place.thread.id and comment.is_published
    return comment if is_here else None


def _post(here: Here, typed: dict[str, Any]) -> Comment:
    site, page = here.site, here.page
    told = {"site": site.key, "url": page.url, "text": ""} | {name: typed[name] for name in TYPED if name in typed}
    try:
        told = NewComment().load(told)
    except ValidationError as error:
        raise Invalid("invalid", "Something is missing or not right.", fields=codes_of(error)) from None
    refuse_missing(site, told)
    draft = Draft(told["text"], told["name"], told["email"], told["website"], typed["parent"])
    return post_comment(site, page, draft, _sender(site), _sheet(site, page))


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
    form = read_ticket(site, page, request.form.get("form", ""))
    trap_content = plain.without_hidden(request.form.get(form.trap_name, "")[:2000])
    return Sheet(form, trap_content, question.judge_answer(site, request.form.get("answer", "")[:200]))


def _render(here: Here, place: Place, form: Form, notice: str = "") -> Response:
    told, status = _read(here, place), 200
    if told is None:
        told, status, notice = read_thread(place), 404, here.words.say("read.goneLink")
    body = render_template(
        "embed/thread.html",
        here=here,
        w=here.words,
        thread=told["thread"],
        comments=outline(told["comments"]),
        next=told["next"],
        branch=here.asked["replies"] if status == 200 else None,
        is_first=status == 200 and not any(here.asked[name] for name in ("cursor", "comment", "replies")),
        sort=here.asked["sort"] or here.site.sort,
        sorts=[sort for sort in SORTS if sort != "best" or here.site.votes != "none"],
        notice=notice,
        own=_receipt(here),
        typed=form.typed,
        parent=present(form.parent) if form.parent else None,
        wrong=form.wrong,
        ticket=_ticket(here),
        judges=services_of(here.site),
        privacy=pieces(here.site.privacy_text or ""),
    )
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _read(here: Here, place: Place) -> dict[str, Any] | None:
    """The part of the discussion that was asked for; None when readers don't see the comment that was named."""
    asked, cursor = here.asked, parse_cursor(here.asked["cursor"])
    try:
        if asked["replies"]:
            branch = read_branch(place, asked["replies"], cursor)
            return {"thread": tell_thread(place), "comments": [branch["root"]], "next": branch["next"]}
        return read_thread(place, sort=asked["sort"], cursor=cursor, around=asked["comment"])
    except NotFound:
        return None


def _ticket(here: Here) -> dict[str, Any]:
    """What the form carries unseen, and the question of a site that asks one."""
    tokens, site = house().tokens, here.site
    form, visitor = open_ticket(site, here.page), request.form.get("visitor", "")
    person = Person.by_visitor(site.id, tokens.read_visitor(site.id, visitor).name) if visitor else None
    return {
        "form": form.token,
        "visitor": visitor or tokens.write_visitor(tokens.new_visitor(site.id)),
        "trap": form.trap_name,
        "question": site.question if question.is_set(site) and work.is_asked(site, person) else None,
    }


def _receipt(here: Here) -> dict[str, Any] | None:
    """One's own comment after posting it: its state, known by a signed receipt in the address."""
    comment_id = house().tokens.read_receipt(here.site.id, here.asked["receipt"])
    comment = Comment.of(here.site.id, comment_id) if comment_id else None
    return tell_own(here.site, comment) if comment else None

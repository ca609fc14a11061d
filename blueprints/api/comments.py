import re
from typing import Any

from flask import Response, request

from blueprints.api import blp
from blueprints.context import client_ip, header, house, visitor
from blueprints.limits import limit_writes
from blueprints.tickets import check_work, read_ticket
from models import Site
from services.discussion.post_comment import Draft, Sender, Sheet, post_comment
from services.errors import Invalid, Malformed
from services.identity.tokens import Visitor
from services.pages import Page
from services.reading.own_comments import tell_own
from services.spam import question
from services.text import plain

from .answers import json_response, site_for
from .schemas.asked import NewComment
from .schemas.told import Error, Posted


@blp.post("/comments")
@limit_writes
@blp.arguments(NewComment())
@blp.alt_response(201, schema=Posted, success=True, description="Published, or waits for a moderator")
@blp.alt_response(202, schema=Posted, success=True, description="Stored; it is being checked")
@blp.alt_response(409, schema=Error)
@blp.alt_response(422, schema=Error)
@blp.alt_response(429, schema=Error)
@blp.doc(
    security=[{"visitor": []}, {}],
    parameters=[
        {
            "in": "header",
            "name": "Idempotency-Key",
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"},
            "description": "The same on each retry of the same comment: then it is stored once",
        }
    ],
)
def post(asked: dict[str, Any]) -> Response:
    """Post a comment or a reply. Once this answers with success the comment is on disk."""
    site = site_for(asked["site"])
    known = visitor(site)
    refuse_missing(site, asked, is_proven=known is not None and known.is_proven)
    page = Page(asked["url"], asked.get("thread"), asked["title"], asked["modified"])
    draft = Draft(asked["text"], asked["name"], asked["email"], asked["website"], asked["parent"])
    comment = post_comment(site, page, draft, sender(site, known), sheet(site, page, asked), idempotency_key())
    return json_response({"comment": tell_own(site, comment)}, 202 if comment.status == "checking" else 201)


def refuse_missing(site: Site, asked: dict[str, Any], *, is_proven: bool = False) -> None:
    """What the site requires, and how long it lets a text be. Who is proven by the host site is asked for no name."""
    wrong = {}
    if site.name_required and not is_proven and plain.is_blank(asked["name"]):
        wrong["name"] = "required"
    if site.email_required and not is_proven and not asked["email"]:
        wrong["email"] = "required"
    if asked["website"] and not site.website_asked:
        wrong["website"] = "not_allowed"
    if len(asked["text"]) > site.text_max:
        wrong["text"] = "too_long"
    if wrong:
        raise Invalid("invalid", "Something is missing or too long.", fields=wrong)


def sender(site: Site, known: Visitor | None) -> Sender:
    return Sender(
        visitor=known or house().tokens.new_visitor(site.id),
        is_new=known is None,
        ip=client_ip(),
        user_agent=header("User-Agent", 1000),
        referrer=header("Referer", 2000),
    )


def sheet(site: Site, page: Page, asked: dict[str, Any]) -> Sheet:
    if not asked["form"]:
        return Sheet(trap_content=asked["trap"])
    form = read_ticket(site, page, asked["form"])
    state = check_work(form, asked["work"])
    if state == "missing" and asked["answer"] and question.is_set(site):
        state = question.judge_answer(site, asked["answer"])
    return Sheet(form, asked["trap"], state)


def idempotency_key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,64}", key):
        raise Malformed("malformed", "An Idempotency-Key has 16 to 64 of A-Z, a-z, 0-9, _ and -.")
    return key

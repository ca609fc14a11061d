from typing import Any

from flask import Response

from blueprints.api import blp
from blueprints.context import visitor
from blueprints.limits import limit_writes
from models import Site
from services.discussion.own_comment import delete_comment, edit_comment
from services.errors import NotFound, Unknown
from services.identity.tokens import Visitor
from services.pages import Page
from services.reading.own_comments import read_own, tell_own
from services.reading.place import Place, find_place
from services.reading.rows import present

from .answers import json_response, site_for
from .schemas.asked import Edit, PageQuery, SiteQuery
from .schemas.told import Error, Mine, Posted, Removed


@blp.get("/mine")
@blp.arguments(PageQuery, location="query")
@blp.alt_response(200, schema=Mine, success=True)
@blp.doc(security=[{"visitor": []}])
def show_own(asked: dict[str, Any]) -> Response:
    """Read what is one's own in a discussion: comments that wait or are of the last day, votes, reactions, reports."""
    site = site_for(asked["site"])
    who = known_visitor(site)
    place = find_place(site.key, Page(asked["url"], asked.get("thread")).address)
    return json_response(read_own(place or Place(site, None), who))


@blp.patch("/comments/<int:comment_id>")
@limit_writes
@blp.arguments(Edit)
@blp.alt_response(200, schema=Posted, success=True, description="Published, or waits for a moderator")
@blp.alt_response(202, schema=Posted, success=True, description="Stored; it is being checked")
@blp.alt_response(403, schema=Error, description="It is somebody else's")
@blp.alt_response(409, schema=Error, description="The time for changes is over")
@blp.doc(security=[{"visitor": []}])
def edit(asked: dict[str, Any], comment_id: int) -> Response:
    """Change the text of one's own comment. It is judged again; the moderators see what it said before."""
    site = site_for(asked["site"])
    comment = edit_comment(site, stored(comment_id), known_visitor(site), asked["text"])
    return json_response({"comment": tell_own(site, comment)}, 202 if comment.status == "checking" else 200)


@blp.delete("/comments/<int:comment_id>")
@limit_writes
@blp.arguments(SiteQuery, location="query")
@blp.alt_response(200, schema=Removed, success=True)
@blp.alt_response(403, schema=Error, description="It is somebody else's")
@blp.alt_response(409, schema=Error, description="The time for changes is over")
@blp.doc(security=[{"visitor": []}])
def delete(asked: dict[str, Any], comment_id: int) -> Response:
    """Delete one's own comment: what was written and who wrote it are gone at once. Replies to it stay."""
    site = site_for(asked["site"])
    return json_response({"comment": present(delete_comment(site, stored(comment_id), known_visitor(site)))})


def known_visitor(site: Site) -> Visitor:
    if who := visitor(site):
        return who
    raise Unknown("visitor_unknown", "Send the visitor token that GET /form gave out, as bearer.")


def stored(comment_id: int) -> int:
    """A number that a comment may have. Raises NotFound for one that the database could not even hold."""
    if comment_id >= 2**63:
        raise NotFound("not_found", "There is no such comment here.")
    return comment_id

from typing import Any

from flask import Response, request

from blueprints.api import blp
from blueprints.context import house
from services.discussion.pages import Page
from services.errors import NotFound
from services.reading.read_thread import find_place, parse_cursor, read_replies, read_thread

from . import cors
from .answers import json_bytes, json_response, site_for
from .schemas.asked import RepliesQuery, ThreadQuery
from .schemas.told import Error, RepliesPage, ThreadPage


@blp.get("/threads")
@blp.arguments(ThreadQuery, location="query")
@blp.alt_response(200, schema=ThreadPage, success=True)
@blp.alt_response(304, description="Nothing has changed since the ETag in If-None-Match", success=True)
@blp.alt_response(404, schema=Error, description="There is no such site")
def show_thread(asked: dict[str, Any]) -> Response:
    """Read the discussion under a page: the same bytes for every visitor, with an ETag."""
    page = Page(asked["url"], asked.get("thread"))
    place = find_place(asked["site"], page.address)
    if place is None:
        raise NotFound("unknown_site", "There is no site with this key.", fields={"site": "not_allowed"})
    cors.admit(place.site)
    cursor = parse_cursor(asked.get("cursor"))
    etag = place.etag(asked["sort"], cursor)
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        response = Response(_page(etag, place, asked["sort"], cursor), mimetype="application/json")
    response.set_etag(etag)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _page(etag: str, place: Any, sort: Any, cursor: int | None) -> bytes:
    pages = house().pages
    if (ready := pages.get(etag)) is None:
        ready = json_bytes(read_thread(place, sort=sort, cursor=cursor))
        pages.put(etag, ready)
    return ready


@blp.get("/comments/<int:root_id>/replies")
@blp.arguments(RepliesQuery, location="query")
@blp.alt_response(200, schema=RepliesPage, success=True)
def show_replies(asked: dict[str, Any], root_id: int) -> Response:
    """Read further replies below a root, oldest first and flat."""
    site = site_for(asked["site"])
    replies = read_replies(site.id, root_id, parse_cursor(asked["cursor"]) or 0) if root_id < 2**63 else None
    if replies is None:
        raise NotFound("not_found", "There is no such comment here.")
    return json_response(replies)

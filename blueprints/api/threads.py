from collections.abc import Callable
from typing import Any

from flask import Response, request

from blueprints.api import blp
from blueprints.context import house
from services.errors import NotFound
from services.pages import Page
from services.reading.cursors import parse_cursor
from services.reading.read_changes import read_changes
from services.reading.read_replies import read_replies
from services.reading.read_thread import Place, find_place, read_thread

from . import cors
from .answers import json_bytes, json_response, site_for
from .schemas.asked import ChangesQuery, RepliesQuery, ThreadQuery
from .schemas.told import Changes, Error, RepliesPage, ThreadPage


@blp.get("/threads")
@blp.arguments(ThreadQuery, location="query")
@blp.alt_response(200, schema=ThreadPage, success=True)
@blp.alt_response(304, description="Nothing has changed since the ETag in If-None-Match", success=True)
@blp.alt_response(404, schema=Error, description="There is no such site, or no such comment")
def show_thread(asked: dict[str, Any]) -> Response:
    """Read the discussion under a page: the same bytes for every visitor, with an ETag."""
    place = find_admitted(asked)
    sort, cursor, around = asked["sort"], parse_cursor(asked.get("cursor")), asked.get("around")
    etag = place.etag(sort, cursor, around)
    return shared(etag, lambda: read_thread(place, sort=sort, cursor=cursor, around=around))


@blp.get("/changes")
@blp.arguments(ChangesQuery, location="query")
@blp.alt_response(200, schema=Changes, success=True)
@blp.alt_response(304, description="Nothing has changed since the ETag in If-None-Match", success=True)
def show_changes(asked: dict[str, Any]) -> Response:
    """Read what changed in a discussion after a version of it: the same bytes for every visitor, with an ETag."""
    place, since = find_admitted(asked), asked["since"]
    return shared(place.etag("changes", since), lambda: read_changes(place, since))


@blp.get("/comments/<int:root_id>/replies")
@blp.arguments(RepliesQuery, location="query")
@blp.alt_response(200, schema=RepliesPage, success=True)
def show_replies(asked: dict[str, Any], root_id: int) -> Response:
    """Read further replies below a root, oldest first and flat."""
    site = site_for(asked["site"])
    replies = read_replies(site.id, root_id, parse_cursor(asked["cursor"])) if root_id < 2**63 else None
    if replies is None:
        raise NotFound("not_found", "There is no such comment here.")
    return json_response(replies)


def find_admitted(asked: dict[str, Any]) -> Place:
    """The discussion that is asked about, once the site's list admits the page that asks."""
    place = find_place(asked["site"], Page(asked["url"], asked.get("thread")).address)
    if place is None:
        raise NotFound("unknown_site", "There is no site with this key.", fields={"site": "not_allowed"})
    cors.admit(place.site)
    return place


def shared(etag: str, read: Callable[[], Any]) -> Response:
    """An answer that is the same for everybody: 304 where the asker has it, ready bytes where we do."""
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        pages = house().pages
        if (ready := pages.get(etag)) is None:
            ready = json_bytes(read())
            pages.put(etag, ready)
        response = Response(ready, mimetype="application/json")
    response.set_etag(etag)
    response.headers["Cache-Control"] = "no-cache"
    return response

from collections.abc import Callable
from typing import Any

from flask import Response, request

from blueprints.api import blp
from blueprints.ready.share import in_caches, share
from models.asking import on_one_connection
from services.errors import NotFound
from services.pages import Page
from services.reading.cursors import parse_cursor
from services.reading.place import Place, find_place
from services.reading.read_changes import read_changes
from services.reading.read_replies import find_root, read_replies
from services.reading.read_thread import read_thread

from . import cors
from .answers import json_bytes, site_for
from .schemas.asked import ChangesQuery, RepliesQuery, ThreadQuery
from .schemas.told import Changes, Error, RepliesPage, ThreadPage


@blp.get("/threads")
@blp.arguments(ThreadQuery(), location="query")
@blp.alt_response(200, schema=ThreadPage, success=True)
@blp.alt_response(304, description="Nothing has changed since the ETag in If-None-Match", success=True)
@blp.alt_response(404, schema=Error, description="There is no such site, or no such comment")
@on_one_connection()
def show_thread(asked: dict[str, Any]) -> Response:
    """Read the discussion under a page: the same bytes for every visitor, with an ETag."""
    address = Page(asked["url"], asked.get("thread")).address
    place = find_admitted(asked["site"], address)
    sort, cursor, around = asked["sort"], parse_cursor(asked.get("cursor")), asked.get("around")
    response = _unless_held(
        place.etag(sort, cursor, around), lambda: read_thread(place, sort=sort, cursor=cursor, around=around)
    )
    return share(response, place, address=address)


@blp.get("/changes")
@blp.arguments(ChangesQuery(), location="query")
@blp.alt_response(200, schema=Changes, success=True)
@blp.alt_response(304, description="Nothing has changed since the ETag in If-None-Match", success=True)
@on_one_connection()
def show_changes(asked: dict[str, Any]) -> Response:
    """Read what changed in a discussion after a version of it: the same bytes for every visitor, with an ETag."""
    address, since = Page(asked["url"], asked.get("thread")).address, asked["since"]
    place = find_admitted(asked["site"], address)
    response = _unless_held(place.etag("changes", since), lambda: read_changes(place, since))
    return share(response, place, address=address)


@blp.get("/comments/<int:root_id>/replies")
@blp.arguments(RepliesQuery(), location="query")
@blp.alt_response(200, schema=RepliesPage, success=True)
@blp.alt_response(304, description="Nothing has changed since the ETag in If-None-Match", success=True)
def show_replies(asked: dict[str, Any], root_id: int) -> Response:
    """Read further replies below a root, oldest first and flat."""
    site, cursor = site_for(asked["site"]), parse_cursor(asked["cursor"])
    root = find_root(site.id, root_id) if root_id < 2**63 else None
    if root is None:
        raise NotFound("not_found", "There is no such comment here.")
    place = Place(site, root.thread)
    return share(_unless_held(place.etag("replies", root_id, cursor), lambda: read_replies(root, cursor)), place)


def find_admitted(site_key: str, address: str) -> Place:
    """The discussion that is asked about, once the site's list admits the page that asks."""
    place = find_place(site_key, address)
    if place is None:
        raise NotFound("unknown_site", "There is no site with this key.", fields={"site": "not_allowed"})
    cors.admit(place.site)
    return place


def _unless_held(etag: str, read: Callable[[], Any]) -> Response:
    """An answer that is the same for everybody; 304 where the asker has it."""
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        response = Response(json_bytes(read()), mimetype="application/json")
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = in_caches()
    return response

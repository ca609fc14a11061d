from typing import Any

from flask import Response

from blueprints.api import blp
from blueprints.context import visitor
from services.discussion.pages import Page
from services.errors import Unknown
from services.reading.own_comments import own_waiting
from services.reading.read_thread import find_place

from .answers import json_response, site_for
from .schemas.asked import PageQuery
from .schemas.told import OwnComments


@blp.get("/mine")
@blp.arguments(PageQuery, location="query")
@blp.alt_response(200, schema=OwnComments, success=True)
@blp.doc(security=[{"visitor": []}])
def show_own(asked: dict[str, Any]) -> Response:
    """Read one's own comments that readers don't see yet."""
    site = site_for(asked["site"])
    who = visitor(site)
    if who is None:
        raise Unknown("visitor_unknown", "Send the visitor token that GET /form gave out, as bearer.")
    place = find_place(site.key, Page(asked["url"], asked.get("thread")).address)
    return json_response({"comments": own_waiting(place, who) if place else []})

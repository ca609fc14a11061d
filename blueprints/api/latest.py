from typing import Any

from flask import Response, request

from blueprints.api import blp
from blueprints.ready.share import kept_for, share_for
from services.reading.latest import read_latest

from .answers import json_response, site_for
from .schemas.asked import LatestQuery
from .schemas.told import Latest


@blp.get("/latest")
@blp.arguments(LatestQuery, location="query")
@blp.alt_response(200, schema=Latest, success=True)
@blp.alt_response(304, description="Nothing has changed since the ETag in If-None-Match", success=True)
def show_latest(asked: dict[str, Any]) -> Response:
    """Read the site's newest comments: the same for everybody, and up to half a minute old."""
    response = json_response({"comments": read_latest(site_for(asked["site"]).id, asked["count"])})
    response.headers["Cache-Control"] = kept_for(30)
    response.add_etag(weak=True)
    return share_for(response.make_conditional(request))

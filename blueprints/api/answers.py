from typing import Any

import orjson
from flask import Response

from blueprints.context import site_or_404
from models import Site

from . import cors


def json_bytes(told: Any) -> bytes:
    return orjson.dumps(told)


def json_response(told: Any, status: int = 200) -> Response:
    """An answer for one visitor: nobody may keep it."""
    response = Response(json_bytes(told), status=status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def site_for(key: str) -> Site:
    """The site that is asked about, once its list admits the page that asks."""
    site = site_or_404(key)
    cors.admit(site)
    return site

from typing import Any

from flask import Response

from blueprints.api import blp
from blueprints.limits import limit_preview
from services.writing.rendering import preview

from .answers import json_response, site_for
from .schemas.asked import PreviewAsked
from .schemas.told import Error, Preview


@blp.post("/preview")
@limit_preview
@blp.arguments(PreviewAsked)
@blp.alt_response(200, schema=Preview, success=True)
@blp.alt_response(422, schema=Error)
@blp.alt_response(429, schema=Error)
def show_preview(asked: dict[str, Any]) -> Response:
    """Render a text as the comment will be, by the same code. Nothing is stored."""
    return json_response({"html": preview(site_for(asked["site"]), asked["text"])})

from typing import Any

from flask import Response

from blueprints.api import blp
from blueprints.context import house
from blueprints.limits import limit_reacting
from services.identity.single_sign_on import begin_session

from .answers import json_response, site_for
from .schemas.asked import SessionAsked
from .schemas.told import Error, SessionTold


@blp.post("/sessions")
@limit_reacting
@blp.arguments(SessionAsked)
@blp.alt_response(200, schema=SessionTold, success=True)
@blp.alt_response(401, schema=Error, description="The token is not valid here")
@blp.alt_response(403, schema=Error, description="The site has no single sign-on")
def begin(asked: dict[str, Any]) -> Response:
    """Say who the reader is, by a token that the host site's server signed. The visitor token lives for a day."""
    session = begin_session(site_for(asked["site"]), asked["token"])
    return json_response({"visitor": house().tokens.write_visitor(session.visitor), "name": session.name})

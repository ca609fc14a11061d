from typing import Any

from flask import Response

from blueprints.api import blp
from blueprints.limits import limit_reacting
from services.reacting.vote import vote

from .answers import json_response, site_for
from .asker import asker, hidden_address, token_of
from .own import stored
from .schemas.asked import VoteAsked
from .schemas.told import Error, Voted


@blp.put("/comments/<int:comment_id>/vote")
@limit_reacting
@blp.arguments(VoteAsked)
@blp.alt_response(200, schema=Voted, success=True)
@blp.alt_response(403, schema=Error, description="The site does not offer it, or it is one's own comment")
@blp.alt_response(404, schema=Error)
@blp.alt_response(409, schema=Error, description="The discussion is closed")
@blp.alt_response(422, schema=Error)
@blp.alt_response(429, schema=Error, description="Too often, or five others of the same address have voted on it")
@blp.doc(security=[{"visitor": []}, {}])
def put_vote(asked: dict[str, Any], comment_id: int) -> Response:
    """Vote on a comment, once for each visitor: change it as often as you like, 0 takes it back."""
    site = site_for(asked["site"])
    who = asker(site)
    address = hidden_address("vote", site.id, comment_id)
    comment = vote(site, stored(comment_id), who, address, asked["value"])
    told = {"up": comment.up, "down": comment.down, "mine": asked["value"], "visitor": token_of(who)}
    return json_response(told)

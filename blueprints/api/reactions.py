from typing import Any

from flask import Response

from blueprints.api import blp
from blueprints.limits import limit_reacting
from models import Reaction
from services.pages import Page
from services.reacting.react import react

from .answers import json_response, site_for
from .asker import asker, hidden_address, token_of
from .schemas.asked import ReactionAsked
from .schemas.told import Error, Reacted


@blp.put("/reactions")
@limit_reacting
@blp.arguments(ReactionAsked)
@blp.alt_response(200, schema=Reacted, success=True)
@blp.alt_response(403, schema=Error, description="The page is not the site's")
@blp.alt_response(409, schema=Error, description="The discussion is closed")
@blp.alt_response(422, schema=Error)
@blp.alt_response(429, schema=Error, description="Too often, or five others of the same address have left it here")
@blp.doc(security=[{"visitor": []}, {}])
def put_reaction(asked: dict[str, Any]) -> Response:
    """Leave one of the site's emoji on a page, once for each visitor, or take it back."""
    site = site_for(asked["site"])
    page = Page(asked["url"], asked.get("thread"), asked["title"])
    who, emoji = asker(site), asked["emoji"]
    address = hidden_address("reaction", site.id, page.address, emoji)
    thread = react(site, page, who, address, emoji, on=asked["on"])
    told = {
        "reactions": Reaction.counts_of(site.id, thread.id, site.emoji) if thread else {},
        "mine": Reaction.of_visitor(site.id, thread.id, who.name) if thread else [],
    }
    return json_response(told | {"visitor": token_of(who)})

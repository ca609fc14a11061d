from typing import Any

from flask import Response

from blueprints.api import blp
from blueprints.limits import limit_reports, limit_writes
from services.reacting.report import report

from .answers import json_response, site_for
from .asker import asker, hidden_network, token_of
from .own import stored
from .schemas.asked import ReportAsked
from .schemas.told import Error, Reported


@blp.post("/comments/<int:comment_id>/reports")
@limit_reports
@limit_writes
@blp.arguments(ReportAsked)
@blp.alt_response(201, schema=Reported, success=True)
@blp.alt_response(200, schema=Reported, success=True, description="You have reported it before; nothing changes")
@blp.alt_response(404, schema=Error)
@blp.alt_response(422, schema=Error)
@blp.alt_response(429, schema=Error)
@blp.doc(security=[{"visitor": []}, {}])
def post_report(asked: dict[str, Any], comment_id: int) -> Response:
    """Tell the moderators what is wrong with a comment. It stands in their room until one of them has decided.

    What becomes of it stands in the reports of GET /mine. Reports that weigh enough take the comment off the page until
    then. Each address may send 20 an hour.
    """
    site = site_for(asked["site"])
    who = asker(site)
    network = hidden_network("report", site.id, comment_id)
    is_new = report(site, stored(comment_id), who, network, asked["reason"], asked["text"])
    return json_response({"reported": True, "visitor": token_of(who)}, 201 if is_new else 200)

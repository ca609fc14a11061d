from typing import Any

from flask import Response

from blueprints.api import blp
from blueprints.ready.share import kept_for, share_for
from services.errors import Invalid
from services.pages import Page
from services.reading.counts import count_comments

from .answers import json_response, site_for
from .schemas.asked import CountsQuery
from .schemas.told import Counts

MOST = 100


@blp.get("/counts")
@blp.arguments(CountsQuery, location="query")
@blp.alt_response(200, schema=Counts, success=True)
def show_counts(asked: dict[str, Any]) -> Response:
    """Count the published comments of up to 100 pages at once, keyed as they were asked for."""
    site = site_for(asked["site"])
    pages = {url: Page(url).address for url in asked["url"]} | {key: Page("", key).address for key in asked["thread"]}
    if len(pages) > MOST:
        raise Invalid("invalid", f"At most {MOST} pages at once.", fields={"url": "too_long"})
    counts = count_comments(site.id, list(pages.values()))
    response = json_response({"counts": {asked_for: counts[address] for asked_for, address in pages.items()}})
    response.headers["Cache-Control"] = kept_for(30)
    return share_for(response)

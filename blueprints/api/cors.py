"""Who may read our answers in a browser: exactly the origins that the site lists. Never a wildcard, never a cookie."""

from flask import Response, g, request

from blueprints.context import header, house
from models import AllowedOrigin, Site
from services.errors import Forbidden

ALLOWED = "Authorization, Content-Type, Idempotency-Key, If-None-Match"
EXPOSED = "ETag, Retry-After"
ORIGIN_MOST = 300


def admit(site: Site) -> None:
    """Raises Forbidden for a page that the site does not list. Callers without Origin, and our own pages, may."""
    origin = header("Origin", ORIGIN_MOST)
    if "Origin" not in request.headers or origin == house().config.public_url:
        return
    if not site.allows_origin(origin):
        raise Forbidden("foreign_origin", "This site does not list the address of this page among its own.")
    g.cors_origin = origin


def preflight() -> Response | None:
    """The answer to a browser that asks before it sends. It names no site, so any site's origin may go on to ask."""
    if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
        return None
    response = Response(status=204)
    origin = header("Origin", ORIGIN_MOST)
    if AllowedOrigin.is_known(origin):
        g.cors_origin = origin
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"
        response.headers["Access-Control-Allow-Headers"] = ALLOWED
        response.headers["Access-Control-Max-Age"] = "7200"
    return response


def mark(response: Response) -> Response:
    response.vary.add("Origin")
    if (origin := g.get("cors_origin")) or (
        (origin := header("Origin", ORIGIN_MOST)) and response.status_code >= 400 and AllowedOrigin.is_known(origin)
    ):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
    return response

"""Pictures of commenters, from our own store: whoever looks at them is seen by nobody else."""

from flask import Blueprint, Response, request

from models import Avatar, Site
from services.errors import NotFound

blp = Blueprint("avatars", __name__)


@blp.get("/avatars/<key>")
def show(key: str) -> Response:
    site_id, _, _ = key.partition("-")
    avatar = Avatar.by_key(int(site_id), key) if site_id.isdecimal() and len(site_id) < 16 else None
    if avatar is None or not Site.of(avatar.site_id).gravatar:
        raise NotFound("not_found", "There is no such picture.")
    response = Response(avatar.image, mimetype=avatar.type)
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.set_etag(f"{avatar.id}-{int(avatar.fetched_at.timestamp())}")
    return response.make_conditional(request)

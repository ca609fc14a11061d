"""Those outside who call us: Akismet, when it has changed its mind about a comment."""

import re
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from services.spam.outside.akismet_callback import MOST, Change, Heard, hear_akismet

from .api.parsing import parse
from .limits import limit_callback

blp = Blueprint("callbacks", __name__)
BYTES_MAX = 32 * 1024
GUID_MAX = 128
_FIELD = re.compile(r"comments\[([0-9]{1,4})\]\[(guid|result)\]")


@blp.post("/akismet/<site_key>")
@limit_callback
def akismet(site_key: str) -> Response:
    """Akismet's callback, as JSON or as a form in PHP's notation; answered for each guid."""
    request.max_content_length = BYTES_MAX
    told = parse(request.get_data()) if request.is_json else _form()
    heard = hear_akismet(site_key, str(told.get("key", "")), _changes(told.get("comments")))
    return jsonify({"comments": {guid: _told(each) for guid, each in heard.items()}})


def _told(heard: Heard) -> dict[str, str]:
    return {"status": "success" if heard.success else "error", "message": heard.message}


def _changes(comments: Any) -> list[Change]:
    if not isinstance(comments, list) or not 0 < len(comments) <= MOST:
        abort(400)
    return [_change(each) for each in comments]


def _change(comment: Any) -> Change:
    guid, result = (comment.get("guid"), comment.get("result")) if isinstance(comment, dict) else (None, None)
    if not isinstance(guid, str) or not 0 < len(guid) <= GUID_MAX or result not in ("true", "false", True, False):
        abort(400)
    return Change(guid, spam=result in ("true", True))


def _form() -> dict[str, Any]:
    comments: dict[int, dict[str, str]] = {}
    for name, value in request.form.items():
        if found := _FIELD.fullmatch(name):
            comments.setdefault(int(found[1]), {})[found[2]] = value
    return {"key": request.form.get("key", ""), "comments": [comments[number] for number in sorted(comments)]}

"""One table from what went wrong to how it is told, and one shape to tell it in."""

import logging
import secrets
from collections.abc import Mapping
from time import time
from typing import Any

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from models import Sentence, db
from models.trouble import is_busy, is_full
from services import errors

from .languages import said
from .limits import limiter

log = logging.getLogger(__name__)

STATUS: dict[type[errors.Refusal], int] = {
    errors.Malformed: 400,
    errors.Unknown: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooMany: 429,
}

HTTP_CODES = {
    400: ("malformed", "The request can't be read. Send a JSON object as the API's reference describes it."),
    403: ("forbidden", Sentence("This is not allowed.")),
    404: ("not_found", Sentence("There is nothing at this address.")),
    405: ("method_not_allowed", Sentence("This address does not take that method.")),
    413: ("too_large", Sentence("That is too much at once: a request has at most 256 kB.")),
    415: ("not_json", "Send JSON, with the header Content-Type: application/json."),
}

FIELD_MESSAGES = {
    "required": Sentence("Please fill this in."),
    "unknown": Sentence("There is no such field."),
    "wrong_type": Sentence("This is not of the right type."),
    "too_long": Sentence("This is too long."),
    "too_short": Sentence("This is too short."),
    "not_an_email": Sentence("This is not an e-mail address."),
    "not_a_link": Sentence("This is not a web address."),
    "control_characters": Sentence("This holds control characters; leave them out."),
    "not_unicode": Sentence("This is not valid Unicode."),
    "not_in_thread": Sentence("This is not in the same discussion."),
    "too_deep": Sentence("Quotes or lists are nested too deeply, or there is too much markup."),
    "not_allowed": Sentence("This value is not allowed here."),
}


def init_app(app: Flask) -> None:
    app.before_request(_refuse_unreadable)
    app.register_error_handler(errors.Refusal, _refused)
    app.register_error_handler(RateLimitExceeded, _too_many)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SQLAlchemyError, _store)
    app.register_error_handler(Exception, _ours)


def _refuse_unreadable() -> None:
    """A query is read as UTF-8; escaped bytes that are none stay as they are, bare ones can't be read at all."""
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        raise errors.Malformed("malformed", "The address is not valid UTF-8.") from None


def tell(
    status: int, code: str, message: str, fields: Mapping[str, str] | None = None, retry_after: int | None = None
) -> Response:
    """The answer, as JSON for programs and as a page for people. The room's own scripts are told in its language."""
    if request.path.startswith(("/api/", "/feeds/")) or request.headers.get("X-Requested-With"):
        say = said if request.path.startswith("/room/") else str
        error: dict[str, Any] = {"code": code, "message": say(message)}
        if fields:
            error["fields"] = {
                name: {"code": each, "message": say(FIELD_MESSAGES.get(each, each))} for name, each in fields.items()
            }
        response = jsonify({"error": error})
    else:
        pages = current_app.extensions["refusal_pages"]
        page = pages.get(request.blueprint, _page)
        response = make_response(page(status, code, message, retry_after))
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _page(status: int, _: str, message: str, __: int | None) -> str:
    return render_template("error.html", status=status, message=message)


def _refused(refusal: errors.Refusal) -> Response:
    db.session.rollback()
    status = next(STATUS[family] for family in type(refusal).__mro__ if family in STATUS)
    return tell(status, refusal.code, refusal.message, refusal.fields, refusal.retry_after)


def _too_many(exceeded: RateLimitExceeded) -> Response:
    message = Sentence("Too many at once. Please wait a little and try again.")
    return tell(429, "too_many", message, retry_after=wait_of(exceeded))


def wait_of(exceeded: RateLimitExceeded) -> int:
    """Seconds until one more is allowed."""
    window, current = exceeded.limit.limit.get_expiry(), limiter.current_limit
    return min(window, max(1, int(current.reset_at - time()))) if current else window


def _forged(_: CSRFError) -> Response:
    message = Sentence(
        "This page has been open for too long, or the request did not come from it. Reload the page and try again."
    )
    return tell(403, "forged", message)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if 300 <= status < 400:
        return error.get_response()  # type: ignore[return-value]
    if status == 422:
        return tell(422, "invalid", "Something is not right in the request.", _fields(getattr(error, "data", {})))
    code, message = HTTP_CODES.get(status, ("malformed", error.description or "The request can't be answered."))
    response = tell(status, code, message)
    if isinstance(allowed := getattr(error, "valid_methods", None), (list, set, tuple)):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _fields(told: Mapping[str, Any]) -> dict[str, str]:
    """From webargs' nested messages to one code for each field."""
    return {
        str(field): _code(messages)
        for by_place in (told.get("messages") or {}).values()
        for field, messages in (by_place.items() if isinstance(by_place, Mapping) else [("request", by_place)])
    }


def _code(messages: Any) -> str:
    """The first of a field's codes; of a list, of its first wrong item."""
    while isinstance(messages, Mapping):
        messages = next(iter(messages.values()))
    return str(messages[0])


def _store(error: SQLAlchemyError) -> Response:
    """The database can't write now. Nothing was stored, and the answer says so."""
    db.session.rollback()
    why = getattr(error, "orig", None) or error
    if is_full(error):
        log.error("the disk is full: %s", why)
        full = Sentence("The service has no room left to store anything. Nothing was stored; try again later.")
        return tell(507, "storage_full", full)
    if is_busy(error):
        log.warning("the database is busy or away: %s", why)
        busy = Sentence("The service is busy. Nothing was stored; try again in a moment.")
        return tell(503, "busy", busy, retry_after=2)
    return _ours(error)


def _ours(error: Exception) -> Response:
    """A fault of ours: told in general words with a number; the log has the rest under the same number."""
    db.session.rollback()
    number = secrets.token_hex(6)
    log.exception("fault %s at %s %s", number, request.method, request.path, exc_info=error)
    told = Sentence("Something went wrong on our side. If you report it, name the number %(number)s.", number=number)
    return tell(500, "internal", told)

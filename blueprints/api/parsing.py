"""Reading a JSON body once, strictly: one object, each key once, no NaN, bounded depth."""

import json
from typing import Any

from flask import Request, abort
from webargs.flaskparser import FlaskParser

from services.errors import Malformed


class StrictParser(FlaskParser):
    """webargs' parser, with a body that must be what it says it is, and a query in which nothing is unknown."""

    DEFAULT_UNKNOWN_BY_LOCATION = FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION | {"query": "raise"}

    def load_json(self, req: Request, schema: Any) -> Any:
        if not req.is_json:
            abort(415)
        return parse(req.get_data())


def parse(body: bytes) -> dict[str, Any]:
    """Raises Malformed, saying what is wrong."""
    try:
        told = json.loads(body.decode("utf-8"), object_pairs_hook=_each_key_once, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Malformed("malformed", "The body is not valid UTF-8.") from None
    except RecursionError:
        raise Malformed("malformed", "The JSON is nested too deeply.") from None
    except ValueError as error:
        raise Malformed("malformed", f"The body is not valid JSON: {error}.") from None
    if not isinstance(told, dict):
        raise Malformed("malformed", "The body must be a JSON object.")
    return told


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a key stands twice")
    return told


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")

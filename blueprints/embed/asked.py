"""What the address of the page without a script, or of the fragment, asks for."""

from typing import Any

from flask import request
from marshmallow import ValidationError

from blueprints.api.schemas.asked import PageQuery
from blueprints.api.schemas.fields import Choice, Line, WrittenNumber
from models.site import SORTS
from services.errors import Invalid
from services.pages import Page

LANG = Line(most=35, load_default="")


class FragmentQuery(PageQuery):
    sort = Choice(*SORTS, load_default=None)
    lang = LANG


class NoScriptQuery(FragmentQuery):
    cursor = Line(most=24, load_default=None)
    comment = WrittenNumber(load_default=None, metadata={"description": "The comment that the reader came for"})
    replies = WrittenNumber(load_default=None, metadata={"description": "The root whose further replies are read"})
    reply = Line(most=2000, load_default="", metadata={"description": "The comment that the form replies to"})
    receipt = Line(most=2000, load_default="", metadata={"description": "What tells one's own comment after posting"})


def read_query(schema: type[PageQuery]) -> dict[str, Any]:
    """The query, checked like the API's. Raises Invalid."""
    try:
        return dict(schema().load(dict(request.args.items())))
    except ValidationError as error:
        fields = codes_of(error)
        raise Invalid("invalid", "The address of this page is incomplete or wrong.", fields=fields) from None


def codes_of(error: ValidationError) -> dict[str, str]:
    return {str(name): str(codes[0]) for name, codes in error.normalized_messages().items()}


def page_of(asked: dict[str, Any]) -> Page:
    return Page(asked["url"], asked.get("thread"))

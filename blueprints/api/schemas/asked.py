"""What comes in. An unknown field is refused, so that a typing error is seen and nothing is assigned by surprise."""

from marshmallow import Schema, fields

from models.reacting import REASONS
from models.site import SORTS

from .fields import Choice, Email, Flag, Line, Moment, Number, OneOf, Text, Website, WrittenNumber

URL_MOST, KEY_MOST = 2000, 200


class Strict(Schema):
    error_messages = {"unknown": "unknown", "type": "wrong_type"}


class PageQuery(Strict):
    """A site and a page of it: the page's own address, or the key that it gives itself, or both."""

    site = Line(most=63, least=1, required=True, metadata={"description": "The site's key"})
    url = Line(most=URL_MOST, least=1, required=True, metadata={"description": "The page's address"})
    thread = Line(most=KEY_MOST, metadata={"description": "The key that the page gives its discussion, if it does"})


class ThreadQuery(PageQuery):
    sort = Choice(*SORTS, load_default=None)
    cursor = Line(most=24, metadata={"description": "`next` of the page before"})
    around = WrittenNumber(metadata={"description": "A comment: the page begins with the root that it stands under"})


class ChangesQuery(PageQuery):
    since = WrittenNumber(required=True, metadata={"description": "The `version` that the asker has"})


class RepliesQuery(Strict):
    site = Line(most=63, least=1, required=True)
    cursor = Line(most=24, required=True, metadata={"description": "`more` of the root, or `next` of the page before"})


class CountsQuery(Strict):
    site = Line(most=63, least=1, required=True)
    url = fields.List(Line(most=URL_MOST, least=1), load_default=list)
    thread = fields.List(Line(most=KEY_MOST, least=1), load_default=list)


class SiteQuery(Strict):
    site = Line(most=63, least=1, required=True)


class LatestQuery(SiteQuery):
    count = WrittenNumber(load_default=5, most=20, metadata={"description": "How many, at most 20"})


class SessionAsked(SiteQuery):
    token = Line(most=4000, least=1, required=True, metadata={"description": "A JWT; docs/embedding.md says which"})


class Edit(SiteQuery):
    text = Text(most=65_536, least=1, required=True, metadata={"description": "Markdown, in place of what stood there"})


class PreviewAsked(SiteQuery):
    text = Text(most=65_536, required=True, metadata={"description": "Markdown, as far as it is written"})


class VoteAsked(SiteQuery):
    value = OneOf(1, 0, -1, required=True, metadata={"description": "For it, none any more, against it"})


class ReactionAsked(PageQuery):
    title = Line(most=300, load_default="", metadata={"description": "The page's title"})
    emoji = Line(most=40, least=1, required=True, metadata={"description": "One of the site's `reactions`"})
    on = Flag(required=True, metadata={"description": "Leave it, or take it back"})


class ReportAsked(SiteQuery):
    reason = Choice(*REASONS, required=True)
    text = Text(most=1000, load_default="", metadata={"description": "For the moderators alone; plain text"})


class NewComment(PageQuery):
    title = Line(most=300, load_default="", metadata={"description": "The page's title"})
    modified = Moment(
        load_default=None, allow_none=True, metadata={"description": "When the page was last changed, with its zone"}
    )
    parent = Number(
        load_default=None, allow_none=True, metadata={"description": "The comment that this one replies to"}
    )
    name = Line(most=245, load_default="")
    email = Email(load_default="", metadata={"description": "Never published"})
    website = Website(load_default="")
    text = Text(
        most=65_536, least=1, required=True, metadata={"description": "Markdown; the site says how long it may be"}
    )
    form = Line(most=2000, load_default=None, allow_none=True, metadata={"description": "`form` of GET /form"})
    trap = Text(most=2000, load_default="", metadata={"description": "What stands in the hidden field"})
    work = Line(
        most=4000,
        load_default=None,
        allow_none=True,
        metadata={"description": "The solution of `work` of GET /form, as ALTCHA writes it"},
    )
    answer = Text(most=200, load_default="", metadata={"description": "To `question` of GET /form, in place of `work`"})

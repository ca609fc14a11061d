"""What goes out: the reference's words for it. The bytes are made from plain rows; a test holds the two together."""

from marshmallow import Schema, fields


class Author(Schema):
    name = fields.String(required=True)
    website = fields.Url(required=True, allow_none=True)


class CommentTold(Schema):
    id = fields.Integer(required=True)
    parent = fields.Integer(required=True, allow_none=True)
    status = fields.String(required=True, metadata={"enum": ["published", "removed", "checking", "pending"]})
    author = fields.Nested(Author, required=True, allow_none=True)
    html = fields.String(required=True, allow_none=True)
    created = fields.AwareDateTime(required=True)
    edited = fields.AwareDateTime(required=True, allow_none=True)
    reply_count = fields.Integer(required=True, metadata={"description": "Published replies below it, at any depth"})
    replies = fields.List(fields.Nested(lambda: CommentTold()), required=True)
    more = fields.String(required=True, allow_none=True, metadata={"description": "Cursor of further replies"})


class SiteTold(Schema):
    name = fields.String(required=True)
    language = fields.String(required=True)
    open = fields.Boolean(required=True)
    name_required = fields.Boolean(required=True)
    email_required = fields.Boolean(required=True)
    website_asked = fields.Boolean(required=True)
    text_max = fields.Integer(required=True)
    akismet = fields.Boolean(required=True, metadata={"description": "Comments are sent to Akismet"})


class ThreadTold(Schema):
    id = fields.Integer(required=True, allow_none=True)
    title = fields.String(required=True)
    count = fields.Integer(required=True)
    open = fields.Boolean(required=True)


class ThreadPage(Schema):
    site = fields.Nested(SiteTold, required=True)
    thread = fields.Nested(ThreadTold, required=True)
    comments = fields.List(fields.Nested(CommentTold), required=True)
    next = fields.String(required=True, allow_none=True)


class RepliesPage(Schema):
    comments = fields.List(fields.Nested(CommentTold), required=True)
    next = fields.String(required=True, allow_none=True)


class OwnComments(Schema):
    comments = fields.List(fields.Nested(CommentTold), required=True)


class Posted(Schema):
    comment = fields.Nested(CommentTold, required=True)


class FormTold(Schema):
    form = fields.String(required=True)
    wait = fields.Integer(required=True, metadata={"description": "Seconds that a person needs at least"})
    trap = fields.String(required=True, metadata={"description": "Name for the hidden field"})
    visitor = fields.String(required=True, metadata={"description": "Bearer token; keep it"})


class Counts(Schema):
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class FieldError(Schema):
    code = fields.String(required=True)
    message = fields.String(required=True)


class ErrorDetail(Schema):
    code = fields.String(required=True)
    message = fields.String(required=True)
    fields_ = fields.Dict(keys=fields.String(), values=fields.Nested(FieldError), data_key="fields")


class Error(Schema):
    error = fields.Nested(ErrorDetail, required=True)

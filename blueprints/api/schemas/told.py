"""What goes out: the reference's words for it. The bytes are made from plain rows; a test holds the two together."""

from marshmallow import Schema, fields


class Author(Schema):
    name = fields.String(required=True)
    website = fields.Url(required=True, allow_none=True)


class CommentTold(Schema):
    id = fields.Integer(required=True)
    parent = fields.Integer(required=True, allow_none=True)
    status = fields.String(required=True, metadata={"enum": ["published", "removed"]})
    author = fields.Nested(Author, required=True, allow_none=True)
    badge = fields.String(required=True, metadata={"enum": ["", "author", "moderator", "teacher"]})
    avatar = fields.String(required=True, allow_none=True, metadata={"description": "Path of a picture that we keep"})
    pinned = fields.Boolean(required=True)
    up = fields.Integer(required=True, metadata={"description": "Votes for it"})
    down = fields.Integer(required=True)
    html = fields.String(required=True, allow_none=True)
    created = fields.AwareDateTime(required=True)
    edited = fields.AwareDateTime(required=True, allow_none=True)
    reply_count = fields.Integer(required=True, metadata={"description": "Published replies below it, at any depth"})
    replies = fields.List(fields.Nested(lambda: CommentTold()), required=True)
    more = fields.String(required=True, allow_none=True, metadata={"description": "Cursor of further replies"})


class Own(Schema):
    text = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What was typed; null: a moderator has changed it, so it may only be deleted"},
    )
    until = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "It may be changed and deleted until then"}
    )


class OwnComment(CommentTold):
    """One's own comment, under the status that its author may know."""

    status = fields.String(required=True, metadata={"enum": ["published", "checking", "pending", "refused", "removed"]})
    own = fields.Nested(Own, required=True)


class JudgeTold(Schema):
    name = fields.String(required=True)
    privacy = fields.Url(required=True, metadata={"description": "What it does with what it is sent"})


class PieceTold(Schema):
    text = fields.String(required=True)
    url = fields.Url(required=True, allow_none=True)


class SiteTold(Schema):
    name = fields.String(required=True)
    language = fields.String(required=True)
    open = fields.Boolean(required=True)
    name_required = fields.Boolean(required=True)
    email_required = fields.Boolean(required=True)
    website_asked = fields.Boolean(required=True)
    text_max = fields.Integer(required=True)
    judges = fields.List(
        fields.Nested(JudgeTold), required=True, metadata={"description": "Who is sent comments, to tell spam"}
    )
    privacy = fields.List(
        fields.Nested(PieceTold),
        required=True,
        metadata={"description": "What the site says about its readers' data: plain text, its links apart"},
    )
    votes = fields.String(required=True, metadata={"enum": ["none", "up", "both"]})
    reactions = fields.List(fields.String(), required=True, metadata={"description": "The emoji on offer"})
    sort = fields.String(required=True, metadata={"enum": ["newest", "oldest", "best"]})
    loads_at_end = fields.Boolean(required=True)
    edit_minutes = fields.Integer(
        required=True, metadata={"description": "How long one may change one's own; 0: never"}
    )
    images = fields.Boolean(required=True)
    words = fields.Dict(required=True, metadata={"description": "The site's own words by language"})


class ThreadTold(Schema):
    id = fields.Integer(required=True, allow_none=True)
    title = fields.String(required=True)
    count = fields.Integer(required=True)
    open = fields.Boolean(required=True)
    closed = fields.String(
        required=True,
        allow_none=True,
        metadata={"enum": ["site", "moderator", "age"], "description": "Why no comment is taken; null: it is open"},
    )
    version = fields.Integer(required=True, metadata={"description": "Raised with every change that readers see"})
    reactions = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class ThreadPage(Schema):
    site = fields.Nested(SiteTold, required=True)
    thread = fields.Nested(ThreadTold, required=True)
    comments = fields.List(fields.Nested(CommentTold), required=True)
    next = fields.String(required=True, allow_none=True)


class RepliesPage(Schema):
    comments = fields.List(fields.Nested(CommentTold), required=True)
    next = fields.String(required=True, allow_none=True)


class Changes(Schema):
    thread = fields.Nested(ThreadTold, required=True)
    comments = fields.List(fields.Nested(CommentTold), required=True)
    reset = fields.Boolean(required=True, metadata={"description": "Too much has changed: read the page anew"})


class Mine(Schema):
    comments = fields.List(fields.Nested(OwnComment), required=True)
    votes = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    reactions = fields.List(fields.String(), required=True)
    reports = fields.Dict(
        keys=fields.String(),
        values=fields.String(metadata={"enum": ["open", "kept", "removed"]}),
        required=True,
        metadata={"description": "By comment what became of one's reports; of those removed for it a week long"},
    )


class Posted(Schema):
    comment = fields.Nested(OwnComment, required=True)


class Removed(Schema):
    comment = fields.Nested(CommentTold, required=True)


class Voted(Schema):
    up = fields.Integer(required=True)
    down = fields.Integer(required=True)
    mine = fields.Integer(required=True, metadata={"enum": [1, 0, -1]})
    visitor = fields.String(required=True, metadata={"description": "Bearer token; keep it"})


class Reacted(Schema):
    reactions = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    mine = fields.List(fields.String(), required=True)
    visitor = fields.String(required=True, metadata={"description": "Bearer token; keep it"})


class Reported(Schema):
    reported = fields.Boolean(required=True)
    visitor = fields.String(required=True, metadata={"description": "Bearer token; keep it"})


class LatestComment(Schema):
    id = fields.Integer(required=True)
    url = fields.Url(required=True)
    title = fields.String(required=True)
    name = fields.String(required=True)
    excerpt = fields.String(required=True, metadata={"description": "Plain text, at most 140 characters"})
    created = fields.AwareDateTime(required=True)


class Latest(Schema):
    comments = fields.List(fields.Nested(LatestComment), required=True)


class SessionTold(Schema):
    visitor = fields.String(required=True, metadata={"description": "Bearer token; keep it"})
    name = fields.String(required=True)


class Preview(Schema):
    html = fields.String(required=True)


class FormTold(Schema):
    form = fields.String(required=True)
    wait = fields.Integer(required=True, metadata={"description": "Seconds that a person needs at least"})
    trap = fields.String(required=True, metadata={"description": "Name for the hidden field"})
    visitor = fields.String(required=True, metadata={"description": "Bearer token; keep it"})
    name = fields.String(
        required=True, allow_none=True, metadata={"description": "As the host site proved it: don't ask for one"}
    )
    work = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "A challenge of ALTCHA (version 2, SHA-256): its solution goes with the comment"},
    )
    question = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The site's, for who cannot compute: its answer will do"},
    )


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

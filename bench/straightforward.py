"""A page of a discussion as one writes it at first: Flask, SQLAlchemy's objects, marshmallow.

It answers with the same page from the same database, to the letter: what readers must know of site and discussion, the
newest 25 roots with the pinned ones first, of each the first 20 replies, nested.
"""

import os
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask import Flask, abort, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from marshmallow import Schema, fields
from sqlalchemy import JSON, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.pages import why_closed
from services.spam.outside.asked import services_of
from services.text.links import pieces

DATABASE = "BENCH_DATABASE"
ROOTS, REPLIES = 25, 20
MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)


db = SQLAlchemy(model_class=Base)


class Site(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "site"
    version: Mapped[int]
    name: Mapped[str]
    language: Mapped[str]
    is_open: Mapped[bool]
    name_required: Mapped[bool]
    email_required: Mapped[bool]
    website_asked: Mapped[bool]
    text_max: Mapped[int]
    close_days: Mapped[int | None]
    privacy_text: Mapped[str | None]
    votes: Mapped[str]
    reactions: Mapped[str | None]
    sort: Mapped[str]
    loads_at_end: Mapped[bool]
    edit_minutes: Mapped[int]
    images: Mapped[bool]
    words: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    akismet_key: Mapped[str | None]
    cleantalk_key: Mapped[str | None]
    dnsbl: Mapped[str | None]


class AllowedOrigin(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "allowed_origin"
    site_id: Mapped[int]
    origin: Mapped[str]


class Address(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "address"
    site_id: Mapped[int]
    thread_id: Mapped[int]
    key: Mapped[str]


class Thread(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "thread"
    site_id: Mapped[int]
    version: Mapped[int]
    title: Mapped[str]
    comment_count: Mapped[int]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Reaction(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "reaction"
    site_id: Mapped[int]
    thread_id: Mapped[int]
    emoji: Mapped[str]


class Comment(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "comment"
    site_id: Mapped[int]
    thread_id: Mapped[int]
    parent_id: Mapped[int | None]
    root_id: Mapped[int | None]
    is_shown: Mapped[bool]
    author_name: Mapped[str]
    author_website: Mapped[str | None]
    badge: Mapped[str | None]
    avatar: Mapped[str | None]
    pinned_at: Mapped[datetime | None]
    up: Mapped[int]
    down: Mapped[int]
    html: Mapped[str]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    reply_count: Mapped[int]
    status: Mapped[str]


class SiteSchema(Schema):
    name = fields.String()
    language = fields.String()
    open = fields.Boolean(attribute="is_open")
    name_required = fields.Boolean()
    email_required = fields.Boolean()
    website_asked = fields.Boolean()
    text_max = fields.Integer()
    judges = fields.Function(services_of)
    privacy = fields.Function(lambda site: [asdict(piece) for piece in pieces(site.privacy_text or "")])
    votes = fields.String()
    reactions = fields.Function(lambda site: (site.reactions or "").split())
    sort = fields.String()
    loads_at_end = fields.Boolean()
    edit_minutes = fields.Integer()
    images = fields.Boolean()
    words = fields.Function(lambda site: site.words or {})


class ThreadSchema(Schema):
    id = fields.Integer()
    title = fields.String()
    count = fields.Integer(attribute="comment_count")
    open = fields.Function(lambda thread: thread.closed is None)
    closed = fields.String(allow_none=True)
    version = fields.Integer()
    reactions = fields.Dict(attribute="counts")


class AuthorSchema(Schema):
    name = fields.String(attribute="author_name")
    website = fields.String(attribute="author_website", allow_none=True)


class CommentSchema(Schema):
    id = fields.Integer()
    parent = fields.Integer(attribute="parent_id", allow_none=True)
    status = fields.Function(lambda comment: "published" if comment.status == "published" else "removed")
    author = fields.Function(lambda comment: _unless_removed(comment, AUTHOR.dump(comment)))
    badge = fields.Function(lambda comment: _unless_removed(comment, comment.badge) or "")
    avatar = fields.Function(lambda comment: _unless_removed(comment, comment.avatar and f"/avatars/{comment.avatar}"))
    pinned = fields.Function(lambda comment: _unless_removed(comment, comment.pinned_at) is not None)
    up = fields.Integer()
    down = fields.Integer()
    html = fields.Function(lambda comment: _unless_removed(comment, comment.html))
    created = fields.DateTime(MOMENT, attribute="created_at")
    edited = fields.DateTime(MOMENT, attribute="edited_at", allow_none=True)
    reply_count = fields.Integer()
    replies = fields.List(fields.Nested(lambda: CommentSchema()), attribute="answers")
    more = fields.String(allow_none=True)


AUTHOR = AuthorSchema()


def _unless_removed(comment: Comment, told: Any) -> Any:
    return told if comment.status == "published" else None


def create() -> Flask:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ[DATABASE]
    db.init_app(app)
    of_site, of_thread, of_comments = SiteSchema(), ThreadSchema(), CommentSchema(many=True)

    @app.get("/threads")
    def show() -> Any:
        """`before` is the last root of the page before."""
        key, before = request.args["key"], request.args.get("before", type=int)
        thread = db.session.scalars(
            select(Thread).join(Address, Address.thread_id == Thread.id).where(Address.key == key)
        ).one()
        site = db.session.get(Site, thread.site_id)
        admit(site)
        thread.closed = why_closed(site, thread)
        thread.counts = reactions(thread) if site.reactions else {}
        shown = select(Comment).where(
            Comment.site_id == thread.site_id, Comment.thread_id == thread.id, Comment.is_shown.is_(True)
        )
        pinned = [] if before else pinned_in(thread)
        roots = shown.where(Comment.root_id.is_(None), Comment.pinned_at.is_(None)).order_by(Comment.id.desc())
        found = db.session.scalars((roots.where(Comment.id < before) if before else roots).limit(ROOTS + 1)).all()
        page = [*pinned, *found[:ROOTS]]
        # Sorted here, since SQLite would walk through the whole thread for an order: only its code is to be slow.
        answers = db.session.scalars(shown.where(Comment.root_id.in_([root.id for root in page])))
        nest(page, sorted(answers, key=lambda answer: answer.id))
        response = jsonify(
            site=of_site.dump(site),
            thread=of_thread.dump(thread),
            comments=of_comments.dump(page),
            next=f"c{page[-1].id}" if len(found) > ROOTS else None,
        )
        response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "null")
        response.set_etag(f"{site.version}-{thread.id}-{thread.version}", weak=True)
        return response

    return app


def admit(site: Site) -> None:
    """Only pages of the site may ask."""
    origin = request.headers.get("Origin")
    allowed = select(AllowedOrigin).where(AllowedOrigin.site_id == site.id, AllowedOrigin.origin == origin)
    if origin and db.session.scalars(allowed).first() is None:
        abort(403)


def pinned_in(thread: Thread) -> list[Comment]:
    pinned = select(Comment).where(Comment.site_id == thread.site_id, Comment.thread_id == thread.id)
    found = db.session.scalars(pinned.where(Comment.pinned_at.is_not(None)).order_by(Comment.pinned_at, Comment.id))
    return [comment for comment in found if comment.is_shown]


def reactions(thread: Thread) -> dict[str, int]:
    here = select(Reaction.emoji, func.count()).where(
        Reaction.site_id == thread.site_id, Reaction.thread_id == thread.id
    )
    return dict(db.session.execute(here.group_by(Reaction.emoji)).all())


def nest(roots: Any, replies: Any) -> None:
    by_id = {root.id: root for root in roots}
    kept: dict[int, list[int]] = {root.id: [] for root in roots}
    for root in roots:
        root.answers, root.more = [], None
    for reply in replies:
        its = kept[reply.root_id]
        if len(its) == REPLIES:
            by_id[reply.root_id].more = f"c{its[-1]}"
        elif reply.parent_id in by_id:
            its.append(reply.id)
            reply.answers, reply.more = [], None
            by_id[reply.id] = reply
            by_id[reply.parent_id].answers.append(reply)

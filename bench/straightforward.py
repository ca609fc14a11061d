"""A page of a discussion as one writes it at first: Flask, SQLAlchemy's objects, marshmallow.

It answers with the same page from the same database: the newest 25 roots, of each the first 20 replies, nested.
"""

import os
from typing import Any

from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from marshmallow import Schema, fields
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

DATABASE = "BENCH_DATABASE"
ROOTS, REPLIES = 25, 20


class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)


db = SQLAlchemy(model_class=Base)


class Address(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "address"
    site_id: Mapped[int]
    thread_id: Mapped[int]
    key: Mapped[str]


class Thread(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "thread"
    site_id: Mapped[int]
    title: Mapped[str]
    comment_count: Mapped[int]


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
    pinned_at: Mapped[str | None]
    up: Mapped[int]
    down: Mapped[int]
    html: Mapped[str]
    created_at: Mapped[str]
    edited_at: Mapped[str | None]
    reply_count: Mapped[int]
    status: Mapped[str]


class CommentSchema(Schema):
    id = fields.Integer()
    parent = fields.Integer(attribute="parent_id", allow_none=True)
    status = fields.String()
    author = fields.Function(lambda comment: {"name": comment.author_name, "website": comment.author_website})
    badge = fields.String(allow_none=True)
    pinned = fields.Function(lambda comment: comment.pinned_at is not None)
    up = fields.Integer()
    down = fields.Integer()
    html = fields.String()
    created = fields.String(attribute="created_at")
    edited = fields.String(attribute="edited_at", allow_none=True)
    reply_count = fields.Integer()
    replies = fields.List(fields.Nested(lambda: CommentSchema()), attribute="answers")


class ThreadSchema(Schema):
    id = fields.Integer()
    title = fields.String()
    count = fields.Integer(attribute="comment_count")


def create() -> Flask:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ[DATABASE]
    db.init_app(app)
    many, one = CommentSchema(many=True), ThreadSchema()

    @app.get("/threads")
    def show() -> Any:
        """`before` is the last root of the page before."""
        key, before = request.args["key"], request.args.get("before", type=int)
        thread = db.session.scalars(
            select(Thread).join(Address, Address.thread_id == Thread.id).where(Address.key == key)
        ).one()
        shown = select(Comment).where(
            Comment.site_id == thread.site_id, Comment.thread_id == thread.id, Comment.is_shown.is_(True)
        )
        roots = shown.where(Comment.root_id.is_(None)).order_by(Comment.id.desc()).limit(ROOTS)
        page = db.session.scalars(roots.where(Comment.id < before) if before else roots).all()
        # Sorted here, since SQLite would walk through the whole thread for an order: only its code is to be slow.
        answers = db.session.scalars(shown.where(Comment.root_id.in_([root.id for root in page])))
        nest(page, sorted(answers, key=lambda answer: answer.id))
        return jsonify(thread=one.dump(thread), comments=many.dump(page))

    return app


def nest(roots: Any, replies: Any) -> None:
    by_id, kept = {root.id: root for root in roots}, dict.fromkeys((root.id for root in roots), 0)
    for root in roots:
        root.answers = []
    for reply in replies:
        if kept[reply.root_id] < REPLIES and reply.parent_id in by_id:
            kept[reply.root_id] += 1
            reply.answers = []
            by_id[reply.id] = reply
            by_id[reply.parent_id].answers.append(reply)

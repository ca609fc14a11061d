"""The newest comments, for who follows a page, a site, or the answers to a comment from a feed reader."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from models import Comment, Site, Thread, db
from services.errors import NotFound

MOST = 50
LOOKED_AT = 4 * MOST  # so many of the newest, some of which may be tombstones


@dataclass(frozen=True, slots=True)
class Entry:
    """A published comment, and the page that it stands on."""

    id: int
    parent_id: int | None
    name: str
    website: str | None
    html: str
    created_at: datetime
    edited_at: datetime | None
    page_url: str
    page_title: str

    @property
    def updated_at(self) -> datetime:
        return self.edited_at or self.created_at


def read_thread_feed(thread: Thread) -> list[Entry]:
    """A discussion's newest comments, newest first.

    Ordered by a sum, because asked for the order of ids itself SQLite would walk through the comments of all sites.
    """
    shown = _of(thread).order_by((Comment.id + 0).desc()).limit(LOOKED_AT)
    return _entries(Comment.site_id == thread.site_id, Comment.id.in_(select(shown.subquery().c.id)))


def read_site_feed(site: Site) -> list[Entry]:
    """A site's newest comments, newest first."""
    return _entries(Comment.site_id == site.id)


def read_reply_feed(site: Site, comment_id: int) -> tuple[Comment, list[Entry]]:
    """A comment, and the newest below it at any depth. Raises NotFound when readers don't see that comment."""
    comment = Comment.of(site.id, comment_id)
    if comment is None or not comment.is_shown:
        raise NotFound("not_found", "There is no such comment here.")
    below = _below_root(comment) if comment.is_root else _below_reply(comment)
    return comment, _entries(Comment.site_id == site.id, Comment.id.in_(below))


def _of(thread: Thread) -> Any:
    mine = (Comment.site_id == thread.site_id) & (Comment.thread_id == thread.id)
    return select(Comment.id).where(mine, Comment.is_shown.is_(True))


def _below_root(root: Comment) -> Any:
    newest = _of(root.thread).where(Comment.root_id == root.id).order_by(Comment.id.desc()).limit(LOOKED_AT)
    return select(newest.subquery().c.id)


def _below_reply(reply: Comment) -> Any:
    site_id = reply.site_id
    below = select(Comment.id).where(Comment.site_id == site_id, Comment.parent_id == reply.id)
    tree = below.cte("below", recursive=True)
    tree = tree.union_all(select(Comment.id).where(Comment.site_id == site_id, Comment.parent_id == tree.c.id))
    newest = select(tree.c.id).order_by(tree.c.id.desc()).limit(LOOKED_AT)
    return select(newest.subquery().c.id)


def _entries(*which: ColumnElement[bool]) -> list[Entry]:
    rows = (
        select(
            Comment.id,
            Comment.parent_id,
            Comment.author_name,
            Comment.author_website,
            Comment.html,
            Comment.created_at,
            Comment.edited_at,
            Thread.url,
            Thread.title,
        )
        .join(Thread, and_(Thread.site_id == Comment.site_id, Thread.id == Comment.thread_id))
        .where(*which, Comment.status == "published")
        .order_by(Comment.id.desc())
        .limit(MOST)
    )
    return [Entry(*row) for row in db.session.execute(rows)]

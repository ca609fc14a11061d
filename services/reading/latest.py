from typing import Any

from sqlalchemy import select

from models import Comment, Thread, db
from services.text.excerpt import excerpt

from .rows import iso

LENGTH = 140


def read_latest(site_id: int, count: int) -> list[dict[str, Any]]:
    """The site's newest published comments, newest first: where each stands, and how it begins."""
    rows = (
        select(Comment.id, Comment.author_name, Comment.html, Comment.created_at, Thread.url, Thread.title)
        .join(Thread, (Thread.site_id == Comment.site_id) & (Thread.id == Comment.thread_id))
        .where(Comment.site_id == site_id, Comment.status == "published")
        .order_by(Comment.id.desc())
        .limit(count)
    )
    return [
        {
            "id": row.id,
            "url": f"{row.url.partition('#')[0]}#comment-{row.id}",
            "title": row.title,
            "name": row.author_name,
            "excerpt": excerpt(row.html, LENGTH),
            "created": iso(row.created_at),
        }
        for row in db.session.execute(rows)
    ]

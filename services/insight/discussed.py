from dataclasses import dataclass

from sqlalchemy import func, select

from models import Comment, Thread, db

from .window import Window

MOST = 10


@dataclass(frozen=True, slots=True)
class Discussed:
    """One page and how many comments were sent there in the window: all, and those that readers see now."""

    url: str
    title: str
    published: int
    sent: int


def most_discussed(window: Window) -> list[Discussed]:
    """The ten pages with the most published comments, most first."""
    published = func.count().filter(Comment.status == "published").label("published")
    counted = select(Comment.thread_id, published, func.count().label("sent")).where(window.sent)
    per_page = counted.group_by(Comment.thread_id).subquery()
    its = (Thread.site_id == window.site_id) & (Thread.id == per_page.c.thread_id)
    rows = select(Thread.url, Thread.title, per_page.c.published, per_page.c.sent).join(per_page, its)
    busiest = rows.where(per_page.c.published > 0).order_by(per_page.c.published.desc(), Thread.id).limit(MOST)
    return [Discussed(*row) for row in db.session.execute(busiest)]

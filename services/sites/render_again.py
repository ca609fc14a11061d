from collections.abc import Iterator

from models import Comment, Site, db, transaction
from services.text.render import TooDeep, render


def render_again(site: Site, size: int = 100) -> Iterator[tuple[int, int]]:
    """Show the site's comments by its rules of today: their HTML is made anew from what was typed.

    For each batch of at most `size`, a transaction of its own, it tells how many it looked at and how many changed.
    It may be stopped between two and begun again. What would be refused today stays as it is.
    """
    site_id, last = site.id, 0
    while batch := _batch(site_id, last, size):
        last = batch[-1][0]
        yield len(batch), _renew(site_id, _otherwise(batch, site.images))


def _batch(site_id: int, last: int, size: int) -> list[tuple[int, str, str]]:
    written = db.select(Comment.id, Comment.source, Comment.html).where(
        Comment.site_id == site_id, Comment.id > last, Comment.source != ""
    )
    return [(row.id, row.source, row.html) for row in db.session.execute(written.order_by(Comment.id).limit(size))]


def _otherwise(batch: list[tuple[int, str, str]], images: bool) -> dict[int, tuple[str, str]]:
    """Those that look otherwise now: their source and their new HTML."""
    anew = ((comment_id, source, html, _rendered(source, images, html)) for comment_id, source, html in batch)
    return {comment_id: (source, new) for comment_id, source, html, new in anew if new != html}


def _rendered(source: str, images: bool, html: str) -> str:
    try:
        return render(source, images=images)
    except TooDeep:
        return html


def _renew(site_id: int, changes: dict[int, tuple[str, str]]) -> int:
    """How many were given their new HTML: those that nobody has changed meanwhile. To a moderator they are as before,
    so their own version stays."""
    with transaction():
        found = Comment.locked(site_id, changes)
        still = [comment for comment in found.values() if comment.source == changes[comment.id][0]]
        for comment in still:
            mine = (Comment.site_id == site_id) & (Comment.id == comment.id)
            db.session.execute(db.update(Comment).where(mine).values(html=changes[comment.id][1]))
            if comment.is_published:
                comment.show_change()
    return len(still)

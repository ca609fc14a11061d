from collections.abc import Iterable

from sqlalchemy import select

from models import Comment, db


def comments_of(site_id: int, ids: Iterable[int | None]) -> dict[int, Comment]:
    """The site's comments of these ids, for a page that names them beside its own rows."""
    wanted = {each for each in ids if each is not None}
    rows = select(Comment).where(Comment.site_id == site_id, Comment.id.in_(wanted))
    return {comment.id: comment for comment in db.session.scalars(rows)}

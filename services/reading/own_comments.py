from typing import Any

from sqlalchemy import select

from models import Comment, Person, db
from services.identity.tokens import Visitor
from services.reading.read_thread import Place
from services.reading.rows import present


def own_waiting(place: Place, visitor: Visitor, *, most: int = 50) -> list[dict[str, Any]]:
    """What the visitor wrote here and readers don't see yet, oldest first.

    Spam looks like waiting to its author: who sends spam must not learn from us what gave it away.
    """
    if place.thread is None:
        return []
    mine = (
        select(Comment)
        .join(Person, (Person.site_id == Comment.site_id) & (Person.id == Comment.person_id))
        .where(Person.site_id == place.site.id, Person.visitor == visitor.name)
        .where(Comment.thread_id == place.thread.id, Comment.status.in_(("checking", "pending", "spam")))
        .order_by(Comment.id)
        .limit(most)
    )
    return [present_own(comment) for comment in db.session.scalars(mine)]


def present_own(comment: Comment) -> dict[str, Any]:
    """One's own comment as its author may know it."""
    told = present(comment)
    if comment.status == "spam":
        told |= {
            "status": "pending",
            "author": {"name": comment.author_name, "website": comment.author_website},
            "html": comment.html,
        }
    return told

from models import Comment, Person, Site, Vote, db, now, transaction
from services.errors import Forbidden, NotFound
from services.identity.bans import refuse_banned
from services.identity.tokens import Visitor
from services.pages import refuse_closed

from .households import refuse_crowd


def vote(site: Site, comment_id: int, visitor: Visitor, address: str, value: int) -> Comment:
    """Leave the visitor's one vote on a comment: 1 for it, -1 against it, 0 takes it back.

    The same again changes nothing.
    `address` is hidden (see services/identity/hidden_address.py). Raises NotFound (readers don't see the comment),
    Forbidden (the site does not offer it, or it is one's own), Conflict (closed), TooMany (of one address).
    """
    _refuse_not_offered(site, value)
    with transaction():
        refuse_banned(site.id, visitor.name)
        comment = Comment.locked(site.id, [comment_id]).get(comment_id)
        if comment is None or not comment.is_published:
            raise NotFound("not_found", "There is no such comment here.")
        _refuse_own(comment, visitor)
        refuse_closed(site, comment.thread)
        former = _leave(comment, visitor, address, value, site.origin_days)
        if former != value:
            comment.count_votes(up=(value == 1) - (former == 1), down=(value == -1) - (former == -1))
    return comment


def _refuse_not_offered(site: Site, value: int) -> None:
    if site.votes == "none" or (site.votes == "up" and value < 0):
        raise Forbidden("not_offered", "This site does not offer that vote.")


def _refuse_own(comment: Comment, visitor: Visitor) -> None:
    person = Person.by_visitor(comment.site_id, visitor.name)
    if person is not None and person.id == comment.person_id:
        raise Forbidden("not_offered", "Nobody votes on a comment of their own.")


def _leave(comment: Comment, visitor: Visitor, address: str, value: int, days: int) -> int:
    """The visitor's vote as it shall be; returns what it was."""
    there = (Vote.site_id == comment.site_id) & (Vote.comment_id == comment.id)
    standing = db.session.scalar(db.select(Vote).where(there, Vote.visitor == visitor.name))
    former = standing.value if standing else 0
    if value == former:
        return former
    if value == 0:
        db.session.delete(standing)
        return former
    refuse_crowd(Vote, there, visitor, address, days)
    if standing is None:
        standing = Vote(site_id=comment.site_id, comment_id=comment.id, visitor=visitor.name)
        db.session.add(standing)
    standing.value, standing.address, standing.created_at = value, address, now()
    return former

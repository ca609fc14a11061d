"""The picture of a comment's author: fetched by the worker once in a month, and kept."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from models import Avatar, Comment, OutboxEntry, Site, db, now, transaction
from services.identity.gravatar import Gravatar, Picture

FRESH = timedelta(days=30)


def fetch_avatar(entry: OutboxEntry, claim: str, gravatar: Gravatar) -> None:
    """Give the comment the picture that stands for its author's address, if the site wants one and there is one.

    Raises OutsideFailure when Gravatar could not be asked, ClaimLost when another worker has taken over.
    """
    site, comment = Site.of(entry.site_id), Comment.of(entry.site_id, entry.comment_id)
    email = comment.author_email if comment and site.gravatar else None
    if comment is None or email is None:
        _settle(entry, claim)
        return
    known = _known(comment)
    if known and known.fetched_at > now() - FRESH:
        _settle(entry, claim, known.key)
        return
    key = known.key if known else f"{site.id}-{secrets.token_urlsafe(16)}"
    db.session.rollback()
    picture = gravatar.picture(email)
    with transaction():
        if picture:
            _keep(entry.site_id, key, picture)
        _settle(entry, claim, key if picture else None)


def _known(comment: Comment) -> Avatar | None:
    """The picture of an earlier comment that the same person signed with the same address."""
    earlier = (
        select(Avatar)
        .join(Comment, (Comment.site_id == Avatar.site_id) & (Comment.avatar == Avatar.key))
        .where(Comment.site_id == comment.site_id, Comment.person_id == comment.person_id)
        .where(Comment.author_email == comment.author_email, Comment.id != comment.id)
    )
    return db.session.scalar(earlier.order_by(Comment.id.desc()).limit(1))


def _keep(site_id: int, key: str, picture: Picture) -> None:
    avatar = Avatar.by_key(site_id, key) or Avatar(site_id=site_id, key=key)
    avatar.image, avatar.type, avatar.fetched_at = picture.image, picture.type, now()
    db.session.add(avatar)


def _settle(entry: OutboxEntry, claim: str, key: str | None = None) -> None:
    with transaction():
        entry.settle(claim)
        comment = Comment.locked(entry.site_id, [entry.comment_id]).get(entry.comment_id)
        if comment is None or not key or comment.author_email is None:
            return
        comment.avatar = key
        if comment.is_published:
            comment.show_change()
